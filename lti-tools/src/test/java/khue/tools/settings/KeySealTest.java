/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeySealTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "another 32 characters, all random";
    private static final String JWK = "{\"kty\":\"RSA\",\"d\":\"secret\"}";

    private final Random random = new Random(20_261_122);
    private final KeySeal seal = seal(SECRET, null);

    private KeySeal seal(String secret, String former) {
        return new KeySeal(Optional.ofNullable(secret), Optional.ofNullable(former), random);
    }

    @Test
    void hidesAKeyAndGivesItBack() {
        String kept = seal.seal("kid", JWK);

        assertThat(kept).startsWith("sealed:").doesNotContain("RSA", "secret");
        assertThat(seal.open("kid", kept)).isEqualTo(JWK);
        assertThat(seal.isOutdated("kid", kept)).isFalse();
        assertThat(seal.seal("kid", JWK)).as("another nonce").isNotEqualTo(kept);
    }

    @Test
    void leavesAKeyAsItIsWithoutASecret() {
        KeySeal none = seal(null, null);

        assertThat(none.seal("kid", JWK)).isEqualTo(JWK);
        assertThat(none.open("kid", JWK)).isEqualTo(JWK);
        assertThat(none.isOutdated("kid", JWK)).isFalse();
        assertThatThrownBy(() -> none.open("kid", seal.seal("kid", JWK))).hasMessageContaining("KHUE_KEY_SECRET");
    }

    @Test
    void readsWhatWasThereBeforeTheSecretAndWantsItSealed() {
        assertThat(seal.open("kid", JWK)).isEqualTo(JWK);
        assertThat(seal.isOutdated("kid", JWK)).isTrue();
    }

    @Test
    void readsWhatTheFormerSecretSealedAndWantsItSealedAnew() {
        String kept = seal.seal("kid", JWK);
        KeySeal changed = seal(OTHER, SECRET);

        assertThat(changed.open("kid", kept)).isEqualTo(JWK);
        assertThat(changed.isOutdated("kid", kept)).isTrue();
        assertThat(changed.isOutdated("kid", changed.seal("kid", JWK))).isFalse();
        assertThatThrownBy(() -> seal.open("kid", changed.seal("kid", JWK))).hasMessageContaining("KHUE_KEY_SECRET");
    }

    @Test
    void opensNoRowUnderAnotherKeysId() {
        String kept = seal.seal("kid", JWK);

        assertThatThrownBy(() -> seal.open("another", kept)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void opensNothingThatWasChanged() {
        byte[] bytes = Base64.getDecoder().decode(seal.seal("kid", JWK).substring("sealed:".length()));
        bytes[bytes.length - 1] ^= 1;

        assertThatThrownBy(
                        () -> seal.open("kid", "sealed:" + Base64.getEncoder().encodeToString(bytes)))
                .isInstanceOf(IllegalStateException.class);
    }
}
