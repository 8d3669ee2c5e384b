/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import khue.tools.lti.outbound.OutboundForTests;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.MovableClock;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformKeysTest {

    private static final RSAKey FIRST = key("first");
    private static final RSAKey SECOND = key("second");

    private final ScriptedServer lms = new ScriptedServer();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));
    private final Platform platform = PlatformForTests.at(lms.url(""));
    private final PlatformKeys keys = new PlatformKeys(ScriptedServer::send, clock);

    @AfterEach
    void stop() {
        lms.close();
    }

    @Test
    void asksThePlatformOnceAndThenRemembers() {
        lms.answers(200, set(FIRST));

        assertThat(keys.find(platform, "first")).containsExactly(FIRST.toPublicJWK());
        clock.passes(Duration.ofMinutes(59));
        assertThat(keys.find(platform, "first")).hasSize(1);

        assertThat(lms.asked()).hasSize(1);
    }

    @Test
    @Case(value = 28, outcome = "the key set is read once more")
    void asksAgainOnceForAKeyThatItDoesNotKnow() {
        lms.answers(200, set(FIRST)).answers(200, set(FIRST, SECOND));
        keys.find(platform, "first");
        clock.passes(PlatformKeys.PAUSE);

        assertThat(keys.find(platform, "second")).hasSize(1);
        assertThat(lms.asked()).hasSize(2);
    }

    @Test
    @Case(value = 29, outcome = "the key set is not read for each")
    void isNotDrivenByAFloodOfUnknownKeys() {
        lms.answers(200, set(FIRST)).answers(200, set(FIRST));
        keys.find(platform, "first");
        clock.passes(PlatformKeys.PAUSE);

        for (int i = 0; i < 100; i++) {
            assertThat(keys.find(platform, "unknown-" + i)).isEmpty();
        }

        assertThat(lms.asked()).hasSize(2);
    }

    @Test
    void givesUpAKeyThatThePlatformWithdrew() {
        lms.answers(200, set(FIRST)).answers(200, set(SECOND));
        keys.find(platform, "first");
        clock.passes(PlatformKeys.FRESH);

        assertThat(keys.find(platform, "first")).isEmpty();
    }

    @Test
    @Case(value = 72, outcome = "goes on with the keys it knows, for a day")
    void goesOnWithWhatItKnowsWhileThePlatformIsAwayButNotForEver() {
        lms.answers(200, set(FIRST)).answers(503).answers(503);
        keys.find(platform, "first");

        clock.passes(Duration.ofHours(23));
        assertThat(keys.find(platform, "first")).hasSize(1);

        clock.passes(Duration.ofHours(1));
        assertThatThrownBy(() -> keys.find(platform, "first")).isInstanceOf(PlatformKeys.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "{}", "[]"})
    @Case(value = 72, outcome = "not taken for keys")
    void takesNoPageForAKeySet(String body) {
        lms.answers(200, body);

        assertThatThrownBy(() -> keys.find(platform, "first")).isInstanceOf(PlatformKeys.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 404, 500, 503})
    @Case(value = 72, outcome = "not taken for keys")
    void takesNoErrorForAKeySet(int status) {
        lms.answers(status, set(FIRST));

        assertThatThrownBy(() -> keys.find(platform, "first"))
                .isInstanceOf(PlatformKeys.Unreachable.class)
                .hasMessageContaining(String.valueOf(status));
    }

    @Test
    @Case(value = 72, outcome = "TOO_LARGE")
    void readsNoKeySetThatHasNoEnd() {
        PlatformKeys real =
                new PlatformKeys(OutboundForTests.reaching("127.0.0.1", Duration.ofSeconds(5))::send, clock);
        lms.answers(200, "{\"keys\":[" + " ".repeat(10_000_000) + "]}");

        assertThatThrownBy(() -> real.find(platform, "first"))
                .isInstanceOf(PlatformKeys.Unreachable.class)
                .hasMessageContaining("TOO_LARGE");
    }

    @Test
    @Case(value = 72, outcome = "TOO_SLOW")
    void waitsForNoPlatformThatNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PlatformKeys real =
                    new PlatformKeys(OutboundForTests.reaching("127.0.0.1", Duration.ofMillis(300))::send, clock);
            Platform slow = PlatformForTests.at(URI.create("http://127.0.0.1:" + silent.getLocalPort()));

            assertThatThrownBy(() -> real.find(slow, "first"))
                    .isInstanceOf(PlatformKeys.Unreachable.class)
                    .hasMessageContaining("TOO_SLOW");
        }
    }

    @Test
    void keepsItsKeysWhenThePlatformSuddenlyHasNoSet() {
        lms.answers(200, set(FIRST)).answers(200, "{}");
        keys.find(platform, "first");
        clock.passes(PlatformKeys.FRESH);

        assertThat(keys.find(platform, "first")).hasSize(1);
    }

    @Test
    void findsItsKeyAmongSomeThatItCannotRead() {
        lms.answers(200, "{\"keys\":[7,{\"kty\":\"??\"},{\"kty\":\"RSA\"}," + FIRST.toPublicJWK() + "]}");

        assertThat(keys.find(platform, "first")).hasSize(1);
    }

    @Test
    void asksOnceWhenManyLaunchesNeedTheKeysAtOnce() throws Exception {
        lms.answers(200, set(FIRST));
        ExecutorService launches = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<JWK>>> found =
                    launches.invokeAll(Collections.nCopies(40, () -> keys.find(platform, "first")));
            for (Future<List<JWK>> one : found) {
                assertThat(one.get()).hasSize(1);
            }
        } finally {
            launches.shutdownNow();
        }
        assertThat(lms.asked()).hasSize(1);
    }

    @Test
    void letsNoLaunchWaitForASlowPlatformWhoseKeyIsKnown() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        PlatformKeys slow = new PlatformKeys(
                request -> {
                    if (requests.getAndIncrement() > 0) {
                        asked.countDown();
                        await(answer);
                    }
                    return new OutboundResponse(200, Map.of(), set(FIRST).getBytes(StandardCharsets.UTF_8));
                },
                clock);
        slow.find(platform, "first");
        clock.passes(PlatformKeys.FRESH);
        ExecutorService launches = Executors.newSingleThreadExecutor();
        try {
            Future<List<JWK>> refreshing = launches.submit(() -> slow.find(platform, "first"));
            await(asked);

            assertThat(slow.find(platform, "first")).hasSize(1);
            assertThat(refreshing.isDone()).isFalse();

            answer.countDown();
            assertThat(refreshing.get()).hasSize(1);
        } finally {
            launches.shutdownNow();
        }
    }

    @Test
    void asksAnewWhenTheRegistrationGetsAnotherAddress() {
        try (ScriptedServer other = new ScriptedServer()) {
            lms.answers(200, set(FIRST));
            other.answers(200, set(SECOND));
            keys.find(platform, "first");

            assertThat(keys.find(PlatformForTests.at(other.url(""), platform.id()), "second"))
                    .hasSize(1);
        }
    }

    @Test
    void keepsThePlatformsApart() {
        try (ScriptedServer other = new ScriptedServer()) {
            lms.answers(200, set(FIRST));
            other.answers(200, set(SECOND));
            keys.find(platform, "first");

            assertThat(keys.find(PlatformForTests.at(other.url("")), "first")).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String set(RSAKey... keys) {
        return new JWKSet(List.<JWK>of(keys)).toString();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
