/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Optional;

/**
 * What the platform makes the browser post to us: a token, or an error in its stead.
 *
 * @param state as we gave it
 * @param idToken not checked yet
 * @param error the platform's own code, such as {@code login_required}, with its description if there is one; for the log only
 * @see <a href="https://www.imsglobal.org/spec/security/v1p0/#step-3-authentication-response">Security Framework 1.0, §5.1.1.3</a>
 */
public record AuthenticationResponse(String state, Optional<String> idToken, Optional<String> error) {

    private static final int LONGEST_STATE = 255;
    private static final int LONGEST_TOKEN = 64 * 1024;
    private static final int LONGEST_ERROR = 1_000;

    /** @throws LaunchRejected when there is no state, or a parameter cannot be used */
    public static AuthenticationResponse of(Parameters parameters) {
        Optional<String> error = parameters
                .optional("error", LONGEST_ERROR)
                .map(code -> parameters
                        .optional("error_description", LONGEST_ERROR)
                        .map(description -> code + ": " + description)
                        .orElse(code));
        String state = parameters
                .optional("state", LONGEST_STATE)
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.STATE_MISSING,
                        error.map(said -> "no state; the platform said " + said).orElse("no state")));
        return new AuthenticationResponse(state, parameters.optional("id_token", LONGEST_TOKEN), error);
    }

    /**
     * The token, where there is one.
     *
     * @throws LaunchRejected when the platform sent an error, whatever it sent beside it, or no token
     */
    public String token() {
        error.ifPresent(said -> {
            throw new LaunchRejected(LaunchReason.PLATFORM_ERROR, "the platform said " + said);
        });
        return idToken.orElseThrow(() -> new LaunchRejected(LaunchReason.TOKEN_MISSING, "no id_token"));
    }
}
