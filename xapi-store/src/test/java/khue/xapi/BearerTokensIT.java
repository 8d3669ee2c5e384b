/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The store and an OpenID provider that nobody here wrote: tokens come from its token endpoint, as a client gets them. */
@ArquillianTest
class BearerTokensIT {

    private final MockOAuth2Server provider = ServerForTests.openIdProvider();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void letsAClientWithATokenWriteAndReadItsOwnStatements() throws Exception {
        String token = tokenOf("recorder", "statements/write statements/read/mine");
        String activity = "http://example.vn/bearer/" + UUID.randomUUID();

        assertThat(post(token, activity).statusCode()).isEqualTo(200);

        JsonNode found =
                json.readTree(get(token, "?activity=" + encode(activity)).body());
        assertThat(found.at("/statements/0/authority/account/homePage").textValue())
                .isEqualTo(ServerForTests.issuer());
        assertThat(found.at("/statements/0/authority/account/name").textValue()).isEqualTo("recorder");
    }

    @Test
    void showsAClientThatMayReadItsOwnOnlyNobodyElsesStatements() throws Exception {
        String activity = "http://example.vn/bearer/" + UUID.randomUUID();
        post(tokenFor("recorder", "teacher", "statements/write"), activity);

        String same = tokenFor("recorder", "teacher", "statements/read/mine");
        String otherUser = tokenFor("recorder", "other teacher", "statements/read/mine");
        String everybody = tokenFor("notebook", "evaluator", "statements/read");

        assertThat(count(same, activity)).isEqualTo(1);
        assertThat(count(otherUser, activity)).isZero();
        assertThat(count(everybody, activity)).isEqualTo(1);
    }

    @Test
    void findsAStatementByEachOfTheTwoWhoVouchForIt() throws Exception {
        String activity = "http://example.vn/bearer/" + UUID.randomUUID();
        post(tokenFor("recorder", "teacher", "statements/write"), activity);
        String everybody = tokenFor("notebook", "evaluator", "statements/read");

        for (String name : List.of("recorder", "teacher")) {
            String agent =
                    "{\"account\":{\"homePage\":\"%s\",\"name\":\"%s\"}}".formatted(ServerForTests.issuer(), name);
            String query = "?related_agents=true&agent=" + encode(agent) + "&activity=" + encode(activity);
            assertThat(json.readTree(get(everybody, query).body()).get("statements"))
                    .as(name)
                    .hasSize(1);
        }
    }

    @Test
    void saysHowToAskWhenNothingWasShown() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(statements(""))
                        .header("X-Experience-API-Version", "2.0.0")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Basic realm=\"xAPI\", charset=\"UTF-8\"", "Bearer realm=\"xAPI\"");
    }

    @Test
    void saysWhyATokenIsRefused() throws Exception {
        String expired = provider.issueToken(
                        "schools",
                        "recorder",
                        new DefaultOAuth2TokenCallback(
                                "schools", "user", "JWT", List.of("khue-lrs"), Map.of("scope", "all"), -3600))
                .serialize();

        HttpResponse<String> answer = get(expired, "?limit=1");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly(
                        "Bearer realm=\"xAPI\", error=\"invalid_token\", error_description=\"it has expired\"");
        assertThat(answer.body()).contains("token-not-accepted");
    }

    @Test
    void refusesATokenForAnotherAudienceAndOneOfAnotherIssuerOnTheSameServer() throws Exception {
        String otherAudience = provider.issueToken("schools", "user", "account", Map.of("scope", "all"))
                .serialize();
        String otherIssuer = provider.issueToken("strangers", "user", "khue-lrs", Map.of("scope", "all"))
                .serialize();

        assertThat(get(otherAudience, "?limit=1").statusCode()).isEqualTo(401);
        assertThat(get(otherIssuer, "?limit=1").statusCode()).isEqualTo(401);
    }

    @Test
    void namesTheScopeThatATokenLacks() throws Exception {
        HttpResponse<String> answer = post(tokenFor("notebook", "user", "statements/read"), "http://example.vn/a");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"xAPI\", error=\"insufficient_scope\", scope=\"statements/write\"");
    }

    @Test
    void neverLetsATokenManageKeys() throws Exception {
        String token = tokenOf("root", "all keys");

        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi/keys"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    /** As a client gets it that acts for itself. */
    private String tokenOf(String clientId, String scope) throws Exception {
        provider.enqueueCallback(new DefaultOAuth2TokenCallback(
                "schools", clientId, "JWT", List.of("khue-lrs"), Map.of("scope", scope, "client_id", clientId), 300));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(provider.tokenEndpointUrl("schools").uri())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=client_credentials&client_id=" + clientId + "&client_secret=x&scope=x"))
                        .build(),
                BodyHandlers.ofString());
        return json.readTree(answer.body()).get("access_token").textValue();
    }

    /** As a client has it after a user has signed in. */
    private String tokenFor(String clientId, String user, String scope) {
        return provider.issueToken(
                        "schools",
                        clientId,
                        new DefaultOAuth2TokenCallback(
                                "schools", user, "JWT", List.of("khue-lrs"), Map.of("scope", scope), 300))
                .serialize();
    }

    private int count(String token, String activity) throws Exception {
        return json.readTree(get(token, "?activity=" + encode(activity)).body())
                .get("statements")
                .size();
    }

    private HttpResponse<String> get(String token, String query) throws Exception {
        return client.send(request(token, query).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String token, String activity) throws Exception {
        return client.send(
                request(token, "")
                        .POST(BodyPublishers.ofString("""
                                {"actor":{"mbox":"mailto:a@example.vn"},"verb":{"id":"http://example.vn/v"},
                                 "object":{"id":"%s"}}""".formatted(activity)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String token, String query) {
        return HttpRequest.newBuilder(statements(query))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Experience-API-Version", "2.0.0");
    }

    private static URI statements(String query) {
        return URI.create(ServerForTests.address() + "/xapi/statements" + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
