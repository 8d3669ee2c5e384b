/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.reference;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;

/** Who kept or undid which file stands in the audit log here, where accounts have names; the store knows their ids alone. */
@ApplicationScoped
@Transactional
class ImportLog {

    @Inject
    private AuditLog audit;

    /** @param made the import as the store told it when that was done */
    void did(AuditAction action, JsonNode made) {
        audit.did(
                action,
                made.path("id").asText(),
                made.path("table").asText() + " · " + made.path("file").asText());
    }
}
