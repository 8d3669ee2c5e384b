/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.MovableClock;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {

    private static final Set<String> SCOPES = Set.of("https://example.org/b", "https://example.org/a");

    private final ScriptedServer lms = new ScriptedServer();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T03:00:00Z"));
    private final Platform platform = PlatformForTests.at(lms.url(""));
    private final List<Map<String, Object>> signed = new ArrayList<>();
    private final AccessTokens tokens = new AccessTokens(ScriptedServer::send, this::sign, clock);

    @AfterEach
    void stop() {
        lms.close();
    }

    @Test
    void asksWithASignedAssertion() {
        lms.answers(200, token("t-1", "3600"));

        assertThat(tokens.bearer(platform, SCOPES)).isEqualTo("t-1");

        assertThat(lms.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.pathAndQuery()).isEqualTo("/token");
            assertThat(asked.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
            assertThat(asked.body())
                    .isEqualTo("grant_type=client_credentials"
                            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                            + "&client_assertion=signed-1"
                            + "&scope=https%3A%2F%2Fexample.org%2Fa+https%3A%2F%2Fexample.org%2Fb");
        });
        assertThat(signed)
                .singleElement()
                .satisfies(claims -> assertThat(claims)
                        .containsEntry("aud", lms.url("/token").toString())
                        .containsEntry("iss", "client-1"));
    }

    @Test
    void keepsATokenUntilShortlyBeforeItsEnd() {
        lms.answers(200, token("t-1", "3600")).answers(200, token("t-2", "3600"));

        tokens.bearer(platform, SCOPES);
        clock.passes(Duration.ofSeconds(3_569));
        assertThat(tokens.bearer(platform, SCOPES)).isEqualTo("t-1");
        clock.passes(Duration.ofSeconds(1));
        assertThat(tokens.bearer(platform, SCOPES)).isEqualTo("t-2");
    }

    @Test
    void keepsATokenForItsScopesOnly() {
        lms.answers(200, token("t-1", "3600")).answers(200, token("t-2", "3600"));

        tokens.bearer(platform, SCOPES);

        assertThat(tokens.bearer(platform, Set.of("https://example.org/a"))).isEqualTo("t-2");
    }

    @Test
    @Case(value = 75, outcome = "passes")
    void readsALifetimeThatIsAText() {
        lms.answers(200, token("t-1", "\"3600\""));

        tokens.bearer(platform, SCOPES);
        tokens.bearer(platform, SCOPES);

        assertThat(lms.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "30", "\"soon\"", "null"})
    @Case(value = 75, outcome = "used once")
    void usesATokenOnceThatHasNoTimeLeft(String expiresIn) {
        lms.answers(200, token("t-1", expiresIn)).answers(200, token("t-2", expiresIn));

        assertThat(tokens.bearer(platform, SCOPES)).isEqualTo("t-1");
        assertThat(tokens.bearer(platform, SCOPES)).isEqualTo("t-2");
    }

    @Test
    @Case(value = 76, outcome = "never")
    void neverUsesAnAssertionTwice() {
        lms.answers(200, token("t-1", "0")).answers(200, token("t-2", "0"));

        tokens.bearer(platform, SCOPES);
        tokens.bearer(platform, SCOPES);

        assertThat(signed)
                .extracting(claims -> claims.get("jti"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    /** RFC 6749, §5.1: what was asked for was granted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"scope\":\"\"",
                ",\"scope\":\"https://example.org/a https://example.org/b https://example.org/c\""
            })
    void takesATokenForAllThatWasAskedFor(String scope) {
        lms.answers(200, "{\"access_token\":\"t-1\",\"expires_in\":3600" + scope + "}");

        assertThat(tokens.bearer(platform, SCOPES)).isEqualTo("t-1");
    }

    @Test
    @Case(value = 76, outcome = "never")
    void saysForMinutesOnlyWhoItIs() {
        lms.answers(200, token("t-1", "3600"));

        tokens.bearer(platform, SCOPES);

        long issued = ((Number) signed.get(0).get("iat")).longValue();
        long expires = ((Number) signed.get(0).get("exp")).longValue();
        assertThat(issued).isLessThan(clock.instant().getEpochSecond());
        assertThat(expires - issued).isBetween(30L, 300L);
    }

    @Test
    void asksAnewWhenAServiceRefusedTheToken() {
        lms.answers(200, token("t-1", "3600")).answers(200, token("t-2", "3600"));
        tokens.bearer(platform, SCOPES);

        tokens.forget(platform, SCOPES);

        assertThat(tokens.bearer(platform, SCOPES)).isEqualTo("t-2");
    }

    @Test
    @Case(value = 74, outcome = "refused")
    void refusesATokenForLess() {
        lms.answers(200, """
                {"access_token":"t-1","token_type":"Bearer","expires_in":3600,"scope":"https://example.org/a"}""");

        assertThatThrownBy(() -> tokens.bearer(platform, SCOPES)).isInstanceOf(TokenRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"a\\r\\nX: y\"}"
            })
    void refusesWhatIsNoToken(String body) {
        lms.answers(200, body);

        assertThatThrownBy(() -> tokens.bearer(platform, SCOPES)).isInstanceOf(TokenRefused.class);
    }

    @Test
    @Case(value = 73, outcome = "waits as long as it was asked to")
    void saysHowLongThePlatformWantsUsToWait() {
        lms.answers(429, "", Map.of("Retry-After", "120"));

        assertThatThrownBy(() -> tokens.bearer(platform, SCOPES))
                .isInstanceOfSatisfying(TokenRefused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.isTransient()).isTrue();
                    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(120));
                });
    }

    @Test
    @Case(value = 73, outcome = "waits as long as it was asked to")
    void readsADateToWaitFor() {
        lms.answers(503, "", Map.of("Retry-After", "Sun, 22 Nov 2026 03:02:00 GMT"));

        assertThatThrownBy(() -> tokens.bearer(platform, SCOPES))
                .isInstanceOfSatisfying(
                        TokenRefused.class,
                        refused -> assertThat(refused.retryAfter()).contains(Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    @Case(value = 73, outcome = "given up")
    void doesNotHopeThatARefusalPasses(int status) {
        lms.answers(status, "{\"error\":\"invalid_client\"}");

        assertThatThrownBy(() -> tokens.bearer(platform, SCOPES))
                .isInstanceOfSatisfying(TokenRefused.class, refused -> {
                    assertThat(refused.isTransient()).isFalse();
                    assertThat(refused).hasMessageContaining("invalid_client");
                });
    }

    private String sign(Map<String, Object> claims) {
        signed.add(claims);
        return "signed-" + signed.size();
    }

    private static String token(String token, String expiresIn) {
        return "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":" + expiresIn + "}";
    }
}
