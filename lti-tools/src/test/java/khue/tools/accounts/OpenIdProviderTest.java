/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.settings.Settings;
import khue.tools.testing.MovableClock;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we ask the provider for, and every way in which it may not be what the settings say. */
class OpenIdProviderTest {

    private final ScriptedServer server = new ScriptedServer();
    private final String issuer = server.url("").toString();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T01:00:00Z"));
    private final OpenIdAttempt attempt = OpenIdAttempt.begin(new SecureRandom(), Optional.empty(), "/tools/admin");
    private final OpenIdProvider provider =
            new OpenIdProvider(settings(issuer), ScriptedServer::send, url -> "http".equals(url.getScheme()), clock);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sendsTheBrowserWithStateNonceAndTheHashOfTheVerifier() throws Exception {
        server.answers(200, metadata(""));

        URI request = provider.authorizationRequest(attempt);

        assertThat(request.toString()).startsWith(issuer + "/authorize?");
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(attempt.verifier().getBytes(StandardCharsets.US_ASCII));
        assertThat(query(request))
                .containsEntry("response_type", "code")
                .containsEntry("scope", "openid email")
                .containsEntry("client_id", "khue & co")
                .containsEntry("redirect_uri", "https://khue.example/tools/signin/oidc/callback")
                .containsEntry("state", attempt.state())
                .containsEntry("nonce", attempt.nonce())
                .containsEntry("code_challenge_method", "S256")
                .containsEntry(
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        assertThat(request.toString()).doesNotContain(attempt.verifier());
    }

    @Test
    void asksForItsMetadataOnceInTenMinutes() {
        server.answers(200, metadata("")).answers(200, metadata(""));

        provider.authorizationRequest(attempt);
        clock.passes(Duration.ofMinutes(9));
        provider.authorizationRequest(attempt);
        assertThat(server.asked()).hasSize(1);
        clock.passes(Duration.ofMinutes(1));
        provider.authorizationRequest(attempt);

        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().get(0).pathAndQuery()).isEqualTo("/.well-known/openid-configuration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "<html>",
                "{\"issuer\":\"https://evil.example\"}",
                "{\"issuer\":\"ISSUER\"}",
                "{\"issuer\":\"ISSUER\",\"authorization_endpoint\":\"ftp://x/a\",\"token_endpoint\":\"ISSUER/t\",\"jwks_uri\":\"ISSUER/k\"}",
                "{\"issuer\":\"ISSUER\",\"authorization_endpoint\":\"ISSUER/a\",\"token_endpoint\":\"no address\",\"jwks_uri\":\"ISSUER/k\"}",
                "{\"issuer\":\"ISSUER\",\"authorization_endpoint\":\"ISSUER/a\",\"token_endpoint\":\"ISSUER/t\",\"jwks_uri\":\"ISSUER/k\","
                        + "\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\"]}",
            })
    void usesNoProviderThatIsNotWhatTheSettingsSay(String metadata) {
        server.answers(200, metadata.replace("ISSUER", issuer));

        assertThat(catchThrowableOfType(OpenIdRefused.class, () -> provider.authorizationRequest(attempt))
                        .reason())
                .isEqualTo(OpenIdRefused.Reason.UNREACHABLE);
    }

    @Test
    void showsItsSecretToTheTokenEndpointAsTheProviderWantsIt() {
        server.answers(200, metadata("")).answers(400, "{\"error\":\"invalid_grant\"}");
        redeem(provider, "c0de");

        assertThat(server.asked().get(1).header("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder()
                                .encodeToString("khue+%26+co:s3cret%3A%25".getBytes(StandardCharsets.UTF_8)));
        assertThat(server.asked().get(1).body())
                .contains("grant_type=authorization_code", "code=c0de", "code_verifier=" + attempt.verifier())
                .doesNotContain("s3cret");
    }

    @Test
    void sendsTheSecretInTheFormWhereTheProviderTakesItThereOnly() {
        server.answers(200, metadata(",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]"))
                .answers(400, "{\"error\":\"invalid_grant\"}");
        redeem(provider, "c0de");

        assertThat(server.asked().get(1).header("Authorization")).isEmpty();
        assertThat(server.asked().get(1).body()).contains("client_secret=s3cret%3A%25", "client_id=khue+%26+co");
    }

    @Test
    void tellsAnOldCodeFromAProviderThatFails() {
        server.answers(200, metadata(""))
                .answers(400, "{\"error\":\"invalid_grant\"}")
                .answers(401, "{\"error\":\"invalid_client\"}")
                .answers(200, "{}");

        assertThat(redeem(provider, "old").reason()).isEqualTo(OpenIdRefused.Reason.STATE);
        assertThat(redeem(provider, "x").reason()).isEqualTo(OpenIdRefused.Reason.UNREACHABLE);
        assertThat(redeem(provider, "x").reason()).isEqualTo(OpenIdRefused.Reason.TOKEN);
    }

    @Test
    void readsBackWhatItGaveTheBrowserAndNothingElse() {
        OpenIdAttempt linking = OpenIdAttempt.begin(new SecureRandom(), Optional.of(UUID.randomUUID()), "");

        assertThat(OpenIdAttempt.read(attempt.cookie())).contains(attempt);
        assertThat(OpenIdAttempt.read(linking.cookie())).contains(linking);
        assertThat(OpenIdAttempt.read("")).isEmpty();
        assertThat(OpenIdAttempt.read(attempt.cookie().substring(1))).isEmpty();
        assertThat(OpenIdAttempt.read(attempt.cookie() + ".x")).isEmpty();
        assertThat(OpenIdAttempt.read(linking.cookie() + "x")).as("no base64").isEmpty();
        assertThat(OpenIdAttempt.read(
                        linking.cookie().replace(linking.linking().orElseThrow().toString(), "-".repeat(36))))
                .as("no id")
                .isEmpty();
        assertThat(attempt.isAnsweredBy(attempt.state())).isTrue();
        assertThat(attempt.isAnsweredBy(linking.state())).isFalse();
        assertThat(attempt.isAnsweredBy(null)).isFalse();
        assertThat(attempt.toString()).isEqualTo("OpenIdAttempt");
    }

    private static Settings settings(String issuer) {
        return new Settings(null) {
            @Override
            public URI baseUrl() {
                return URI.create("https://khue.example");
            }

            @Override
            public Optional<String> oidcIssuer() {
                return Optional.of(issuer);
            }

            @Override
            public String oidcClientId() {
                return "khue & co";
            }

            @Override
            public String oidcClientSecret() {
                return "s3cret:%";
            }
        };
    }

    private OpenIdRefused redeem(OpenIdProvider from, String code) {
        return catchThrowableOfType(OpenIdRefused.class, () -> from.redeem(code, "", attempt));
    }

    private String metadata(String more) {
        return "{\"issuer\":\"" + issuer + "\",\"authorization_endpoint\":\"" + issuer + "/authorize\","
                + "\"token_endpoint\":\"" + issuer + "/token\",\"jwks_uri\":\"" + issuer + "/keys\"" + more + "}";
    }

    private static Map<String, String> query(URI url) {
        Map<String, String> fields = new HashMap<>();
        Arrays.stream(url.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return fields;
    }
}
