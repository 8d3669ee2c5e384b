/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One token that is right; each test spoils one thing. OpenID Connect Core 1.0, §3.1.3.7. */
class OpenIdTokenTest {

    private static final String ISSUER = "https://id.example.vn/";
    private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");

    private static RSAKey key;
    private static RSAKey another;
    private static ECKey curve;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k1").keyUse(KeyUse.SIGNATURE).generate();
        another = new RSAKeyGenerator(2048).keyID("k1").generate();
        curve = new ECKeyGenerator(Curve.P_256).keyID("k2").generate();
    }

    @Test
    void tellsWhoSignedIn() throws JOSEException {
        OpenIdToken token = read(signed(claims -> claims));

        assertThat(token.subject()).isEqualTo("248289761001");
        assertThat(token.issuer()).isEqualTo(ISSUER);
        assertThat(token.verifiedEmail()).contains("lan@school.edu.vn");
    }

    @Test
    void takesASignatureOnACurveAndAKeyWithoutAnId() throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), right().build());
        token.sign(new ECDSASigner(curve));

        assertThat(read(token.serialize()).subject()).isEqualTo("248289761001");
    }

    static Stream<Arguments> addressesThatProveNothing() {
        return Stream.of(
                Arguments.of("not verified", change(claims -> claims.claim("email_verified", false))),
                Arguments.of("not said", change(claims -> claims.claim("email_verified", null))),
                Arguments.of("no text", change(claims -> claims.claim("email", List.of("lan@school.edu.vn")))),
                Arguments.of("none", change(claims -> claims.claim("email", null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addressesThatProveNothing")
    void believesNoAddressThatTheProviderHasNotVerified(String what, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        assertThat(read(signed(change)).verifiedEmail()).isEmpty();
    }

    static Stream<Arguments> spoiltClaims() {
        return Stream.of(
                Arguments.of("another issuer", change(claims -> claims.issuer("https://id.example.vn"))),
                Arguments.of("no issuer", change(claims -> claims.issuer(null))),
                Arguments.of("another audience", change(claims -> claims.audience("somebody"))),
                Arguments.of("several audiences, no azp", change(claims -> claims.audience(List.of("khue", "other")))),
                Arguments.of("issued to another", change(claims -> claims.claim("azp", "other"))),
                Arguments.of("expired", change(claims -> claims.expirationTime(date(-61)))),
                Arguments.of("without an end", change(claims -> claims.expirationTime(null))),
                Arguments.of("without a beginning", change(claims -> claims.issueTime(null))),
                Arguments.of("of the future", change(claims -> claims.issueTime(date(61)))),
                Arguments.of("issued long ago", change(claims -> claims.issueTime(date(-601)))),
                Arguments.of("another nonce", change(claims -> claims.claim("nonce", "other"))),
                Arguments.of("no nonce", change(claims -> claims.claim("nonce", null))),
                Arguments.of("a nonce that is no text", change(claims -> claims.claim("nonce", 5))),
                Arguments.of("nobody", change(claims -> claims.subject(null))),
                Arguments.of("a long subject", change(claims -> claims.subject("x".repeat(256)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiltClaims")
    void refusesSpoiltClaims(String what, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        assertThat(refusal(signed(change)).reason()).isEqualTo(OpenIdRefused.Reason.TOKEN);
    }

    @Test
    void refusesATokenThatTheProviderDidNotSign() throws JOSEException {
        String unsigned = new PlainJWT(right().build()).serialize();
        String byAnother = signed(JWSAlgorithm.RS256, new RSASSASigner(another));
        String byThePublicKey =
                signed(JWSAlgorithm.HS256, new MACSigner(key.toRSAPublicKey().getEncoded()));
        String altered = signed(claims -> claims).replaceFirst("\\.[^.]+\\.", "." + payloadOfAnother() + ".");

        for (String token : List.of(unsigned, byAnother, byThePublicKey, altered, "", "a.b.c")) {
            assertThat(refusal(token).reason()).as(token).isEqualTo(OpenIdRefused.Reason.TOKEN);
        }
    }

    @Test
    void refusesAKeyThatIsTooShortOrForSomethingElseOrNamedTwice() throws JOSEException {
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("k1").generate();
        SignedJWT byTheWeakOne = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), right().build());
        byTheWeakOne.sign(new RSASSASigner(weak, true));
        RSAKey forEncryption = new RSAKey.Builder(key.toRSAPublicKey())
                .keyID("k1")
                .keyUse(KeyUse.ENCRYPTION)
                .build();
        String token = signed(claims -> claims);

        assertThat(refusal(byTheWeakOne.serialize(), List.of(weak)).getMessage())
                .contains("1024 bits");
        assertThat(refusal(token, List.of(forEncryption)).getMessage()).contains("0 keys");
        assertThat(refusal(token, List.of(key, another)).getMessage()).contains("2 keys");
    }

    @Test
    void refusesAHeaderThatDemandsSomething() throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("k1")
                        .criticalParams(Set.of("b64"))
                        .base64URLEncodePayload(true)
                        .build(),
                right().build());
        token.sign(new RSASSASigner(key));

        assertThat(refusal(token.serialize()).getMessage()).contains("crit");
    }

    private static JWTClaimsSet.Builder right() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("khue")
                .subject("248289761001")
                .claim("nonce", "n-0S6_WzA2Mj")
                .claim("email", "Lan@School.edu.vn")
                .claim("email_verified", true)
                .issueTime(date(-5))
                .expirationTime(date(300));
    }

    private static UnaryOperator<JWTClaimsSet.Builder> change(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change;
    }

    private static Date date(int secondsFromNow) {
        return Date.from(NOW.plusSeconds(secondsFromNow));
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
                change.apply(right()).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k1").build(), right().build());
        token.sign(signer);
        return token.serialize();
    }

    private static String payloadOfAnother() {
        return right().subject("admin").build().toPayload().toBase64URL().toString();
    }

    private static OpenIdToken read(String token) {
        return read(token, List.of(key, curve));
    }

    private static OpenIdToken read(String token, List<JWK> keys) {
        return OpenIdToken.of(token, keys, new OpenIdToken.Expected(ISSUER, "khue", "n-0S6_WzA2Mj", NOW));
    }

    private static OpenIdRefused refusal(String token) {
        return refusal(token, List.of(key, curve));
    }

    private static OpenIdRefused refusal(String token, List<JWK> keys) {
        return catchThrowableOfType(OpenIdRefused.class, () -> read(token, keys));
    }
}
