/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.audit.Changes;

/**
 * What administrators change about the store's keys, each with its line in the audit log. The store is another database: it keeps a history
 * of each key in its own transaction, on behalf of the same account, and ours is undone when the store refuses.
 */
@ApplicationScoped
@Transactional(rollbackOn = StoreRefused.class)
class KeyChanges {

    @Inject
    private StoreKeys keys;

    @Inject
    private AuditLog audit;

    StoreKeys.Made make(String label, List<String> scopes, Optional<Instant> expiresAt, UUID account)
            throws StoreRefused {
        StoreKeys.Made made = keys.make(label, scopes, expiresAt, account);
        audit.changed(
                AuditAction.STORE_KEY_MADE,
                made.key().name(),
                label,
                Changes.made("scopes", words(scopes)).and("until", null, expiresAt));
        return made;
    }

    /** @param key as it is before */
    void change(StoreKey key, String label, List<String> scopes, Optional<Instant> expiresAt, UUID account)
            throws StoreRefused {
        audit.changed(
                AuditAction.STORE_KEY_CHANGED,
                key.name(),
                key.label(),
                Changes.of("name", key.label(), label)
                        .and("scopes", words(key.scopes()), words(scopes))
                        .and("until", key.expiresAt(), expiresAt));
        keys.change(key.name(), label, scopes, expiresAt, account);
    }

    void revoke(StoreKey key, UUID account) throws StoreRefused {
        audit.did(AuditAction.STORE_KEY_REVOKED, key.name(), key.label().isEmpty() ? key.name() : key.label());
        keys.revoke(key.name(), account);
    }

    private static String words(List<String> scopes) {
        return scopes.stream().sorted().collect(Collectors.joining(", "));
    }
}
