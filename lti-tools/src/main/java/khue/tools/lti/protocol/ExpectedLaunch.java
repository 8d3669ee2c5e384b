/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Optional;

/**
 * The launch that a login of ours led us to expect: the token's own words never choose what it is checked against.
 *
 * @param platform the registration recorded at login
 * @param nonce the one that we gave
 * @param deploymentId the one that the login initiation announced, if it did
 */
public record ExpectedLaunch(PlatformRegistration platform, String nonce, Optional<String> deploymentId) {}
