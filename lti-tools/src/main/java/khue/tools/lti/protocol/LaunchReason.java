/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a login or a launch is refused. */
public enum LaunchReason implements Reason {

    // Login initiation

    LOGIN_PARAMETER_MISSING,
    PARAMETER_REPEATED,
    PARAMETER_UNUSABLE,
    PLATFORM_UNKNOWN,
    PLATFORM_AMBIGUOUS,
    PLATFORM_PENDING,
    PLATFORM_DISABLED,
    TARGET_FOREIGN,

    // The browser and the state

    LAUNCH_BY_GET,
    STATE_MISSING,
    STATE_UNKNOWN,
    STATE_EXPIRED,
    STATE_USED,
    BROWSER_WITHOUT_COOKIE,
    BROWSER_WITHOUT_STORAGE,
    BROWSER_OTHER,
    PLATFORM_ERROR,

    // The token as a signed object

    TOKEN_MISSING,
    TOKEN_MALFORMED,
    ALGORITHM_REFUSED,
    HEADER_REFUSED,
    KEY_ID_MISSING,
    KEY_UNKNOWN,
    KEY_UNUSABLE,
    KEYS_UNREACHABLE,
    SIGNATURE_WRONG,

    // The token's claims

    ISSUER_OTHER,
    AUDIENCE_OTHER,
    AUTHORIZED_PARTY_OTHER,
    TOKEN_EXPIRED,
    TOKEN_TIME_UNUSABLE,
    TOKEN_FROM_THE_FUTURE,
    TOKEN_TOO_OLD,
    NONCE_MISSING,
    NONCE_OTHER,
    NONCE_USED,

    // The message

    VERSION_OTHER,
    MESSAGE_TYPE_OTHER,
    ASSET_PROCESSOR_NOT_OFFERED,
    EULA_NOT_OFFERED,
    PROCTORING_NOT_OFFERED,
    DEPLOYMENT_UNUSABLE,
    DEPLOYMENT_OTHER,
    DEPLOYMENT_DISABLED,
    SUBJECT_MISSING,
    CONTEXT_MISSING,
    RESOURCE_LINK_MISSING,
    TOOL_UNKNOWN,

    // Submission Review

    REVIEW_OF_NOBODY,
    REVIEW_OF_SOMEBODY_ELSE,

    // Deep Linking

    DEEP_LINKING_UNUSABLE,
    DEEP_LINKING_NOT_A_TEACHER,
    DEEP_LINKING_RETURN_FOREIGN,
    DEEP_LINKING_TYPE_NOT_ACCEPTED,

    // Platform Notification Service

    NOTICE_UNUSABLE,
    NOTICE_REPEATED,
    NOTICE_NOT_ASKED_FOR;

    @Override
    public String code() {
        return "LTI-" + name().replace('_', '-');
    }

    public static Optional<LaunchReason> ofCode(String code) {
        return Stream.of(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }

    @Override
    public String meansKey() {
        return key() + ".means";
    }

    @Override
    public String doKey() {
        return key() + ".do";
    }

    private String key() {
        return "lti.reason." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
