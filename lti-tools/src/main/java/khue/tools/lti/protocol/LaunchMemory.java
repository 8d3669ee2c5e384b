/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;

/** What {@link LaunchValidator} must ask because no token says it: the platform's keys, and what this tool remembers. */
public interface LaunchMemory {

    /**
     * Every key that the platform publishes under this id, which is a stranger's text; none when it publishes none.
     *
     * @throws LaunchRejected with {@link LaunchReason#KEYS_UNREACHABLE} when nothing is known and the platform does not answer
     */
    List<JWK> keys(PlatformRegistration platform, String keyId);

    /** Uses a nonce up, once and for all nodes, at the latest when something comes of the launch; false when it was used before. */
    boolean useUp(String nonce);

    /** Whether an administrator has closed this deployment. One that nobody has heard of is open. */
    boolean isDisabled(PlatformRegistration platform, String deploymentId);
}
