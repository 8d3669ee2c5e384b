/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.PlatformRegistration;
import khue.tools.lti.protocol.Reason;
import khue.tools.lti.protocol.RegistrationReason;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.InServer;
import khue.tools.testing.ScriptedServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dynamic registrations over HTTP and on PostgreSQL: one that is right, and others that are wrong in one point. */
@ArquillianTest
class RegistrationIT extends WithAnLms {

    private ScriptedServer stranger;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void meet() {
        stranger = new ScriptedServer();
    }

    @AfterEach
    void part() {
        stranger.close();
    }

    @Test
    @Case(value = 86, refused = LaunchReason.PLATFORM_PENDING)
    void waitsForAnAdministratorBeforeAnybodyMayLaunch() throws Exception {
        String client = UUID.randomUUID().toString();

        HttpResponse<String> page = register(configuration(), 200, "{\"client_id\":\"" + client + "\"}");

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(registered(client)).get().extracting(Platform::status).isEqualTo(Platform.Status.PENDING);
        saysWhyNot(initiate(Map.of("iss", issuer(), "client_id", client)), 403, LaunchReason.PLATFORM_PENDING);
    }

    @Test
    @Case(value = 82, registrationRefused = RegistrationReason.ISSUER_FOREIGN)
    void refusesAnLmsThatSpeaksForAnother() throws Exception {
        refused(
                configuration().replaceFirst("\"issuer\":\"[^\"]*\"", "\"issuer\":\"https://lms.example.vn\""),
                RegistrationReason.ISSUER_FOREIGN);
    }

    @Test
    @Case(value = 83, registrationRefused = RegistrationReason.ENDPOINT_NOT_HTTPS)
    void refusesEndpointsThatAreNotReachedByHttps() throws Exception {
        for (String endpoint : new String[] {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
            refused(
                    configuration()
                            .replaceFirst(
                                    "\"" + endpoint + "\":\"[^\"]*\"",
                                    "\"" + endpoint + "\":\"http://lms.example.vn/x\""),
                    RegistrationReason.ENDPOINT_NOT_HTTPS);
        }
    }

    @Test
    @Case(value = 84, registrationRefused = RegistrationReason.PLATFORM_REFUSED)
    void saysThatATokenServesOnce() throws Exception {
        HttpResponse<String> page = register(configuration(), 401, "{\"error\":\"the token was used\"}");

        saysWhyNot(page, 502, RegistrationReason.PLATFORM_REFUSED);
        assertThat(page.body()).contains("the token was used");
        assertThat(platforms.ofIssuer(issuer())).isEmpty();
    }

    /** Whoever could do that would from then on say who somebody is in that LMS. */
    @Test
    @Case(value = 85, registrationRefused = RegistrationReason.PLATFORM_KNOWN)
    void takesOverNoLmsThatIsKnown() throws Exception {
        String client = UUID.randomUUID().toString();
        String answer = "{\"client_id\":\"" + client + "\"}";
        register(configuration(), 200, answer);
        PlatformRegistration agreed = registered(client).orElseThrow().registration();
        String elsewhere = configuration().replace("/keys", "/keys-of-the-attacker");

        saysWhyNot(register(elsewhere, 200, answer), 409, RegistrationReason.PLATFORM_KNOWN);

        assertThat(registered(client).orElseThrow().registration()).isEqualTo(agreed);
        assertThat(register(configuration(), 200, answer).statusCode())
                .as("the same once more changes nothing, and is no attack")
                .isEqualTo(200);
    }

    private void refused(String configuration, Reason reason) throws Exception {
        stranger.answers(200, configuration);
        HttpResponse<String> page = get(
                "/tools/lti/register?openid_configuration="
                        + URLEncoder.encode(stranger.url("/config").toString(), StandardCharsets.UTF_8),
                "");

        saysWhyNot(page, 403, reason);
        assertThat(lastEntry().issuer()).contains(stranger.url("/config").toString());
        assertThat(platforms.ofIssuer(issuer())).isEmpty();
        assertThat(stranger.asked()).noneMatch(asked -> asked.method().equals("POST"));
    }

    private HttpResponse<String> register(String configuration, int status, String answer) throws Exception {
        stranger.answers(200, configuration).answers(status, answer);
        return postFromOurPage(
                URI.create(our("/tools/lti/register")),
                "",
                Map.of("openid_configuration", stranger.url("/config").toString(), "registration_token", "a-token"));
    }

    private Optional<Platform> registered(String client) {
        return platforms.find(issuer(), client);
    }

    private String issuer() {
        return stranger.url("").toString();
    }

    private String configuration() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/auth","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",
                 "registration_endpoint":"%1$s/register"}""".formatted(issuer());
    }
}
