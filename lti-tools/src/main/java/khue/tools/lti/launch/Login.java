/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.ExpectedLaunch;
import khue.tools.lti.protocol.LoginInitiation;

/**
 * A login that we answered.
 *
 * @param stateHash finds its row
 * @param platform whose it is: the launch is checked against this registration and no other
 * @param nonce what the token must carry
 * @param browserHash SHA-256 of the secret that the browser was given
 * @param initiation as the platform sent it, with the client id whether or not it was sent: enough to begin anew; with the storage target
 *     only where the browser's secret was handed to the LMS to keep
 * @param deployment the deployment that the initiation named; empty when it named none, or one that is new
 * @param deploymentDisabled whether the deployment that the initiation named is switched off; empty likewise
 */
record Login(
        byte[] stateHash,
        Platform platform,
        String nonce,
        byte[] browserHash,
        LoginInitiation initiation,
        Optional<UUID> deployment,
        Optional<Boolean> deploymentDisabled) {

    ExpectedLaunch expects() {
        return new ExpectedLaunch(platform.registration(), nonce, initiation.deploymentId());
    }
}
