/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import khue.xapi.http.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final MovableClock clock = new MovableClock();
    private HttpServer provider;
    private String issuer;
    private String saysIssuer;
    private String keySet;
    private int status = 200;
    private IssuerKeys keys;

    @BeforeEach
    void start() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + provider.getAddress().getPort() + "/realm";
        saysIssuer = issuer;
        keySet = keySet("one");
        provider.createContext("/realm/.well-known/openid-configuration", exchange -> {
            asked.incrementAndGet();
            answer(exchange, "{\"issuer\":\"" + saysIssuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}");
        });
        provider.createContext("/realm/keys", exchange -> answer(exchange, keySet));
        provider.start();
        keys = new IssuerKeys(issuer, clock);
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void asksOnceForManyTokens() {
        assertThat(keys.find("one")).hasSize(1);
        assertThat(keys.find("one")).hasSize(1);

        assertThat(asked).hasValue(1);
    }

    @Test
    void findsANewKeyOfTheIssuerAfterAPause() throws Exception {
        keys.find("one");
        keySet = keySet("two");

        assertThat(keys.find("two")).isEmpty();
        clock.pass(IssuerKeys.PAUSE);
        assertThat(keys.find("two")).hasSize(1);
    }

    @Test
    void asksOnceInAPauseHoweverManyUnknownKeysAreNamed() {
        keys.find("one");
        clock.pass(IssuerKeys.PAUSE);
        for (int i = 0; i < 100; i++) {
            assertThat(keys.find("unknown " + i)).isEmpty();
        }

        assertThat(asked).hasValue(2);
    }

    @Test
    void goesOnForADayWhileTheIssuerDoesNotAnswer() {
        keys.find("one");
        status = 500;

        clock.pass(IssuerKeys.USABLE.minusSeconds(1));
        assertThat(keys.find("one")).hasSize(1);
        clock.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> keys.find("one"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.status()).isEqualTo(503));
    }

    @Test
    void cannotTellWhileTheIssuerHasNeverAnswered() {
        status = 503;

        assertThatThrownBy(() -> keys.find("one")).hasMessageContaining("token-issuer-unreachable");

        status = 200;
        clock.pass(IssuerKeys.PAUSE);
        assertThat(keys.find("one")).hasSize(1);
    }

    @Test
    void believesNoConfigurationOfAnotherIssuer() {
        saysIssuer = "https://other.example.vn";

        assertThatThrownBy(() -> keys.find("one")).isInstanceOf(Failure.class);
    }

    @Test
    void readsNoEndlessAnswer() {
        keySet = " ".repeat(2 * 1024 * 1024) + keySet;

        assertThatThrownBy(() -> keys.find("one")).isInstanceOf(Failure.class);
    }

    @Test
    void takesNothingThatIsNoKeySet() {
        keySet = "<html>";

        assertThatThrownBy(() -> keys.find("one")).isInstanceOf(Failure.class);
    }

    private static String keySet(String id) throws Exception {
        return "{\"keys\":["
                + new ECKeyGenerator(Curve.P_256).keyID(id).generate().toPublicJWK() + "]}";
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-11-22T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
