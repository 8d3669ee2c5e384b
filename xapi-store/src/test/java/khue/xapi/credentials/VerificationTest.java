/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private final KeysInMemory keys = new KeysInMemory();
    private final Verification verification = new Verification(keys);

    @Test
    void acceptsTheSecretOfAKeyAgainAndAgain() {
        keys.save(key("a", "secret"));

        assertThat(verification.verify("a", "secret")).isPresent();
        assertThat(verification.verify("a", "secret")).isPresent();
    }

    @Test
    void refusesAnotherSecretAnEmptyOneAndAnUnknownName() {
        keys.save(key("a", "secret"));

        assertThat(verification.verify("a", "Secret")).isEmpty();
        assertThat(verification.verify("a", "")).isEmpty();
        assertThat(verification.verify("b", "secret")).isEmpty();
    }

    @Test
    void refusesARememberedSecretFromTheMomentTheKeyIsGone() {
        keys.save(key("a", "secret"));
        assertThat(verification.verify("a", "secret")).isPresent();

        keys.kept.clear();

        assertThat(verification.verify("a", "secret")).isEmpty();
    }

    @Test
    void refusesARememberedSecretFromTheMomentItWasChanged() {
        keys.save(key("a", "old"));
        assertThat(verification.verify("a", "old")).isPresent();

        keys.save(key("a", "new"));

        assertThat(verification.verify("a", "old")).isEmpty();
        assertThat(verification.verify("a", "new")).isPresent();
    }

    @Test
    void doesNotTakeARememberedSecretForThatOfAnotherKey() {
        keys.save(key("a", "secret"));
        keys.save(key("b", "other"));
        assertThat(verification.verify("a", "secret")).isPresent();

        assertThat(verification.verify("b", "secret")).isEmpty();
    }

    private static Key key(String name, String secret) {
        return new Key(name, SecretHash.of(secret, new SecureRandom()), Set.of(Scope.STATEMENTS_WRITE));
    }

    private static final class KeysInMemory implements Keys {

        private final Map<String, Key> kept = new HashMap<>();

        @Override
        public Optional<Key> find(String name) {
            return Optional.ofNullable(kept.get(name));
        }

        @Override
        public void save(Key key) {
            kept.put(key.name(), key);
        }
    }
}
