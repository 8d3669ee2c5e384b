/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.KEY;
import static khue.tools.lti.protocol.GivenLaunch.LMS;
import static khue.tools.lti.protocol.GivenLaunch.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.tools.lti.protocol.DeepLinkingResponse.LineItem;
import khue.tools.lti.protocol.DeepLinkingResponse.LtiResourceLink;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Test;

/** What we sign: the answer to a deep linking request, and the assertion that asks for an access token. */
class OurMessagesTest {

    @Test
    void areSignedWithAKeyThatThePlatformCanFind() throws Exception {
        SignedJWT signed = SignedJWT.parse(SignedMessage.of(Map.of("iss", "client-1"), KEY));

        assertThat(signed.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(signed.getHeader().getKeyID()).isEqualTo(KEY.getKeyID());
        assertThat(signed.verify(new RSASSAVerifier(KEY.toRSAPublicKey()))).isTrue();
    }

    @Test
    void answerADeepLinkingRequest() throws Exception {
        LtiResourceLink link = new LtiResourceLink(
                GivenLaunch.TOOL,
                "Vườn rau của em",
                Optional.empty(),
                Map.of("khue_item", "7c0e"),
                Optional.of(new LineItem("Vườn rau của em", BigDecimal.ONE, "7c0e")));

        var claims = new DeepLinkingResponse(LMS, "1", Optional.of("opaque"), List.of(link), "n-1", NOW).claims();

        assertThat(new ObjectMapper().readTree(Json.write(claims))).isEqualTo(new ObjectMapper().readTree("""
                {"iss":"client-1","aud":"https://lms.example.vn","iat":1795316395,"exp":1795316700,"nonce":"n-1",
                 "https://purl.imsglobal.org/spec/lti/claim/message_type":"LtiDeepLinkingResponse",
                 "https://purl.imsglobal.org/spec/lti/claim/version":"1.3.0",
                 "https://purl.imsglobal.org/spec/lti/claim/deployment_id":"1",
                 "https://purl.imsglobal.org/spec/lti-dl/claim/data":"opaque",
                 "https://purl.imsglobal.org/spec/lti-dl/claim/content_items":[
                   {"type":"ltiResourceLink","url":"https://khue.example.vn/tools/lti/launch","title":"Vườn rau của em",
                    "custom":{"khue_item":"7c0e"},
                    "lineItem":{"label":"Vườn rau của em","scoreMaximum":1,"resourceId":"7c0e",
                      "submissionReview":{"reviewableStatus":["Submitted","Completed"],
                        "url":"https://khue.example.vn/tools/lti/launch","custom":{"khue_item":"7c0e"}}}}]}"""));
    }

    @Test
    void sendNoDataBackThatDidNotCome() {
        assertThat(new DeepLinkingResponse(LMS, "1", Optional.empty(), List.of(), "n-1", NOW).claims())
                .doesNotContainKey("https://purl.imsglobal.org/spec/lti-dl/claim/data");
    }

    @Test
    @Case(value = 76, outcome = "never")
    void askForATokenInTimeAndForNoLongerThanFiveMinutes() {
        var claims = new ClientAssertion("client-1", LMS.assertionAudience(), "id-1", NOW).claims();

        assertThat(claims)
                .containsEntry("iss", "client-1")
                .containsEntry("sub", "client-1")
                .containsEntry("aud", "https://lms.example.vn/mod/lti/token.php")
                .containsEntry("jti", "id-1");
        long issued = (long) claims.get("iat");
        assertThat(issued).isLessThan(NOW.getEpochSecond());
        assertThat((long) claims.get("exp") - issued).isBetween(1L, 300L);
    }

    @Test
    void nameTheAudienceThatThePlatformWantsWhereItIsAnother() {
        PlatformRegistration platform = new PlatformRegistration(
                "https://lms.example.vn",
                "client-1",
                URI.create("https://lms.example.vn/auth"),
                URI.create("https://lms.example.vn/token"),
                Optional.of("https://api.example.vn/oauth"),
                URI.create("https://lms.example.vn/keys"));

        assertThat(platform.assertionAudience()).isEqualTo("https://api.example.vn/oauth");
    }
}
