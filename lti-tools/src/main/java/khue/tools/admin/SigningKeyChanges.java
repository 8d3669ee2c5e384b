/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;
import khue.tools.lti.platforms.SigningKey;
import khue.tools.lti.platforms.SigningKeys;

/** What administrators do to the keys that we sign with, each with its line in the audit log. */
@ApplicationScoped
@Transactional
class SigningKeyChanges {

    @Inject
    private SigningKeys keys;

    @Inject
    private AuditLog audit;

    /** Publishes the next key, which signs from a day later on; nothing when one is published already. */
    void replace() {
        List<SigningKey> before = keys.list();
        keys.replace();
        keys.list().stream()
                .filter(key -> before.stream().noneMatch(known -> known.id().equals(key.id())))
                .forEach(next -> audit.changed(
                        AuditAction.SIGNING_KEY_ROTATED,
                        next.id(),
                        next.id(),
                        Changes.of("key", active(before), next.id())));
    }

    void giveUp() {
        String before = active(keys.list());
        keys.giveUp();
        String now = active(keys.list());
        audit.changed(AuditAction.SIGNING_KEYS_GIVEN_UP, now, now, Changes.of("key", before, now));
    }

    private static String active(List<SigningKey> all) {
        return all.stream()
                .filter(key -> key.status() == SigningKey.Status.ACTIVE)
                .map(SigningKey::id)
                .findFirst()
                .orElse("");
    }
}
