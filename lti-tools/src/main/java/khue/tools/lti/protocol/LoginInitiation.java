/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Optional;

/**
 * A platform's wish that we log somebody in: the first step of every launch. It proves nothing; whoever sent it only learns where the
 * platform's authorization endpoint is.
 *
 * @param issuer who says so
 * @param loginHint opaque; goes back to the platform as it came
 * @param targetLinkUri what is to be opened in the end
 * @param messageHint opaque; goes back to the platform as it came
 * @param clientId which registration, where the issuer alone does not say
 * @param deploymentId which deployment the launch will come from
 * @param storageTarget the name of the frame in which the platform keeps values for tools, where it does
 * @see <a href="https://www.imsglobal.org/spec/security/v1p0/#step-1-third-party-initiated-login">Security Framework 1.0, §5.1.1.1</a>
 * @see <a href="https://www.imsglobal.org/spec/lti/v1p3/#additional-login-parameters">LTI 1.3, §4.1</a>
 * @see <a href="https://www.imsglobal.org/spec/lti-cs-oidc/v0p1">LTI OIDC Login with Client Side postMessages 0.1</a>
 */
public record LoginInitiation(
        String issuer,
        String loginHint,
        String targetLinkUri,
        Optional<String> messageHint,
        Optional<String> clientId,
        Optional<String> deploymentId,
        Optional<String> storageTarget) {

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_URL = 2_000;

    /** Hosted platforms put a signed token here. */
    private static final int LONGEST_HINT = 8 * 1024;

    /**
     * Reads what we know and leaves everything else alone: a parameter that we do not know is neither an error nor passed on.
     *
     * @throws LaunchRejected when a required parameter is missing, or one cannot be used
     */
    public static LoginInitiation of(Parameters parameters) {
        return new LoginInitiation(
                required(parameters, "iss", LONGEST_URL),
                required(parameters, "login_hint", LONGEST_HINT),
                required(parameters, "target_link_uri", LONGEST_URL),
                parameters.optional("lti_message_hint", LONGEST_HINT),
                parameters.optional("client_id", LONGEST_ID),
                parameters.optional("lti_deployment_id", LONGEST_ID),
                parameters.optional("lti_storage_target", LONGEST_ID));
    }

    /** The same where nobody keeps values for us, as in a window of our own. */
    public LoginInitiation withoutStorage() {
        return new LoginInitiation(
                issuer, loginHint, targetLinkUri, messageHint, clientId, deploymentId, Optional.empty());
    }

    private static String required(Parameters parameters, String name, int longest) {
        return parameters
                .optional(name, longest)
                .orElseThrow(() -> new LaunchRejected(LaunchReason.LOGIN_PARAMETER_MISSING, name + " is missing"));
    }
}
