/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import khue.samplelms.http.Json;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How LMSs differ where they are found, in launches and in deep linking; what one has without a trait is the other half of each test. */
class LaunchTraitsTest extends WithTraits {
    private static final String CUSTOM = "https://purl.imsglobal.org/spec/lti/claim/custom";
    private static final String SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";

    @SuppressWarnings("unchecked")
    private static Map<String, Object> settings(FakeTool tool) {
        Visitor teacher = Visitor.signedIn(tool.lms, tool.lms.people().teacher());
        Visitor.Form login = teacher.beginDeepLinking(tool.registered());
        teacher.authorize(tool.authenticationAddress(tool.authenticationRequest(login.fields())));
        return (Map<String, Object>) tool.lms.lastIdTokenClaims().get(SETTINGS);
    }

    @Test
    void sharesItsIssuerWithEveryOther() throws Exception {
        assertThat(lms(Trait.SHARED_ISSUER).addresses().issuer())
                .isEqualTo(lms(Trait.SHARED_ISSUER).addresses().issuer())
                .isEqualTo("http://127.0.0.1");
    }

    @Test
    void servesProtocolButNoPagesAtTheOtherOrigin() throws Exception {
        SampleLms lms = lms(Trait.ENDPOINTS_AT_ANOTHER_ORIGIN);
        String endpoints = lms.addresses().endpointsUrl();
        Visitor visitor = Visitor.nobody(lms);

        assertThat(endpoints).isNotEqualTo(lms.baseUrl());
        assertThat(lms.addresses().token()).startsWith(endpoints);
        assertThat(visitor.get(lms.addresses().jwks()).statusCode()).isEqualTo(200);
        assertThat(visitor.get(endpoints + "/course").headers().firstValue("Location"))
                .contains(lms.baseUrl() + "/course");
    }

    @Test
    void wantsAssertionsForAnAudienceOfItsOwnAsOneText() throws Exception {
        FakeTool tool = tool(Trait.TOKEN_AUDIENCE_APART);
        String audience = FakeTool.json(
                        Visitor.nobody(tool.lms).get(tool.lms.addresses().openidConfiguration()))
                .path("authorization_server")
                .asText();

        assertThat(tokenFor(tool, tool.lms.addresses().token())).isEqualTo(400);
        assertThat(tokenFor(tool, List.of(audience, "another"))).isEqualTo(400);
        assertThat(tokenFor(tool, audience)).isEqualTo(200);
    }

    @Test
    void namesAMereHostThatIsNoAudience() throws Exception {
        FakeTool tool = tool(Trait.AUTHORIZATION_SERVER_IS_A_HOST);
        String server = FakeTool.json(
                        Visitor.nobody(tool.lms).get(tool.lms.addresses().openidConfiguration()))
                .path("authorization_server")
                .asText();

        assertThat(server).doesNotContain("/").startsWith("127.0.0.1");
        assertThat(tokenFor(tool, server)).isEqualTo(400);
        assertThat(tokenFor(tool, tool.lms.addresses().token())).isEqualTo(200);
    }

    private int tokenFor(FakeTool tool, Object audience) {
        Map<String, Object> claims =
                new HashMap<>(tool.assertionClaims().build().toJSONObject());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().getEpochSecond() + 60);
        claims.put("aud", audience);
        return tool.requestToken(tool.tokenForm(tool.signedAsIs(claims), FakeTool.ALL_SCOPES))
                .statusCode();
    }

    @Test
    void addsParametersToLoginsAndAnswersThatNobodyKnows() throws Exception {
        FakeTool tool = graded(Trait.LOGIN_WITH_MORE_PARAMETERS, Trait.ANSWER_WITH_MORE_FIELDS);
        Visitor pupil = Visitor.signedIn(tool.lms, tool.lms.people().pupils().get(0));
        Visitor.Form login = pupil.beginLaunch(tool.lms.school().activities().get(0));
        Map<String, String> request = tool.authenticationRequest(login.fields());

        assertThat(login.fields()).containsKeys("canvas_region", "deployment_id");
        Map<String, String> echoing = new HashMap<>(request);
        echoing.put("canvas_region", login.fields().get("canvas_region"));
        assertThat(pupil.authorize(tool.authenticationAddress(echoing)).fields())
                .containsEntry("error", "invalid_request");
        assertThat(pupil.authorize(tool.authenticationAddress(request)).fields())
                .containsKeys("id_token", "utf8", "authenticity_token");
    }

    @Test
    void namesTheFrameThatKeepsDataAndServesIt() throws Exception {
        FakeTool tool = registered(lms(Temperament.SAKAI));
        FakeTool other = registered(lms(PLAIN));

        assertThat(Visitor.signedIn(tool.lms, tool.lms.people().teacher())
                        .beginDeepLinking(tool.registered())
                        .fields())
                .containsEntry("lti_storage_target", "_parent");
        assertThat(Visitor.signedIn(other.lms, other.lms.people().teacher())
                        .beginDeepLinking(other.registered())
                        .fields())
                .doesNotContainKey("lti_storage_target");

        SampleLms canvas = lms(Temperament.CANVAS);
        assertThat(Visitor.nobody(canvas).get(canvas.baseUrl()).body())
                .contains("name=\"post_message_forwarding\"", canvas.addresses().storageFrame());
        assertThat(Visitor.nobody(canvas)
                        .get(canvas.addresses().storageFrame())
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow())
                .endsWith("frame-ancestors 'self' " + canvas.baseUrl());
    }

    @Test
    void writesTokensInItsOwnWay() throws Exception {
        FakeTool tool = graded(
                Trait.AUDIENCE_AS_ARRAY,
                Trait.AUTHORIZED_PARTY,
                Trait.KEYS_NAME_THEIR_ALGORITHM,
                Trait.UNKNOWN_VARIABLES_LITERAL);
        FakeTool plain = graded();

        assertThat(launch(tool)).containsEntry("azp", tool.clientId());
        assertThat(payload(tool).path("aud")).hasToString("[\"" + tool.clientId() + "\"]");
        assertThat(launch(plain)).doesNotContainKey("azp");
        assertThat(payload(plain).path("aud").asText()).isEqualTo(plain.clientId());
        assertThat(custom(tool)).containsKey("due");
        assertThat(custom(plain)).doesNotContainKey("due");
        assertThat(keyOf(tool).path("alg").asText()).isEqualTo("RS256");
        assertThat(keyOf(plain).has("alg")).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> custom(FakeTool tool) {
        return (Map<String, Object>) launch(tool).get(CUSTOM);
    }

    /** As it was sent: a library may have made one shape of {@code aud} of both. */
    private static JsonNode payload(FakeTool tool) {
        String[] parts = tool.lms.lastIdToken().split("\\.");
        return Json.object(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    private static JsonNode keyOf(FakeTool tool) {
        return FakeTool.json(Visitor.nobody(tool.lms).get(tool.lms.addresses().jwks()))
                .path("keys")
                .path(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Trait.class,
            names = {"CLOCK_AHEAD", "CLOCK_BEHIND"})
    void isASecondOff(Trait trait) throws Exception {
        Instant here = clock.instant();

        assertThat(launch(graded(trait)))
                .containsEntry("iat", here.getEpochSecond() + (trait == Trait.CLOCK_AHEAD ? 1 : -1));
    }

    @Test
    void asksInItsOwnWay() throws Exception {
        assertThat(settings(tool()))
                .containsEntry("accept_multiple", true)
                .containsEntry("accept_lineitem", true)
                .doesNotContainKey("data");
        assertThat(settings(tool(Trait.ONE_ITEM, Trait.NO_LINE_ITEM_BY_DEEP_LINKING, Trait.DEEP_LINKING_DATA)))
                .containsEntry("accept_multiple", false)
                .containsEntry("accept_lineitem", false)
                .containsKey("data");
        assertThat(settings(tool(Trait.LINE_ITEM_BY_DEEP_LINKING_UNSPOKEN))).doesNotContainKey("accept_lineitem");
    }

    @Test
    void takesNoColumnByDeepLinking() throws Exception {
        FakeTool tool = tool(Trait.NO_LINE_ITEM_BY_DEEP_LINKING);
        Map<String, Object> settings = settings(tool);
        String answer = tool.signedAsIs(claims(tool, settings));

        assertThat(Visitor.signedIn(tool.lms, tool.lms.people().teacher())
                        .post((String) settings.get("deep_link_return_url"), Map.of("JWT", answer))
                        .statusCode())
                .isEqualTo(200);
        assertThat(tool.lms.school().activities()).hasSize(1);
        assertThat(tool.lms.school().lineItems()).isEmpty();
    }

    private Map<String, Object> claims(FakeTool tool, Map<String, Object> settings) {
        Map<String, Object> claims = new HashMap<>(
                tool.deepLinkingClaims(settings, tool.item("Vườn")).build().toJSONObject());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().getEpochSecond() + 60);
        return claims;
    }
}
