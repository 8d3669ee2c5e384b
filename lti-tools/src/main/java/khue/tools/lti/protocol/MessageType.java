/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The messages that we understand. */
public enum MessageType {
    /** Somebody opens a link. <a href="https://www.imsglobal.org/spec/lti/v1p3/#resource-link-launch-request-message">LTI 1.3, §5.1</a> */
    RESOURCE_LINK("LtiResourceLinkRequest"),

    /**
     * A teacher adds links. <a href="https://www.imsglobal.org/spec/lti-dl/v2p0#deep-linking-request-message">Deep Linking 2.0, §4.4</a>
     */
    DEEP_LINKING("LtiDeepLinkingRequest"),

    /** From the gradebook to what one person handed in. <a href="https://www.imsglobal.org/spec/lti-sr/v1p0">Submission Review 1.0</a> */
    SUBMISSION_REVIEW("LtiSubmissionReviewRequest"),

    /** Somebody opens the tool from a course, and no link of it. A draft, which Sakai sends. */
    CONTEXT("LtiContextLaunchRequest"),

    /** Somebody asks what the tool keeps about people. A draft, which platforms name in two ways. */
    DATA_PRIVACY("LtiDataPrivacyLaunchRequest", "DataPrivacyLaunchRequest");

    private final List<String> names;

    MessageType(String... names) {
        this.names = List.of(names);
    }

    /** The name that we use ourselves. */
    public String claim() {
        return names.get(0);
    }

    /** Every name that a platform may use. */
    public List<String> names() {
        return names;
    }

    static Optional<MessageType> of(String claim) {
        return Stream.of(values()).filter(type -> type.names.contains(claim)).findFirst();
    }
}
