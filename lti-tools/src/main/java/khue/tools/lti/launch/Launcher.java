/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import com.nimbusds.jose.jwk.JWK;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import khue.tools.lti.launch.LaunchLog.Circumstances;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.PlatformKeys;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.lti.protocol.AuthenticationResponse;
import khue.tools.lti.protocol.LaunchMemory;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.LaunchValidator;
import khue.tools.lti.protocol.PlatformRegistration;

/**
 * Takes a platform's answer through every check, in order, and begins the visit. Nothing is written before all of them have passed, but for
 * a deployment that waits for an administrator; then the login is used up together with what it was used for.
 */
@ApplicationScoped
class Launcher {

    @Inject
    private Platforms platforms;

    @Inject
    private PlatformKeys platformKeys;

    @Inject
    private ToolUrls urls;

    @Inject
    private Logins logins;

    @Inject
    private UsualLaunch usual;

    @Inject
    private Arrivals arrivals;

    @Inject
    private LaunchLog log;

    @Inject
    private Clock clock;

    /**
     * @param login used up by this, however it ends; only when it ends by no rule of ours, such as without a database, it may be tried again
     * @param proof that the browser is the one of the login
     * @param inAFrame whether the LMS shows us in a frame of its own page, as far as the browser says
     * @throws BrowserSilent when there is no proof
     * @throws LaunchRejected when any other check fails; the launch log has it by then
     */
    Arrival launch(Login login, AuthenticationResponse response, BrowserProof proof, boolean inAFrame) {
        Platform platform = login.platform();
        Circumstances circumstances = Circumstances.of(platform);
        try {
            proof.isOf(login);
            platformIsActive(platform);
            LaunchMessage message = new LaunchValidator(new Memory(login), urls.launch(), clock)
                    .validate(response.token(), login.expects());
            circumstances = circumstances.with(message);
            return usual.arrive(login, message, inAFrame).orElseGet(() -> arrivals.arrive(login, message, inAFrame));
        } catch (LaunchRejected rejected) {
            refused(login, circumstances, rejected);
            throw rejected;
        }
    }

    private void refused(Login login, Circumstances circumstances, LaunchRejected rejected) {
        if (rejected.reason() != LaunchReason.STATE_USED) {
            logins.giveUp(login);
        }
        log.refused(circumstances, rejected.reason(), rejected.detail());
    }

    static void platformIsActive(Platform platform) {
        switch (platform.status()) {
            case ACTIVE -> {}
            case PENDING ->
                throw new LaunchRejected(
                        LaunchReason.PLATFORM_PENDING, "an administrator has to activate " + platform.name());
            case DISABLED -> throw new LaunchRejected(LaunchReason.PLATFORM_DISABLED, platform.name() + " is disabled");
        }
    }

    /** What the validator asks, answered for a login that nobody had used when it was found. */
    private final class Memory implements LaunchMemory {

        private final Login login;

        Memory(Login login) {
            this.login = login;
        }

        @Override
        public List<JWK> keys(PlatformRegistration registration, String keyId) {
            try {
                return platformKeys.find(login.platform(), keyId);
            } catch (PlatformKeys.Unreachable unreachable) {
                throw new LaunchRejected(LaunchReason.KEYS_UNREACHABLE, unreachable.getMessage());
            }
        }

        /** A nonce is one login's, and used up with it: by the transaction in which the visit begins, or else there is no visit. */
        @Override
        public boolean useUp(String nonce) {
            return nonce.equals(login.nonce());
        }

        @Override
        public boolean isDisabled(PlatformRegistration registration, String deploymentId) {
            return login.deploymentDisabled().orElseGet(() -> platforms.isDisabled(login.platform(), deploymentId));
        }
    }
}
