/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.claim;
import static khue.tools.lti.protocol.GivenLaunch.deploymentAnnounced;
import static khue.tools.lti.protocol.GivenLaunch.deploymentDisabled;
import static khue.tools.lti.protocol.GivenLaunch.given;
import static khue.tools.lti.protocol.GivenLaunch.ltiClaim;
import static khue.tools.lti.protocol.GivenLaunch.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A launch whose token is in order and whose message breaks a rule of LTI. */
class LaunchRulesTest {

    @ParameterizedTest
    @Case(value = 54, refused = LaunchReason.VERSION_OTHER)
    @ValueSource(strings = {"1.1", "1.3", "LTI-1p0"})
    void refusesAnotherVersion(String version) {
        given().validLaunch().but(ltiClaim("version", version)).isRefusedFor(LaunchReason.VERSION_OTHER);
    }

    @Test
    @Case(value = 55, refused = LaunchReason.MESSAGE_TYPE_OTHER)
    void refusesAMessageOfAnUnknownType() {
        given().validLaunch()
                .but(ltiClaim("message_type", "LtiSomethingElse"))
                .isRefusedFor(LaunchReason.MESSAGE_TYPE_OTHER);
    }

    @Test
    @Case(value = 55, refused = LaunchReason.MESSAGE_TYPE_OTHER)
    void refusesAMessageWithoutAType() {
        given().validLaunch().but(without("message_type")).isRefusedFor(LaunchReason.MESSAGE_TYPE_OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "LtiAssetProcessorSettingsRequest, ASSET_PROCESSOR_NOT_OFFERED",
        "LtiReportReviewRequest, ASSET_PROCESSOR_NOT_OFFERED",
        "LtiEulaRequest, EULA_NOT_OFFERED",
        "LtiStartProctoring, PROCTORING_NOT_OFFERED",
        "LtiStartAssessment, PROCTORING_NOT_OFFERED",
        "LtiEndAssessment, PROCTORING_NOT_OFFERED"
    })
    void refusesByNameWhatItDoesNotOffer(String type, LaunchReason reason) {
        given().validLaunch().but(ltiClaim("message_type", type)).isRefusedFor(reason);
    }

    @ParameterizedTest
    @Case(value = 56, refused = LaunchReason.DEPLOYMENT_UNUSABLE)
    @ValueSource(strings = {"", " ", "triển khai"})
    void refusesADeploymentThatIsNoIdentifier(String deployment) {
        given().validLaunch().but(ltiClaim("deployment_id", deployment)).isRefusedFor(LaunchReason.DEPLOYMENT_UNUSABLE);
    }

    @Test
    @Case(value = 56, refused = LaunchReason.DEPLOYMENT_UNUSABLE)
    void refusesADeploymentThatIsTooLong() {
        given().validLaunch()
                .but(ltiClaim("deployment_id", "1".repeat(256)))
                .isRefusedFor(LaunchReason.DEPLOYMENT_UNUSABLE);
    }

    @Test
    @Case(value = 56, outcome = Case.PASSES)
    void acceptsADeploymentThatNobodyHasHeardOf() {
        assertThat(given().validLaunch()
                        .but(ltiClaim("deployment_id", "9".repeat(255)))
                        .isAccepted()
                        .deploymentId())
                .hasSize(255);
    }

    @Test
    @Case(value = 56, refused = LaunchReason.DEPLOYMENT_DISABLED)
    void refusesADeploymentThatIsDisabled() {
        given().validLaunch().but(deploymentDisabled("1")).isRefusedFor(LaunchReason.DEPLOYMENT_DISABLED);
    }

    @Test
    @Case(value = 12, refused = LaunchReason.DEPLOYMENT_OTHER)
    void refusesAnotherDeploymentThanTheLoginAnnounced() {
        given().validLaunch().but(deploymentAnnounced("2")).isRefusedFor(LaunchReason.DEPLOYMENT_OTHER);
    }

    @Test
    void acceptsTheDeploymentThatTheLoginAnnounced() {
        given().validLaunch().but(deploymentAnnounced("1")).isAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/tools/lti/launch",
                "http://khue.example.vn/tools/lti/launch",
                "https://khue.example.vn:8443/tools/lti/launch",
                "https://khue.example.vn@evil.example/",
                "https://user@khue.example.vn/",
                "//khue.example.vn/",
                "javascript:alert(1)",
                "data:text/html,x",
                "not a url"
            })
    void refusesATargetElsewhere(String target) {
        given().validLaunch().but(ltiClaim("target_link_uri", target)).isRefusedFor(LaunchReason.TARGET_FOREIGN);
    }

    @Test
    void refusesAMessageWithoutATarget() {
        given().validLaunch().but(without("target_link_uri")).isRefusedFor(LaunchReason.TARGET_FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://khue.example.vn", "https://khue.example.vn:443/tools", "HTTPS://KHUE.example.vn/x?y"})
    void acceptsAnyTargetOfOurs(String target) {
        given().validLaunch().but(ltiClaim("target_link_uri", target)).isAccepted();
    }

    @Test
    @Case(value = 59, refused = LaunchReason.SUBJECT_MISSING)
    void refusesAnAnonymousLaunch() {
        given().validLaunch().but(without("sub")).isRefusedFor(LaunchReason.SUBJECT_MISSING);
    }

    @Test
    void refusesALaunchFromNoCourse() {
        given().validLaunch().but(without("context")).isRefusedFor(LaunchReason.CONTEXT_MISSING);
    }

    @Test
    @Case(value = 57, refused = LaunchReason.RESOURCE_LINK_MISSING)
    void refusesALaunchOfNoLink() {
        given().validLaunch().but(without("resource_link")).isRefusedFor(LaunchReason.RESOURCE_LINK_MISSING);
    }

    @ParameterizedTest
    @Case(value = 66, refused = LaunchReason.DEEP_LINKING_RETURN_FOREIGN)
    @ValueSource(
            strings = {
                "https://evil.example/return",
                "https://lms.example.vn@evil.example/",
                "http://lms.example.vn/return",
                "http://10.0.0.1/",
                "javascript:alert(1)"
            })
    void refusesADeepLinkingAnswerThatWouldGoElsewhere(String url) {
        given().validDeepLinkingRequest()
                .but(claim(
                        GivenLaunch.DEEP_LINKING_SETTINGS,
                        Map.of("deep_link_return_url", url, "accept_types", List.of("ltiResourceLink"))))
                .isRefusedFor(LaunchReason.DEEP_LINKING_RETURN_FOREIGN);
    }

    @Test
    void refusesADeepLinkingRequestThatTakesNoLinksOfOurs() {
        given().validDeepLinkingRequest()
                .but(claim(
                        GivenLaunch.DEEP_LINKING_SETTINGS,
                        Map.of("deep_link_return_url", "https://lms.example.vn/", "accept_types", List.of("file"))))
                .isRefusedFor(LaunchReason.DEEP_LINKING_TYPE_NOT_ACCEPTED);
    }

    @Test
    void refusesDataThatCouldNotGoBackAsItCame() {
        given().validDeepLinkingRequest()
                .but(claim(
                        GivenLaunch.DEEP_LINKING_SETTINGS,
                        Map.of(
                                "deep_link_return_url",
                                "https://lms.example.vn/",
                                "accept_types",
                                List.of("ltiResourceLink"),
                                "data",
                                "a\0b")))
                .isRefusedFor(LaunchReason.DEEP_LINKING_UNUSABLE);
    }

    @Test
    void refusesADeepLinkingRequestWithoutSettings() {
        given().validDeepLinkingRequest()
                .but(without(GivenLaunch.DEEP_LINKING_SETTINGS))
                .isRefusedFor(LaunchReason.DEEP_LINKING_UNUSABLE);
    }
}
