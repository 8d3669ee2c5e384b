/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URI;

/**
 * The rule for {@code target_link_uri}, which a login initiation and a message both name. We never go where it points: what a link opens
 * travels in its custom parameters. One that points elsewhere is still a sign that something is wrong.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti/v1p3/#target-link-uri">LTI 1.3, §5.3.4</a>
 */
public final class TargetLink {

    private TargetLink() {}

    /**
     * @param tool an address of this tool: the target must have its origin
     * @throws LaunchRejected when it has not, or is no http(s) URL at all
     */
    public static void isOn(URI tool, String target) {
        boolean ours = WebOrigin.parse(target)
                .filter(url -> url.getRawUserInfo() == null)
                .filter(url -> WebOrigin.of(url).equals(WebOrigin.of(tool)))
                .isPresent();
        if (!ours) {
            throw new LaunchRejected(
                    LaunchReason.TARGET_FOREIGN, "expected an address on " + WebOrigin.of(tool) + ", came " + target);
        }
    }
}
