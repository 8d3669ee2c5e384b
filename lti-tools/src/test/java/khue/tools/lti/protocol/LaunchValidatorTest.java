/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.KEY;
import static khue.tools.lti.protocol.GivenLaunch.NOW;
import static khue.tools.lti.protocol.GivenLaunch.at;
import static khue.tools.lti.protocol.GivenLaunch.claim;
import static khue.tools.lti.protocol.GivenLaunch.deploymentAnnounced;
import static khue.tools.lti.protocol.GivenLaunch.deploymentDisabled;
import static khue.tools.lti.protocol.GivenLaunch.given;
import static khue.tools.lti.protocol.GivenLaunch.header;
import static khue.tools.lti.protocol.GivenLaunch.ltiClaim;
import static khue.tools.lti.protocol.GivenLaunch.newKey;
import static khue.tools.lti.protocol.GivenLaunch.noKeyId;
import static khue.tools.lti.protocol.GivenLaunch.nonce;
import static khue.tools.lti.protocol.GivenLaunch.nonceAlreadyUsed;
import static khue.tools.lti.protocol.GivenLaunch.notSigned;
import static khue.tools.lti.protocol.GivenLaunch.payload;
import static khue.tools.lti.protocol.GivenLaunch.payloadAlteredAfterSigning;
import static khue.tools.lti.protocol.GivenLaunch.published;
import static khue.tools.lti.protocol.GivenLaunch.signedBy;
import static khue.tools.lti.protocol.GivenLaunch.signedWithThePublicKeyAsAPassword;
import static khue.tools.lti.protocol.GivenLaunch.token;
import static khue.tools.lti.protocol.GivenLaunch.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One launch that is right, and for each rule one that is wrong in that rule only. */
class LaunchValidatorTest {

    private static final RSAKey ANOTHER_KEY = newKey(2048);

    @Test
    void acceptsALaunchThatIsRight() {
        LaunchMessage message = given().validLaunch().isAccepted();

        assertThat(message.type()).isEqualTo(MessageType.RESOURCE_LINK);
        assertThat(message.subject()).isEqualTo("4");
        assertThat(message.context())
                .get()
                .extracting(LaunchMessage.Context::title)
                .isEqualTo(Optional.of("Lớp 6A"));
    }

    @Test
    void acceptsADeepLinkingRequestThatIsRight() {
        LaunchMessage message = given().validDeepLinkingRequest().isAccepted();

        assertThat(message.type()).isEqualTo(MessageType.DEEP_LINKING);
        assertThat(message.deepLinking()).get().satisfies(settings -> {
            assertThat(settings.acceptMultiple()).isFalse();
            assertThat(settings.data()).contains("opaque");
            assertThat(settings.acceptLineItem()).isEmpty();
        });
    }

    @Nested
    class TheSignedObject {

        @Test
        @Case(value = 24, refused = LaunchReason.ALGORITHM_REFUSED)
        void refusesATokenWithoutASignature() {
            given().validLaunch()
                    .but(header("alg", "none"))
                    .but(notSigned())
                    .isRefusedFor(LaunchReason.ALGORITHM_REFUSED);
        }

        @Test
        @Case(value = 25, refused = LaunchReason.ALGORITHM_REFUSED)
        void refusesThePublicKeyAsAPassword() {
            given().validLaunch().but(signedWithThePublicKeyAsAPassword()).isRefusedFor(LaunchReason.ALGORITHM_REFUSED);
        }

        @ParameterizedTest
        @Case(value = 26, refused = LaunchReason.ALGORITHM_REFUSED)
        @ValueSource(strings = {"RS384", "ES256", "PS256", "rs256", ""})
        void refusesAnAlgorithmThatIsNotAgreedOn(String algorithm) {
            given().validLaunch().but(header("alg", algorithm)).isRefusedFor(LaunchReason.ALGORITHM_REFUSED);
        }

        @Test
        void refusesAnAlgorithmThatIsNoText() {
            given().validLaunch().but(header("alg", List.of("RS256"))).isRefusedFor(LaunchReason.ALGORITHM_REFUSED);
        }

        @Test
        @Case(value = 27, refused = LaunchReason.KEY_ID_MISSING)
        void refusesATokenThatDoesNotNameItsKey() {
            given().validLaunch().but(noKeyId()).isRefusedFor(LaunchReason.KEY_ID_MISSING);
        }

        @ParameterizedTest
        @Case(
                value = {28, 30},
                refused = LaunchReason.KEY_UNKNOWN)
        @ValueSource(strings = {"unknown", "../../etc/passwd", "' OR 1=1 --", "https://evil.example/jwks"})
        void refusesAKeyThatThePlatformDoesNotPublish(String keyId) {
            given().validLaunch().but(header("kid", keyId)).isRefusedFor(LaunchReason.KEY_UNKNOWN);
        }

        @ParameterizedTest
        @Case(value = 31, refused = LaunchReason.HEADER_REFUSED)
        @ValueSource(strings = {"jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256"})
        void refusesATokenThatBringsItsOwnKey(String name) {
            given().validLaunch()
                    .but(header(name, "https://evil.example/keys"))
                    .isRefusedFor(LaunchReason.HEADER_REFUSED);
        }

        @Test
        @Case(value = 32, refused = LaunchReason.HEADER_REFUSED)
        void refusesACriticalExtension() {
            given().validLaunch().but(header("crit", List.of("exp"))).isRefusedFor(LaunchReason.HEADER_REFUSED);
        }

        @Test
        void looksForNoKeyBeforeTheHeaderIsRight() {
            var launch = given().validLaunch().but(header("jku", "https://evil.example/keys"));

            launch.isRefusedFor(LaunchReason.HEADER_REFUSED);

            assertThat(launch.askedKeys).isEmpty();
        }

        @Test
        void refusesASignatureByAnotherKey() {
            given().validLaunch().but(signedBy(ANOTHER_KEY)).isRefusedFor(LaunchReason.SIGNATURE_WRONG);
        }

        @Test
        @Case(value = 33, refused = LaunchReason.SIGNATURE_WRONG)
        void refusesAPayloadThatWasAltered() {
            given().validLaunch().but(payloadAlteredAfterSigning()).isRefusedFor(LaunchReason.SIGNATURE_WRONG);
        }

        @Test
        void refusesAnEmptySignature() {
            given().validLaunch().but(notSigned()).isRefusedFor(LaunchReason.SIGNATURE_WRONG);
        }

        @ParameterizedTest
        @Case(value = 34, refused = LaunchReason.TOKEN_MALFORMED)
        @ValueSource(
                strings = {"", "a", "a.b", "a.b.c.d", "..", "a b.c.d", "e30=.e30.e30", "bm8.e30.e30", "W10.e30.e30"})
        void refusesWhatIsNoToken(String text) {
            given().validLaunch().but(token(right -> text)).isRefusedFor(LaunchReason.TOKEN_MALFORMED);
        }

        @Test
        @Case(value = 34, refused = LaunchReason.TOKEN_MALFORMED)
        void refusesAClaimThatStandsThereTwice() {
            given().validLaunch()
                    .but(payload(json -> json.replaceFirst("\\{", "{\"sub\":\"1\",")))
                    .isRefusedFor(LaunchReason.TOKEN_MALFORMED);
        }

        @Test
        void refusesAPayloadThatIsNoObject() {
            given().validLaunch().but(payload(json -> "[" + json + "]")).isRefusedFor(LaunchReason.TOKEN_MALFORMED);
        }

        @Test
        void refusesAPayloadWithSomethingAfterIt() {
            given().validLaunch().but(payload(json -> json + "{}")).isRefusedFor(LaunchReason.TOKEN_MALFORMED);
        }

        @Test
        void refusesABottomlessPayload() {
            given().validLaunch()
                    .but(payload(json -> "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
                    .isRefusedFor(LaunchReason.TOKEN_MALFORMED);
        }

        @Test
        @Case(value = 35, refused = LaunchReason.KEY_UNUSABLE)
        void refusesAShortKey() {
            RSAKey weak = newKey(1024);
            given().validLaunch()
                    .but(header("kid", weak.getKeyID()))
                    .but(signedBy(weak))
                    .but(published(weak.toPublicJWK()))
                    .isRefusedFor(LaunchReason.KEY_UNUSABLE);
        }

        @Test
        @Case(value = 36, refused = LaunchReason.KEY_UNUSABLE)
        void refusesAKeyForEncryption() {
            given().validLaunch()
                    .but(published(new RSAKey.Builder(KEY.toPublicJWK())
                            .keyUse(KeyUse.ENCRYPTION)
                            .build()))
                    .isRefusedFor(LaunchReason.KEY_UNUSABLE);
        }

        @Test
        void refusesAKeyForAnotherAlgorithm() {
            given().validLaunch()
                    .but(published(new RSAKey.Builder(KEY.toPublicJWK())
                            .algorithm(JWSAlgorithm.RS512)
                            .build()))
                    .isRefusedFor(LaunchReason.KEY_UNUSABLE);
        }

        @Test
        void refusesTwoKeysOfOneName() {
            RSAKey double_ = new RSAKey.Builder(ANOTHER_KEY.toPublicJWK())
                    .keyID(KEY.getKeyID())
                    .build();
            given().validLaunch().but(published(KEY.toPublicJWK(), double_)).isRefusedFor(LaunchReason.KEY_UNUSABLE);
        }

        @Test
        @Case(value = 37, outcome = Case.PASSES)
        void acceptsAKeyThatSaysNeitherUseNorAlgorithm() {
            assertThat(KEY.getAlgorithm()).isNull();
            assertThat(KEY.getKeyUse()).isNull();
            given().validLaunch().isAccepted();
        }

        @Test
        void acceptsAKeyThatSaysBoth() {
            given().validLaunch()
                    .but(published(new RSAKey.Builder(KEY.toPublicJWK())
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .build()))
                    .isAccepted();
        }
    }

    @Nested
    class TheClaims {

        @ParameterizedTest
        @Case(value = 39, refused = LaunchReason.ISSUER_OTHER)
        @ValueSource(strings = {"https://lms.example.vn/", "https://LMS.example.vn", "https://other.example.vn"})
        void refusesAnotherIssuer(String issuer) {
            given().validLaunch().but(claim("iss", issuer)).isRefusedFor(LaunchReason.ISSUER_OTHER);
        }

        @Test
        @Case(value = 40, refused = LaunchReason.AUDIENCE_OTHER)
        void refusesATokenWithoutAnAudience() {
            given().validLaunch().but(without("aud")).isRefusedFor(LaunchReason.AUDIENCE_OTHER);
        }

        @Test
        @Case(value = 41, refused = LaunchReason.AUDIENCE_OTHER)
        void refusesAnotherAudience() {
            given().validLaunch().but(claim("aud", "client-2")).isRefusedFor(LaunchReason.AUDIENCE_OTHER);
        }

        @Test
        @Case(value = 42, refused = LaunchReason.AUDIENCE_OTHER)
        void refusesAFurtherAudienceWithoutAnAuthorizedParty() {
            given().validLaunch()
                    .but(claim("aud", List.of("client-1", "client-2")))
                    .isRefusedFor(LaunchReason.AUDIENCE_OTHER);
        }

        @Test
        @Case(value = 44, refused = LaunchReason.AUDIENCE_OTHER)
        void refusesAFurtherAudienceThatWeDoNotTrust() {
            given().validLaunch()
                    .but(claim("aud", List.of("client-1", "client-2")))
                    .but(claim("azp", "client-1"))
                    .isRefusedFor(LaunchReason.AUDIENCE_OTHER);
        }

        @Test
        void acceptsAListWithOurselvesOnly() {
            given().validLaunch().but(claim("aud", List.of("client-1"))).isAccepted();
        }

        @Test
        @Case(value = 43, refused = LaunchReason.AUTHORIZED_PARTY_OTHER)
        void refusesAnotherAuthorizedParty() {
            given().validLaunch().but(claim("azp", "client-2")).isRefusedFor(LaunchReason.AUTHORIZED_PARTY_OTHER);
        }

        @Test
        void refusesAnAuthorizedPartyThatIsNoText() {
            given().validLaunch().but(claim("azp", 7)).isRefusedFor(LaunchReason.AUTHORIZED_PARTY_OTHER);
        }

        @Test
        void acceptsOurselvesAsTheAuthorizedParty() {
            given().validLaunch().but(claim("azp", "client-1")).isAccepted();
        }

        @Test
        @Case(value = 45, refused = LaunchReason.TOKEN_EXPIRED)
        void refusesATokenThatHasExpired() {
            given().validLaunch().but(at(Duration.ofSeconds(121))).isRefusedFor(LaunchReason.TOKEN_EXPIRED);
        }

        @Test
        @Case(value = 46, outcome = Case.PASSES)
        void acceptsATokenThatExpiredWithinTheSkew() {
            given().validLaunch().but(at(Duration.ofSeconds(119))).isAccepted();
        }

        @Test
        @Case(value = 47, refused = LaunchReason.TOKEN_TIME_UNUSABLE)
        void refusesATokenWithoutAnEnd() {
            given().validLaunch().but(without("exp")).isRefusedFor(LaunchReason.TOKEN_TIME_UNUSABLE);
        }

        @Test
        @Case(value = 47, refused = LaunchReason.TOKEN_TIME_UNUSABLE)
        void refusesAnEndThatIsAText() {
            given().validLaunch()
                    .but(claim("exp", Long.toString(NOW.plusSeconds(60).getEpochSecond())))
                    .isRefusedFor(LaunchReason.TOKEN_TIME_UNUSABLE);
        }

        @ParameterizedTest
        @Case(value = 47, refused = LaunchReason.TOKEN_TIME_UNUSABLE)
        @ValueSource(doubles = {253_370_764_800d, 1e300, -1})
        void refusesAnEndThatNobodyWillSee(double seconds) {
            given().validLaunch().but(claim("exp", seconds)).isRefusedFor(LaunchReason.TOKEN_TIME_UNUSABLE);
        }

        @Test
        void acceptsAFractionOfASecond() {
            given().validLaunch().but(claim("exp", NOW.getEpochSecond() + 30.5)).isAccepted();
        }

        @Test
        void refusesATokenWithoutABeginning() {
            given().validLaunch().but(without("iat")).isRefusedFor(LaunchReason.TOKEN_TIME_UNUSABLE);
        }

        @Test
        @Case(value = 48, refused = LaunchReason.TOKEN_FROM_THE_FUTURE)
        void refusesATokenFromTheFuture() {
            given().validLaunch().but(at(Duration.ofSeconds(-61))).isRefusedFor(LaunchReason.TOKEN_FROM_THE_FUTURE);
        }

        @Test
        void acceptsAPlatformWhoseClockIsSlightlyAhead() {
            given().validLaunch().but(at(Duration.ofSeconds(-59))).isAccepted();
        }

        @Test
        @Case(value = 49, refused = LaunchReason.TOKEN_TOO_OLD)
        void refusesATokenThatLayAround() {
            given().validLaunch()
                    .but(claim("exp", NOW.plusSeconds(3_600).getEpochSecond()))
                    .but(at(Duration.ofSeconds(601)))
                    .isRefusedFor(LaunchReason.TOKEN_TOO_OLD);
        }

        @Test
        @Case(value = 50, refused = LaunchReason.TOKEN_FROM_THE_FUTURE)
        void refusesATokenThatIsNotYetInForce() {
            given().validLaunch()
                    .but(claim("nbf", NOW.plusSeconds(61).getEpochSecond()))
                    .isRefusedFor(LaunchReason.TOKEN_FROM_THE_FUTURE);
        }

        @Test
        @Case(value = 51, refused = LaunchReason.NONCE_MISSING)
        void refusesATokenWithoutANonce() {
            given().validLaunch().but(without("nonce")).isRefusedFor(LaunchReason.NONCE_MISSING);
        }

        @Test
        @Case(value = 52, refused = LaunchReason.NONCE_OTHER)
        void refusesTheNonceOfAnotherLogin() {
            given().validLaunch().but(nonce("other")).isRefusedFor(LaunchReason.NONCE_OTHER);
        }

        @Test
        @Case(value = 53, refused = LaunchReason.NONCE_USED)
        void rejectsALaunchWhoseNonceWasAlreadyUsed() {
            given().validLaunch().but(nonceAlreadyUsed()).isRefusedFor(LaunchReason.NONCE_USED);
        }

        @Test
        void usesNoNonceUpForATokenThatIsNotThePlatforms() {
            var launch = given().validLaunch().but(signedBy(ANOTHER_KEY));

            launch.isRefusedFor(LaunchReason.SIGNATURE_WRONG);

            assertThat(launch.usedNonces).isEmpty();
        }
    }

    @Nested
    class TheMessage {

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
            given().validLaunch()
                    .but(ltiClaim("deployment_id", deployment))
                    .isRefusedFor(LaunchReason.DEPLOYMENT_UNUSABLE);
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
                strings = {"https://khue.example.vn", "https://khue.example.vn:443/tools", "HTTPS://KHUE.example.vn/x?y"
                })
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

    @Nested
    class OtherMessages {

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
            given().validSubmissionReview()
                    .but(without("resource_link"))
                    .isRefusedFor(LaunchReason.RESOURCE_LINK_MISSING);
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

    @Nested
    class WhatIsTolerated {

        @Test
        void readsWhatACourseAndALinkWereCopiedFromLatestFirst() {
            LaunchMessage message = given().validLaunch()
                    .but(ltiClaim(
                            "custom", Map.of("khue_context_history", "17,a%2Cb, ,9", "khue_link_history", "4711")))
                    .isAccepted();

            assertThat(message.contextHistory()).containsExactly("17", "a,b", "9");
            assertThat(message.linkHistory()).containsExactly("4711");
        }

        @Test
        void knowsNoHistoryThatThePlatformDidNotFillIn() {
            LaunchMessage message = given().validLaunch()
                    .but(ltiClaim(
                            "custom", Map.of("khue_context_history", "$Context.id.history", "khue_link_history", "")))
                    .isAccepted();

            assertThat(message.contextHistory()).isEmpty();
            assertThat(message.linkHistory()).isEmpty();
        }

        @ParameterizedTest
        @Case(value = 70, outcome = Case.PASSES)
        @ValueSource(strings = {"", " with blanks around ", "{\"a\":\"b\"}"})
        void keepsDataThatGoesBackExactlyAsItCame(String data) {
            assertThat(given().validDeepLinkingRequest()
                            .but(claim(
                                    GivenLaunch.DEEP_LINKING_SETTINGS,
                                    Map.of(
                                            "deep_link_return_url",
                                            "https://lms.example.vn/",
                                            "accept_types",
                                            List.of("link", "ltiResourceLink"),
                                            "data",
                                            data)))
                            .isAccepted()
                            .deepLinking()
                            .orElseThrow()
                            .data())
                    .contains(data);
        }

        @ParameterizedTest
        @Case(value = 58, outcome = Case.PASSES)
        @ValueSource(strings = {"http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor", "Learner", "garbage"})
        void acceptsRolesThatAreATextInsteadOfAList(String role) {
            assertThat(given().validLaunch()
                            .but(ltiClaim("roles", role))
                            .isAccepted()
                            .roles()
                            .uris())
                    .containsExactly(role);
        }

        @Test
        @Case(value = 58, outcome = Case.PASSES)
        void acceptsALaunchWithoutRoles() {
            Roles roles =
                    given().validLaunch().but(without("roles")).isAccepted().roles();

            assertThat(roles.teaches()).isFalse();
            assertThat(roles.learns()).isFalse();
        }

        @Test
        @Case(value = 62, outcome = Case.PASSES)
        void leavesVariablesOutThatThePlatformDidNotFillIn() {
            Map<String, Object> custom = new HashMap<>();
            custom.put("khue_item", "7c0e3ad2-53f1-4f0c-a3f5-6f1b0bd7f7c1");
            custom.put("due", "$ResourceLink.submission.endDateTime");
            custom.put("price", "$5");
            custom.put("nothing", null);
            custom.put("number", 7);

            assertThat(given().validLaunch()
                            .but(ltiClaim("custom", custom))
                            .isAccepted()
                            .custom())
                    .containsOnly(
                            Map.entry("khue_item", "7c0e3ad2-53f1-4f0c-a3f5-6f1b0bd7f7c1"),
                            Map.entry("price", "$5"),
                            Map.entry("number", "7"));
        }

        @Test
        void acceptsGarbageWhereNothingDependsOnIt() {
            LaunchMessage message = given().validLaunch()
                    .but(ltiClaim("launch_presentation", "garbage"))
                    .but(ltiClaim("custom", List.of()))
                    .but(claim("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint", 7))
                    .but(claim("given_name", 7))
                    .isAccepted();

            assertThat(message.presentation().locale()).isEmpty();
            assertThat(message.custom()).isEmpty();
            assertThat(message.services().lineItems()).isEmpty();
            assertThat(message.names().givenName()).isEmpty();
        }

        @ParameterizedTest
        @Case(value = 63, outcome = Case.PASSES)
        @ValueSource(strings = {"xx-garbage-!!", "', DROP TABLE person", "vi_VN.UTF-8"})
        void acceptsALocaleThatIsNoLanguageTag(String locale) {
            assertThat(given().validLaunch()
                            .but(ltiClaim("launch_presentation", Map.of("locale", locale)))
                            .isAccepted()
                            .presentation()
                            .locale())
                    .contains(locale);
        }

        @Test
        void keepsMarkupInNamesAsTheTextThatItIs() {
            assertThat(given().validLaunch()
                            .but(claim("name", "<b>O'Brien & Ánh</b>"))
                            .isAccepted()
                            .names()
                            .name())
                    .contains("<b>O'Brien & Ánh</b>");
        }
    }

    @Nested
    class WhatMoodleSends {

        @Test
        void aPupilOpensALink() throws IOException {
            LaunchMessage message = GivenLaunch.sentByMoodle(payload("LtiResourceLinkRequest_student_sub4"))
                    .isAccepted();

            assertThat(message.roles().learns()).isTrue();
            assertThat(message.roles().teaches()).isFalse();
            assertThat(message.names().name()).contains("Sam Student");
            assertThat(message.resourceLink())
                    .contains(new LaunchMessage.ResourceLink("1", Optional.of("DL scored bài tập")));
            assertThat(message.services().lineItem())
                    .contains("http://127.0.0.1:8180/mod/lti/services.php/2/lineitems/4/lineitem?type_id=1");
            assertThat(message.custom()).containsEntry("eq", "a=b=c").doesNotContainKeys("res_", "due");
        }

        @Test
        void aTeacherOpensALink() throws IOException {
            assertThat(GivenLaunch.sentByMoodle(payload("LtiResourceLinkRequest_teacher_sub3"))
                            .isAccepted()
                            .roles()
                            .teaches())
                    .isTrue();
        }

        @Test
        void aTeacherAddsALink() throws IOException {
            assertThat(GivenLaunch.sentByMoodle(payload("LtiDeepLinkingRequest_teacher_sub3"))
                            .isAccepted()
                            .deepLinking())
                    .get()
                    .satisfies(settings -> assertThat(settings.acceptMultiple()).isTrue());
        }

        private JsonNode payload(String name) throws IOException {
            return new ObjectMapper()
                    .readTree(getClass().getResource("/moodle/" + name + ".json"))
                    .get("payload");
        }
    }
}
