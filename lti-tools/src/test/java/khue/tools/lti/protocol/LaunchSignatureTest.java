/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.KEY;
import static khue.tools.lti.protocol.GivenLaunch.given;
import static khue.tools.lti.protocol.GivenLaunch.header;
import static khue.tools.lti.protocol.GivenLaunch.newKey;
import static khue.tools.lti.protocol.GivenLaunch.noKeyId;
import static khue.tools.lti.protocol.GivenLaunch.notSigned;
import static khue.tools.lti.protocol.GivenLaunch.payload;
import static khue.tools.lti.protocol.GivenLaunch.payloadAlteredAfterSigning;
import static khue.tools.lti.protocol.GivenLaunch.published;
import static khue.tools.lti.protocol.GivenLaunch.signedBy;
import static khue.tools.lti.protocol.GivenLaunch.signedWithThePublicKeyAsAPassword;
import static khue.tools.lti.protocol.GivenLaunch.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.List;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A launch whose token is right but for its header, its key or its signature. */
class LaunchSignatureTest {

    private static final RSAKey ANOTHER_KEY = newKey(2048);

    @Test
    @Case(value = 24, refused = LaunchReason.ALGORITHM_REFUSED)
    void refusesATokenWithoutASignature() {
        given().validLaunch().but(header("alg", "none")).but(notSigned()).isRefusedFor(LaunchReason.ALGORITHM_REFUSED);
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
        given().validLaunch().but(header(name, "https://evil.example/keys")).isRefusedFor(LaunchReason.HEADER_REFUSED);
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
    @ValueSource(strings = {"", "a", "a.b", "a.b.c.d", "..", "a b.c.d", "e30=.e30.e30", "bm8.e30.e30", "W10.e30.e30"})
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
