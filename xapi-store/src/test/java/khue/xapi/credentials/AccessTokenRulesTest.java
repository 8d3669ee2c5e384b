/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One token that is accepted, and each test changes one thing about it. */
class AccessTokenRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final String ISSUER = "https://id.example.vn/realms/schools";
    private static final RSAKey RSA = rsa("rsa-1");
    private static final ECKey EC = ec("ec-1");
    private static final RSAKey STRANGER = rsa("rsa-1");

    private final AccessTokenRules rules = new AccessTokenRules(
            TrustedIssuer.of(ISSUER, "khue-lrs", ""),
            AccessTokenRulesTest::published,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void acceptsATokenAsRfc9068DescribesIt() throws Exception {
        Credential credential = rules.accept(token(claims -> {}));

        assertThat(credential.name()).isEqualTo("notebook");
        assertThat(credential.scopes()).containsExactlyInAnyOrder(Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE);
    }

    @Test
    void letsAClientAndItsUserVouchTogether() throws Exception {
        assertThat(rules.accept(token(claims -> {})).authority().toJson())
                .hasToString("{\"objectType\":\"Group\",\"member\":["
                        + "{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"" + ISSUER
                        + "\",\"name\":\"notebook\"}},"
                        + "{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"" + ISSUER
                        + "\",\"name\":\"user-7\"}}]}");
    }

    @Test
    void letsAClientThatActsForItselfVouchAlone() throws Exception {
        assertThat(rules.accept(token(claims -> claims.subject("notebook"))).authority())
                .isEqualTo(new Authority(ISSUER, "notebook"));
    }

    @Test
    void letsTheSubjectVouchWhereNoClientIsNamed() throws Exception {
        assertThat(rules.accept(token(claims -> claims.claim("client_id", null)))
                        .authority())
                .isEqualTo(new Authority(ISSUER, "user-7"));
    }

    @Test
    void acceptsAccessTokensAsKeycloakMakesThem() throws Exception {
        String token = token(
                header -> header.type(JOSEObjectType.JWT),
                claims ->
                        claims.claim("client_id", null).claim("azp", "notebook").claim("typ", "Bearer"),
                RSA);

        assertThat(rules.accept(token).name()).isEqualTo("notebook");
    }

    @Test
    void acceptsEs256() throws Exception {
        assertThat(rules.accept(token(header -> header, claims -> {}, EC)).name())
                .isEqualTo("notebook");
    }

    @Test
    void acceptsATokenThatDoesNotSayWhichKeySignedIt() throws Exception {
        assertThat(rules.accept(token(header -> header.keyID(null), claims -> {}, RSA))
                        .name())
                .isEqualTo("notebook");
    }

    @Test
    void acceptsOneOfSeveralAudiences() throws Exception {
        rules.accept(token(claims -> claims.audience(List.of("account", "khue-lrs"))));
    }

    @Test
    void readsScopesFromAnArrayToo() throws Exception {
        assertThat(rules.accept(token(claims -> claims.claim("scope", List.of("state", "openid"))))
                        .scopes())
                .containsExactly(Scope.STATE);
    }

    @Test
    void takesNeitherTheProfileOfOpenIdNorTheManagingOfKeysFromAToken() throws Exception {
        assertThat(rules.accept(token(claims -> claims.claim("scope", "openid profile email keys")))
                        .scopes())
                .isEmpty();
    }

    @Test
    void takesOnlyTheWordsThatTheSettingsTranslate() throws Exception {
        AccessTokenRules translating = new AccessTokenRules(
                TrustedIssuer.of(ISSUER, "khue-lrs", "lrs.read = statements/read, lrs.docs=profile"),
                AccessTokenRulesTest::published,
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(translating
                        .accept(token(claims -> claims.claim("scope", "lrs.read lrs.docs all")))
                        .scopes())
                .isEqualTo(Set.of(Scope.STATEMENTS_READ, Scope.PROFILE));
    }

    @Test
    void givesNoScopesWhereATokenNamesNone() throws Exception {
        assertThat(rules.accept(token(claims -> claims.claim("scope", null))).scopes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://id.example.vn/realms/others, another issuer",
        "iss, https://id.example.vn/realms/schools/, another issuer",
        "aud, account, not meant for this store",
        "typ, ID, another token",
        "typ, Refresh, another token",
        "at_hash, abc, an identity token",
        "azp, other, different clients",
    })
    void refusesAnotherClaim(String claim, String value, String reason) throws Exception {
        refuses(token(claims -> claims.claim(claim, value)), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, another issuer",
        "aud, not meant for this store",
        "exp, expired",
        "iat, time of issue",
        "sub, no subject",
    })
    void refusesATokenThatLacks(String claim, String reason) throws Exception {
        refuses(token(claims -> claims.claim(claim, null)), reason);
    }

    @Test
    void allowsForClocksThatDifferByAMinuteAndNoMore() throws Exception {
        rules.accept(token(claims -> claims.expirationTime(at(-59))));
        refuses(token(claims -> claims.expirationTime(at(-60))), "expired");
        rules.accept(token(claims -> claims.notBeforeTime(at(60))));
        refuses(token(claims -> claims.notBeforeTime(at(61))), "not valid yet");
        rules.accept(token(claims -> claims.issueTime(at(60))));
        refuses(token(claims -> claims.issueTime(at(61))), "time of issue");
    }

    @Test
    void refusesATokenOfAnotherType() throws Exception {
        refuses(token(header -> header.type(null), claims -> {}, RSA), "another typ");
        refuses(token(header -> header.type(new JOSEObjectType("logout+jwt")), claims -> {}, RSA), "another typ");
    }

    @Test
    void refusesASignatureByAnotherKeyUnderTheSameName() throws Exception {
        refuses(token(header -> header, claims -> {}, STRANGER), "signature is wrong");
    }

    @Test
    void refusesAKeyThatTheIssuerDoesNotPublish() throws Exception {
        refuses(token(header -> header.keyID("rsa-2"), claims -> {}, RSA), "publishes no key");
    }

    @Test
    void refusesAChangedToken() throws Exception {
        String[] parts = token(claims -> {}).split("\\.");
        String[] other = token(claims -> claims.claim("scope", "all")).split("\\.");

        refuses(parts[0] + "." + other[1] + "." + parts[2], "signature is wrong");
    }

    @Test
    void refusesASymmetricSignatureWithThePublicKeyAsItsSecret() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(JOSEObjectType.JWT)
                        .keyID("rsa-1")
                        .build(),
                valid().build());
        jwt.sign(new MACSigner(RSA.toRSAPublicKey().getEncoded()));

        refuses(jwt.serialize(), "another algorithm");
    }

    @Test
    void refusesATokenThatNobodySigned() throws Exception {
        refuses(new PlainJWT(valid().build()).serialize(), "not a signed JWT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b.c", "....", "eyJhbGciOiJSUzI1NiJ9.e30.AA"})
    void refusesWhatIsNoToken(String text) {
        assertThatThrownBy(() -> rules.accept(text)).isInstanceOf(TokenRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example.vn", "ftp://localhost", "id.example.vn", "https://a@id.example.vn", ""})
    void trustsNoIssuerThatAnybodyBetweenCouldPretendToBe(String issuer) {
        assertThatThrownBy(() -> TrustedIssuer.of(issuer, "khue-lrs", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"statements/write", "a=b", "=all", "a=keys", "a=all,,b=state"})
    void refusesScopesThatCannotBeTranslated(String mapping) {
        assertThatThrownBy(() -> TrustedIssuer.of(ISSUER, "khue-lrs", mapping))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void refuses(String token, String reason) {
        assertThatThrownBy(() -> rules.accept(token))
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining(reason);
    }

    private static List<JWK> published(String keyId) {
        return List.<JWK>of(RSA.toPublicJWK(), EC.toPublicJWK()).stream()
                .filter(key -> keyId == null || keyId.equals(key.getKeyID()))
                .toList();
    }

    private static JWTClaimsSet.Builder valid() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("khue-lrs")
                .subject("user-7")
                .claim("client_id", "notebook")
                .claim("scope", "openid statements/write statements/read/mine")
                .issueTime(at(-10))
                .expirationTime(at(290));
    }

    private static String token(Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        return token(header -> header, change, RSA);
    }

    private static String token(UnaryOperator<JWSHeader.Builder> header, Consumer<JWTClaimsSet.Builder> change, JWK key)
            throws JOSEException {
        boolean isRsa = key instanceof RSAKey;
        JWSHeader.Builder head = new JWSHeader.Builder(isRsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID());
        JWTClaimsSet.Builder claims = valid();
        change.accept(claims);
        SignedJWT jwt = new SignedJWT(header.apply(head).build(), claims.build());
        JWSSigner signer = isRsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner(key.toECKey());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
