/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import khue.samplelms.lti.TokenTampering;
import org.junit.jupiter.api.Test;

class TokenTamperingTest extends LmsTest {
    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private String launch(TokenTampering tampering) {
        lms.tamperWithNextToken(tampering);
        return launch();
    }

    private String launch() {
        Map<String, String> request =
                tool.authenticationRequest(pupil.beginLaunch(activity).fields());
        return pupil.authorize(tool.authenticationAddress(request)).fields().get("id_token");
    }

    private boolean isGenuine(String token) throws ParseException, JOSEException {
        JWSObject parsed = JWSObject.parse(token);
        JWKSet keys = JWKSet.parse(pupil.get(lms.addresses().jwks()).body());
        return parsed.verify(new RSASSAVerifier(keys.getKeys().get(0).toRSAKey()));
    }

    @Test
    void spoilsOneTokenAndNoMore() throws ParseException, JOSEException {
        assertThat(isGenuine(launch(TokenTampering.forgedSignature()))).isFalse();
        assertThat(isGenuine(launch())).isTrue();
    }

    @Test
    void exchangesThePayloadUnderTheOldSignature() throws ParseException, JOSEException {
        String token = launch(TokenTampering.subjectExchangedAfterSigning("3"));

        assertThat(isGenuine(token)).isFalse();
        assertThat(JWSObject.parse(token).getPayload().toJSONObject()).containsEntry("sub", "3");
    }

    @Test
    void signsWhateverClaimsATestWants() throws ParseException, JOSEException {
        String token = launch(TokenTampering.audience("other")
                .and(TokenTampering.deployment("99"))
                .and(TokenTampering.targetLinkUri("https://elsewhere.example/"))
                .and(TokenTampering.withoutClaim("sub"))
                .and(TokenTampering.header("crit", List.of("exp"))));

        JWSObject parsed = JWSObject.parse(token);
        assertThat(parsed.getHeader().toJSONObject()).containsKey("crit");
        assertThat(parsed.getPayload().toJSONObject())
                .containsEntry("aud", "other")
                .containsEntry(CLAIM + "deployment_id", "99")
                .containsEntry(CLAIM + "target_link_uri", "https://elsewhere.example/")
                .doesNotContainKey("sub");
    }

    @Test
    void usesTheNonceOfTheTokenBefore() {
        launch();
        Object before = lms.lastIdTokenClaims().get("nonce");

        launch(TokenTampering.reusedNonce());

        assertThat(lms.lastIdTokenClaims()).containsEntry("nonce", before);
    }

    @Test
    void sendsTheTokenBeforeOnceMore() {
        String before = launch();

        assertThat(launch(TokenTampering.replayedToken())).isEqualTo(before);
    }

    @Test
    void sendsATokenThatHasExpired() throws ParseException, JOSEException {
        String token = launch(TokenTampering.expired());

        assertThat(isGenuine(token)).isTrue();
        assertThat((long) lms.lastIdTokenClaims().get("exp"))
                .isLessThan(clock.instant().getEpochSecond() - 3000);
    }

    @Test
    void sendsTokensWithoutOrWithAMisusedAlgorithm() {
        assertThat(launch(TokenTampering.unsigned())).endsWith(".");
        assertThat(launch(TokenTampering.signedWithThePublicKeyAsSecret())).startsWith("eyJ");
    }
}
