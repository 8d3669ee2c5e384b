/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be done to something. The name is stable, because rows keep it; the words are {@code audit.action.<name>}. */
public enum AuditAction {
    PLATFORM_ADDED,
    PLATFORM_ACTIVATED,
    PLATFORM_CHANGED,
    PLATFORM_DISABLED,
    PLATFORM_REMOVED,
    DEPLOYMENT_ENABLED,
    DEPLOYMENT_DISABLED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    ACCOUNT_CLOSED,
    ACCOUNT_REOPENED,
    PASSWORD_RENEWED,
    PASSWORD_CHANGED,
    SECOND_FACTOR_ON,
    SECOND_FACTOR_OFF,
    RECOVERY_CODES_RENEWED,
    SIGN_IN_LINKED,
    SIGN_IN_UNLINKED,
    STORE_KEY_MADE,
    STORE_KEY_CHANGED,
    STORE_KEY_REVOKED,
    DELIVERY_RETRIED,
    DELIVERIES_RETRIED,
    SIGNING_KEY_ROTATED,
    SIGNING_KEYS_GIVEN_UP,
    FRAMEWORK_CHANGED,
    DATA_REQUEST_OPENED,
    DATA_REQUEST_TERM_MOVED,
    DATA_REQUEST_ANSWERED,
    DATA_REQUEST_REFUSED,
    DATA_EXPORT_ALLOWED,
    DATA_TAKEN,
    DATA_RESTRICTED,
    DATA_RESTRICTION_LIFTED,
    DATA_ERASED_HERE,
    DATA_ERASED_IN_THE_STORE,
    REPORT_DRAFTED,
    REPORT_DISCARDED,
    REPORT_LOCKED,
    REPORT_SIGNED,
    STATEMENTS_TAKEN,
    PROGRAMME_EVENT_KEPT,
    PROGRAMME_EVENT_REMOVED,
    DAY_OFF_ADDED,
    DAY_OFF_REMOVED,
    LEGAL_TERM_CHANGED,
    SAMPLE_DATA_REMOVED,
    REFERENCE_KEPT,
    REFERENCE_UNDONE;

    public static Optional<AuditAction> of(String name) {
        return Stream.of(values()).filter(action -> action.name().equals(name)).findFirst();
    }

    /** The key of the sentence that says what was done. */
    public String sentence() {
        return "audit.action." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
