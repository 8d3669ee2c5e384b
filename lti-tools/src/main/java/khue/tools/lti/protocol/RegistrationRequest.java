/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URI;
import java.util.Optional;

/**
 * An administrator's browser, sent to us by a platform that wants us to register.
 *
 * @param configuration where the platform describes itself
 * @param token allows one registration; not every platform gives one
 * @see <a href="https://www.imsglobal.org/spec/lti-dr/v1p0#step-1-registration-initiation-request">Dynamic Registration 1.0, §3.3</a>
 */
public record RegistrationRequest(URI configuration, Optional<String> token) {

    private static final int LONGEST_URL = 4_000;
    private static final int LONGEST_TOKEN = 8 * 1024;

    /** @throws RegistrationRejected when a parameter is missing, was sent twice or cannot be used */
    public static RegistrationRequest ofQuery(String query) {
        try {
            return of(Parameters.of(query, ""));
        } catch (LaunchRejected rejected) {
            throw unusable(rejected.detail());
        }
    }

    /** @throws RegistrationRejected when a parameter is missing, was sent twice or cannot be used */
    public static RegistrationRequest of(Parameters parameters) {
        try {
            URI configuration = parameters
                    .optional("openid_configuration", LONGEST_URL)
                    .flatMap(WebOrigin::parse)
                    .orElseThrow(() -> unusable("openid_configuration is missing or not an http(s) URL"));
            Optional<String> token = parameters.optional("registration_token", LONGEST_TOKEN);
            if (token.filter(text -> !text.matches("[\\x21-\\x7e]+")).isPresent()) {
                throw unusable("registration_token holds a character that no token has");
            }
            return new RegistrationRequest(configuration, token);
        } catch (LaunchRejected rejected) {
            throw unusable(rejected.detail());
        }
    }

    private static RegistrationRejected unusable(String detail) {
        return new RegistrationRejected(RegistrationReason.PARAMETER_UNUSABLE, detail);
    }
}
