/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** The messages that we understand. */
public enum MessageType {
    /** Somebody opens a link. <a href="https://www.imsglobal.org/spec/lti/v1p3/#resource-link-launch-request-message">LTI 1.3, §5.1</a> */
    RESOURCE_LINK("LtiResourceLinkRequest"),

    /**
     * A teacher adds links. <a href="https://www.imsglobal.org/spec/lti-dl/v2p0#deep-linking-request-message">Deep Linking 2.0, §4.4</a>
     */
    DEEP_LINKING("LtiDeepLinkingRequest");

    private final String claim;

    MessageType(String claim) {
        this.claim = claim;
    }

    public String claim() {
        return claim;
    }

    static Optional<MessageType> of(String claim) {
        return Stream.of(values()).filter(type -> type.claim.equals(claim)).findFirst();
    }
}
