/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Locale;

/** Why a dynamic registration is refused. */
public enum RegistrationReason implements Reason {
    /** No {@code openid_configuration}, or a parameter that cannot be used. */
    PARAMETER_UNUSABLE,
    /** The configuration's address must not be called, or does not answer, or answers with an error. */
    CONFIGURATION_UNREACHABLE,
    /** What came is not a platform's configuration: no JSON, or something required is missing. */
    CONFIGURATION_UNUSABLE,
    /** The issuer is not on the host that the configuration came from. */
    ISSUER_FOREIGN,
    /** An endpoint is not reached by https. */
    ENDPOINT_NOT_HTTPS,
    /** The platform said no: a token used before, or something in our request that it does not accept. */
    PLATFORM_REFUSED,
    /** The platform is registered already, and its addresses are others than those it names now. */
    PLATFORM_KNOWN,
    /** So many registrations wait for an administrator that no further one is taken. */
    TOO_MANY_WAITING;

    @Override
    public String code() {
        return "LTI-REGISTRATION-" + name().replace('_', '-');
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
        return "lti.registration.reason." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
