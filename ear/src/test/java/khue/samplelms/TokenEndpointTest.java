/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenEndpointTest extends LmsTest {
    private static final String SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";

    private HttpResponse<String> request(JWTClaimsSet assertion) {
        return tool.requestToken(tool.tokenForm(tool.signed(assertion), SCORE));
    }

    private void assertRefused(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(FakeTool.json(response).path("error").asText()).isEqualTo(error);
    }

    @Test
    void givesATokenForAnHour() {
        JsonNode answer = FakeTool.json(request(tool.assertionClaims().build()));

        assertThat(answer.path("access_token").asText()).isEqualTo(lms.lastAccessToken());
        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.path("scope").asText()).isEqualTo(SCORE);
    }

    @Test
    void acceptsAnAudienceAmongOthers() {
        JWTClaimsSet assertion = tool.assertionClaims()
                .audience(List.of(lms.baseUrl(), lms.addresses().token()))
                .build();

        assertThat(request(assertion).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> wrongClaims() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of("sub", "somebody"),
                Arguments.of("sub", null),
                Arguments.of("aud", "https://elsewhere.example/token"),
                Arguments.of("aud", null),
                Arguments.of("iat", now + 5),
                Arguments.of("iat", null),
                Arguments.of("iat", "now"),
                Arguments.of("exp", now - 1),
                Arguments.of("exp", now + 3600),
                Arguments.of("exp", null),
                Arguments.of("nbf", now + 30),
                Arguments.of("jti", null));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void refusesAnAssertionWithAWrongClaim(String name, Object value) {
        Map<String, Object> assertion = tool.assertionClaims().build().toJSONObject();
        assertion.put(name, value);

        assertRefused(tool.requestToken(tool.tokenForm(tool.signedAsIs(assertion), SCORE)), "invalid_client");
    }

    @Test
    void refusesAClientItDoesNotKnow() {
        assertRefused(
                request(tool.assertionClaims()
                        .issuer("unknown")
                        .subject("unknown")
                        .build()),
                "invalid_client");
    }

    @Test
    void refusesAnAssertionASecondTime() {
        JWTClaimsSet assertion = tool.assertionClaims().build();
        request(assertion);

        assertRefused(request(assertion), "invalid_client");
    }

    @Test
    void refusesAStrangersSignatureUnderTheToolsKeyId() {
        String forged = FakeTool.signed(tool.assertionClaims().build(), FakeTool.newKey("first"), "first");

        assertRefused(tool.requestToken(tool.tokenForm(forged, SCORE)), "invalid_client");
    }

    @Test
    void refusesAnAssertionWithoutKeyId() {
        String nameless = FakeTool.signed(tool.assertionClaims().build(), FakeTool.newKey("first"), null);

        assertRefused(tool.requestToken(tool.tokenForm(nameless, SCORE)), "invalid_client");
    }

    @Test
    void refusesAnyAlgorithmButRs256() throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                tool.assertionClaims().build());
        token.sign(new MACSigner("a secret of more than thirty-two bytes"));

        assertRefused(tool.requestToken(tool.tokenForm(token.serialize(), SCORE)), "invalid_client");
    }

    @Test
    void fetchesTheToolsKeysAgainOnlyWhenASignatureDoesNotFit() {
        request(tool.assertionClaims().build());
        request(tool.assertionClaims().build());
        assertThat(keySetsFetched()).isEqualTo(1);

        tool.changeKey();

        assertThat(request(tool.assertionClaims().build()).statusCode()).isEqualTo(200);
        assertThat(keySetsFetched()).isEqualTo(2);
    }

    private long keySetsFetched() {
        return lms.exchanges().stream()
                .filter(entry -> entry.path().equals(tool.baseUrl() + "/jwks"))
                .count();
    }

    @Test
    void saysSoWhenTheKeySetCannotBeFetched() {
        String assertion = tool.signed(tool.assertionClaims().build());
        tool.close();

        assertRefused(tool.requestToken(tool.tokenForm(assertion, SCORE)), "invalid_client");
    }

    @Test
    void refusesOtherGrantsAndAssertionTypes() {
        Map<String, String> password =
                tool.tokenForm(tool.signed(tool.assertionClaims().build()), SCORE);
        password.put("grant_type", "password");
        Map<String, String> saml =
                tool.tokenForm(tool.signed(tool.assertionClaims().build()), SCORE);
        saml.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");

        assertRefused(tool.requestToken(password), "unsupported_grant_type");
        assertRefused(tool.requestToken(saml), "invalid_request");
    }

    @Test
    void grantsOnlyRegisteredScopesAndNoTokenWhenNoneIsLeft() {
        String basicOutcome = "https://purl.imsglobal.org/spec/lti-bo/scope/basicoutcome";
        String both = tool.signed(tool.assertionClaims().build());
        String none = tool.signed(tool.assertionClaims().build());

        assertThat(FakeTool.json(tool.requestToken(tool.tokenForm(both, SCORE + " " + basicOutcome)))
                        .path("scope")
                        .asText())
                .isEqualTo(SCORE);
        assertRefused(tool.requestToken(tool.tokenForm(none, basicOutcome)), "invalid_scope");
    }

    @Test
    void letsNobodyUseAServiceWithAnOldOrRevokedOrForeignToken() {
        String token = tool.accessToken(FakeTool.ALL_SCOPES);
        assertThat(lineItems(token)).isEqualTo(200);
        assertThat(lineItems("made-up")).isEqualTo(401);
        assertThat(lineItems(tool.accessToken(SCORE))).isEqualTo(403);

        clock.advance(Duration.ofSeconds(3601));
        assertThat(lineItems(token)).isEqualTo(401);
    }

    @Test
    void forgetsTokensWhenTold() {
        String token = tool.accessToken(FakeTool.ALL_SCOPES);
        lms.revokeAccessTokens();

        assertThat(lineItems(token)).isEqualTo(401);
    }

    private int lineItems(String token) {
        return tool.send(HttpRequest.newBuilder(URI.create(lineItemsAddress()))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/vnd.ims.lis.v2.lineitemcontainer+json"))
                .statusCode();
    }
}
