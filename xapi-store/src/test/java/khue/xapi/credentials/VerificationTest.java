/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import khue.xapi.http.Failure;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final KeysInMemory keys = new KeysInMemory();
    private final AtomicLong nanos = new AtomicLong();
    private final KeyCache cache = new KeyCache(nanos::get);
    private final KeyUses uses = new KeyUses();
    private final Verification verification = new Verification(keys, cache, uses, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void acceptsTheSecretOfAKeyAgainAndAgain() {
        keys.save(chosen("a", "secret"));

        assertThat(verification.verify("a", "secret")).isPresent();
        assertThat(verification.verify("a", "secret")).isPresent();
    }

    @Test
    void refusesAnotherSecretAnEmptyOneAndAnUnknownName() {
        keys.save(chosen("a", "secret"));
        keys.save(made("m", "khs_made"));

        assertThat(verification.verify("a", "Secret")).isEmpty();
        assertThat(verification.verify("a", "")).isEmpty();
        assertThat(verification.verify("b", "secret")).isEmpty();
        assertThat(verification.verify("m", "khs_mad")).isEmpty();
        assertThat(verification.verify("m", "")).isEmpty();
    }

    @Test
    void refusesARememberedSecretFromTheMomentTheKeyIsGone() {
        keys.save(chosen("a", "secret"));
        assertThat(verification.verify("a", "secret")).isPresent();

        keys.kept.clear();

        assertThat(verification.verify("a", "secret")).isEmpty();
    }

    @Test
    void refusesARememberedSecretFromTheMomentItWasChanged() {
        keys.save(chosen("a", "old"));
        assertThat(verification.verify("a", "old")).isPresent();

        keys.save(chosen("a", "new"));

        assertThat(verification.verify("a", "old")).isEmpty();
        assertThat(verification.verify("a", "new")).isPresent();
    }

    @Test
    void doesNotTakeARememberedSecretForThatOfAnotherKey() {
        keys.save(chosen("a", "secret"));
        keys.save(chosen("b", "other"));
        assertThat(verification.verify("a", "secret")).isPresent();

        assertThat(verification.verify("b", "secret")).isEmpty();
    }

    @Test
    void doesNotAskForAKeyAgainWhileNoKeyHasChanged() {
        keys.save(made("a", "khs_secret"));
        cache.heard(1, nanos.get());
        verification.verify("a", "khs_secret");
        int asked = keys.asked;

        assertThat(verification.verify("a", "khs_secret")).isPresent();

        assertThat(keys.asked).isEqualTo(asked);
    }

    @Test
    void asksAgainForEveryKeyAfterAChangeOfAny() {
        keys.save(made("a", "khs_secret"));
        cache.heard(1, nanos.get());
        verification.verify("a", "khs_secret");

        keys.kept.clear();
        cache.heard(2, nanos.get());

        assertThat(verification.verify("a", "khs_secret")).isEmpty();
    }

    @Test
    void asksForTheKeyWhenNobodyHasSaidForALeaseWhetherItChanged() {
        keys.save(made("a", "khs_secret"));
        cache.heard(1, nanos.get());
        verification.verify("a", "khs_secret");

        keys.kept.clear();
        nanos.addAndGet(KeyCache.LEASE.toNanos());

        assertThat(verification.verify("a", "khs_secret")).isEmpty();
    }

    @Test
    void remembersNothingWrong() {
        keys.save(made("a", "khs_secret"));
        cache.heard(1, nanos.get());
        verification.verify("a", "khs_secret");

        assertThat(verification.verify("a", "khs_other")).isEmpty();
        assertThat(verification.verify("a", "khs_secret")).isPresent();
    }

    @Test
    void refusesARememberedKeyFromTheMomentItExpires() {
        Instant end = NOW.plusSeconds(60);
        MovableClock clock = new MovableClock();
        Verification moving = new Verification(keys, cache, uses, clock);
        keys.save(new Key("a", SecretHash.ofMade("khs_secret"), Set.of(Scope.ALL), Optional.empty(), Optional.of(end)));
        cache.heard(1, nanos.get());

        clock.now = end.minusNanos(1);
        assertThat(moving.verify("a", "khs_secret")).isPresent();
        clock.now = end;
        assertThat(moving.verify("a", "khs_secret")).isEmpty();
    }

    @Test
    void notesTheUseOfAKeyButNotAnAttempt() {
        keys.save(made("a", "khs_secret"));

        verification.verify("a", "wrong");
        assertThat(uses.due(NOW)).isEmpty();

        verification.verify("a", "khs_secret");
        assertThat(uses.due(NOW)).containsExactly(Map.entry("a", NOW));
    }

    @Test
    void letsNeitherAMadeKeyNorAnExpectedOneWaitWhileAChosenSecretIsGuessed() throws Exception {
        Key chosen = chosen("chosen", "secret");
        keys.save(chosen);
        keys.save(made("made", "khs_secret"));
        verification.expect(chosen, "secret");
        ExecutorService guessers = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Void>> guesses = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String guess = "guess " + i;
                guesses.add(CompletableFuture.runAsync(() -> verification.verify("chosen", guess), guessers));
            }

            long begin = System.nanoTime();
            assertThat(verification.verify("made", "khs_secret")).isPresent();
            assertThat(verification.verify("chosen", "secret")).isPresent();

            assertThat(CompletableFuture.allOf(guesses.toArray(CompletableFuture[]::new)))
                    .as("guessing still goes on after " + Duration.ofNanos(System.nanoTime() - begin))
                    .isNotDone();
        } finally {
            guessers.shutdownNow();
        }
    }

    @Test
    void acceptsTheRightSecretOfManyWhoComeAtOnce() {
        keys.save(chosen("chosen", "secret"));
        int many = 64;
        ExecutorService clients = Executors.newFixedThreadPool(many);
        try {
            List<CompletableFuture<Optional<Key>>> answers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> verification.verify("chosen", "secret"), clients));
            }

            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isPresent());
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void turnsGuessesAwayWhenTooManyWait() throws Exception {
        keys.save(chosen("chosen", "secret"));
        int many = 40;
        ExecutorService guessers = Executors.newFixedThreadPool(many);
        try {
            List<CompletableFuture<Optional<Key>>> guesses = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                String guess = "guess " + i;
                guesses.add(CompletableFuture.supplyAsync(() -> verification.verify("chosen", guess), guessers));
            }

            assertThatThrownBy(() -> CompletableFuture.allOf(guesses.toArray(CompletableFuture[]::new))
                            .join())
                    .hasCauseInstanceOf(Failure.class)
                    .hasMessageContaining("key-check-busy");
        } finally {
            guessers.shutdownNow();
        }
    }

    private static Key chosen(String name, String secret) {
        return key(name, SecretHash.ofChosen(secret, new SecureRandom()));
    }

    private static Key made(String name, String secret) {
        return key(name, SecretHash.ofMade(secret));
    }

    private static Key key(String name, SecretHash secret) {
        return new Key(name, secret, Set.of(Scope.STATEMENTS_WRITE), Optional.empty(), Optional.empty());
    }

    private static final class KeysInMemory implements Keys {

        private final Map<String, Key> kept = new HashMap<>();
        private volatile int asked;

        @Override
        public Optional<Key> find(String name) {
            asked++;
            return Optional.ofNullable(kept.get(name));
        }

        void save(Key key) {
            kept.put(key.name(), key);
        }
    }

    private static final class MovableClock extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
