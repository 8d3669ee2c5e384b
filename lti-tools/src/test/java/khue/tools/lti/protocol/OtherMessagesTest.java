/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.claim;
import static khue.tools.lti.protocol.GivenLaunch.given;
import static khue.tools.lti.protocol.GivenLaunch.ltiClaim;
import static khue.tools.lti.protocol.GivenLaunch.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are no launch of a link: what each needs, and those that nobody offered. */
class OtherMessagesTest {

    @Test
    void acceptsASubmissionReview() {
        LaunchMessage message = given().validSubmissionReview().isAccepted();

        assertThat(message.type()).isEqualTo(MessageType.SUBMISSION_REVIEW);
        assertThat(message.forUser()).contains("7");
    }

    @Test
    void acceptsASubmissionReviewThatNamesALineItemOnly() {
        given().validSubmissionReview()
                .but(without("resource_link"))
                .but(claim(
                        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint",
                        Map.of("lineitem", "https://lms.example.vn/lineitems/4")))
                .isAccepted();
    }

    @Test
    void refusesASubmissionReviewOfNoLink() {
        given().validSubmissionReview().but(without("resource_link")).isRefusedFor(LaunchReason.RESOURCE_LINK_MISSING);
    }

    @Test
    void refusesASubmissionReviewFromNoCourse() {
        given().validSubmissionReview().but(without("context")).isRefusedFor(LaunchReason.CONTEXT_MISSING);
    }

    @Test
    void refusesASubmissionReviewOfNobody() {
        given().validSubmissionReview().but(without("for_user")).isRefusedFor(LaunchReason.REVIEW_OF_NOBODY);
        given().validSubmissionReview()
                .but(ltiClaim("for_user", Map.of("name", "An")))
                .isRefusedFor(LaunchReason.REVIEW_OF_NOBODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LtiDataPrivacyLaunchRequest", "DataPrivacyLaunchRequest"})
    void acceptsADataPrivacyLaunchFromNoCourse(String name) {
        LaunchMessage message = given().validLaunch()
                .but(ltiClaim("message_type", name))
                .but(without("context"))
                .but(without("resource_link"))
                .but(ltiClaim("for_user", Map.of("id", "7")))
                .isAccepted();

        assertThat(message.type()).isEqualTo(MessageType.DATA_PRIVACY);
        assertThat(message.forUser()).contains("7");
    }

    @Test
    void acceptsALaunchOfACourseAndOfNoLink() {
        var launch = given().validLaunch()
                .but(ltiClaim("message_type", "LtiContextLaunchRequest"))
                .but(without("resource_link"));

        assertThat(launch.isAccepted().type()).isEqualTo(MessageType.CONTEXT);
    }

    @Test
    void refusesALaunchOfACourseFromNoCourse() {
        given().validLaunch()
                .but(ltiClaim("message_type", "LtiContextLaunchRequest"))
                .but(without("context"))
                .isRefusedFor(LaunchReason.CONTEXT_MISSING);
    }
}
