/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.http.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyManagementTest {

    private static final Asker ADMINISTRATOR = new Asker("tools", Optional.of("somebody"));
    private static final KeyTerms WRITING = new KeyTerms("Moodle", Set.of(Scope.STATEMENTS_WRITE), Optional.empty());
    private static final KeyTerms READING = new KeyTerms("Moodle", Set.of(Scope.STATEMENTS_READ), Optional.empty());

    private final RegisterInMemory register = new RegisterInMemory();
    private final List<Duration> pauses = new ArrayList<>();
    private final KeyManagement management = new KeyManagement(register, new Secrets(), pauses::add);

    @Test
    void makesASecretThatIsKnownForOneAndIsKeptOnlyAsAHash() {
        KeyManagement.MadeKey made = management.make(key("a"), ADMINISTRATOR);

        assertThat(made.secret()).startsWith("khs_").hasSizeGreaterThanOrEqualTo(47);
        SecretHash kept = register.secrets.get("a");
        assertThat(kept.matches(made.secret())).isTrue();
        assertThat(kept.encoded()).doesNotContain(made.secret().substring(4));
        assertThat(management.make(key("b"), ADMINISTRATOR).secret()).isNotEqualTo(made.secret());
    }

    @Test
    void givesNoNameTwiceNotEvenThatOfARevokedKey() {
        management.make(key("a"), ADMINISTRATOR);
        management.revoke("a", ADMINISTRATOR);

        assertThatThrownBy(() -> management.make(key("a"), ADMINISTRATOR)).hasMessageContaining("key-name-taken");
    }

    @Test
    void answersARestrictionOnlyWhenItHoldsEverywhere() {
        management.make(key("a"), ADMINISTRATOR);
        assertThat(pauses).isEmpty();

        DescribedKey changed = management.change("a", READING, ADMINISTRATOR);

        assertThat(changed.terms()).isEqualTo(READING);
        assertThat(pauses).containsExactly(KeyManagement.UNTIL_ALL_NODES_KNOW);
    }

    @Test
    void answersARevocationOnlyWhenItHoldsEverywhere() {
        management.make(key("a"), ADMINISTRATOR);

        management.revoke("a", ADMINISTRATOR);

        assertThat(pauses).containsExactly(KeyManagement.UNTIL_ALL_NODES_KNOW);
        assertThat(KeyManagement.UNTIL_ALL_NODES_KNOW).isGreaterThan(KeyCache.LEASE);
    }

    @Test
    void neitherChangesNorRevokesARevokedKey() {
        management.make(key("a"), ADMINISTRATOR);
        management.revoke("a", ADMINISTRATOR);

        assertThatThrownBy(() -> management.change("a", READING, ADMINISTRATOR)).hasMessageContaining("key-not-found");
        assertThatThrownBy(() -> management.revoke("a", ADMINISTRATOR)).hasMessageContaining("key-not-found");
    }

    @Test
    void letsNoKeyTouchItself() {
        management.make(key("a"), ADMINISTRATOR);
        Asker itself = new Asker("a", Optional.empty());

        assertThatThrownBy(() -> management.change("a", READING, itself)).hasMessageContaining("key-in-use");
        assertThatThrownBy(() -> management.revoke("a", itself))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.status()).isEqualTo(409));
    }

    @Test
    void revokesAKeyOfTheSettingsButLeavesItsScopesToThem() {
        register.saveFromSettings(
                new Key("set", SecretHash.ofMade("x"), Set.of(Scope.ALL), Optional.empty(), Optional.empty()));

        assertThatThrownBy(() -> management.change("set", READING, ADMINISTRATOR))
                .hasMessageContaining("key-from-settings");
        management.revoke("set", ADMINISTRATOR);

        assertThat(management.describe("set").revokedAt()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "Moodle logstore, moodle-logstore-",
        "Sổ tay của Đỗ Thị Ánh, so-tay-cua-do-thi-anh-",
        "★, key-",
        "'  --a--  ', a-",
    })
    void namesAKeyAfterItsLabel(String label, String beginning) {
        assertThat(management.nameFor(label)).startsWith(beginning).matches(NewKey.NAME);
        assertThat(management.nameFor("x".repeat(200))).matches(NewKey.NAME);
    }

    private static NewKey key(String name) {
        return new NewKey(name, WRITING, Optional.empty());
    }

    private static final class RegisterInMemory implements KeyRegister {

        private final Map<String, DescribedKey> keys = new LinkedHashMap<>();
        private final Map<String, SecretHash> secrets = new LinkedHashMap<>();

        @Override
        public List<DescribedKey> list() {
            return List.copyOf(keys.values());
        }

        @Override
        public Optional<DescribedKey> describe(String name) {
            return Optional.ofNullable(keys.get(name));
        }

        @Override
        public List<KeyEvent> history(String name) {
            return List.of();
        }

        @Override
        public boolean make(NewKey key, SecretHash secret, Asker asker) {
            secrets.putIfAbsent(key.name(), secret);
            return keys.putIfAbsent(key.name(), described(key.name(), key.terms(), false, false)) == null;
        }

        @Override
        public boolean change(String name, KeyTerms terms, Asker asker) {
            return isThere(name) && keys.put(name, described(name, terms, false, false)) != null;
        }

        @Override
        public boolean revoke(String name, Asker asker) {
            return isThere(name)
                    && keys.put(name, described(name, keys.get(name).terms(), false, true)) != null;
        }

        @Override
        public boolean saveFromSettings(Key key) {
            keys.put(key.name(), described(key.name(), new KeyTerms("", key.scopes(), Optional.empty()), true, false));
            return true;
        }

        private boolean isThere(String name) {
            return keys.containsKey(name) && keys.get(name).revokedAt().isEmpty();
        }

        private static DescribedKey described(String name, KeyTerms terms, boolean fromSettings, boolean revoked) {
            return new DescribedKey(
                    name,
                    terms,
                    Optional.empty(),
                    fromSettings,
                    Instant.EPOCH,
                    revoked ? Optional.of(Instant.EPOCH) : Optional.empty(),
                    Optional.empty());
        }
    }
}
