/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import java.util.UUID;
import khue.tools.lti.protocol.ExpectedLaunch;
import khue.tools.lti.protocol.LoginInitiation;
import khue.tools.lti.protocol.PlatformRegistration;

/**
 * A login that we answered.
 *
 * @param platform whose it is: the launch is checked against this registration and no other
 * @param nonce what the token must carry
 * @param browserHash SHA-256 of the secret that the browser was given
 * @param initiation as the platform sent it, with the client id whether or not it was sent: enough to begin anew; with the storage target
 *     only where the browser's secret was handed to the LMS to keep
 */
record Login(UUID platform, String nonce, byte[] browserHash, LoginInitiation initiation) {

    ExpectedLaunch expects(PlatformRegistration registration) {
        return new ExpectedLaunch(registration, nonce, initiation.deploymentId());
    }
}
