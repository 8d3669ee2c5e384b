/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;
import khue.tools.outbox.Deliveries;
import khue.tools.outbox.State;

/** What administrators have carried again, each with its line in the audit log. */
@ApplicationScoped
@Transactional
class DeliveryChanges {

    @Inject
    private Deliveries deliveries;

    @Inject
    private AuditLog audit;

    /** @return false when the message waits already, or is delivered */
    boolean retry(UUID message) {
        boolean waits = deliveries.retry(message);
        if (waits) {
            audit.did(AuditAction.DELIVERY_RETRIED, message, message.toString());
        }
        return waits;
    }

    /** @return how many messages wait again */
    int retryAll(String queue, State state, String kind) {
        int number = deliveries.retryAll(queue, state, kind);
        if (number > 0) {
            audit.changed(AuditAction.DELIVERIES_RETRIED, queue, queue + ": " + kind, Changes.made("number", number));
        }
        return number;
    }
}
