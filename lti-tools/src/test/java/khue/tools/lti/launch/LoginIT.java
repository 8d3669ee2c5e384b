/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Login initiations over HTTP: one that is right, and others that are wrong in one point. None sends a browser anywhere. */
@ArquillianTest
class LoginIT extends WithAnLms {

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    @Case(value = 91, outcome = "each cookie has all of them")
    void sendsTheBrowserToTheLms() throws Exception {
        HttpResponse<String> answer = initiate(Map.of());

        assertThat(location(answer)).startsWith(lms.issuer() + "/auth?");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("khue-login-")
                .contains("; Secure", "; HttpOnly", "; SameSite=None", "; Partitioned", "; Path=/");
    }

    @Test
    @Case(value = 1, refused = LaunchReason.LOGIN_PARAMETER_MISSING)
    void refusesALoginOfNobody() throws Exception {
        refused(initiate(Map.of("iss", "")), 400, LaunchReason.LOGIN_PARAMETER_MISSING);
    }

    @Test
    @Case(value = 2, refused = LaunchReason.PLATFORM_UNKNOWN)
    void refusesAnIssuerThatNobodyKnows() throws Exception {
        refused(initiate(Map.of("iss", "https://unknown.example")), 403, LaunchReason.PLATFORM_UNKNOWN);
    }

    @Test
    @Case(value = 3, refused = LaunchReason.PLATFORM_UNKNOWN)
    void refusesAClientIdThatNobodyKnows() throws Exception {
        refused(initiate(Map.of("client_id", "another")), 403, LaunchReason.PLATFORM_UNKNOWN);
    }

    @Test
    @Case(value = 4, refused = LaunchReason.PLATFORM_AMBIGUOUS)
    void refusesToGuessWhichOfTwoTenantsIsMeant() throws Exception {
        try (LmsOfTheTest tenant = new LmsOfTheTest()) {
            platforms.activate(
                    platforms.add(tenant.asTenantOf(lms)).orElseThrow().id(), Optional.empty());

            refused(initiate(Map.of("client_id", "")), 403, LaunchReason.PLATFORM_AMBIGUOUS);
            assertThat(initiate(Map.of("client_id", tenant.clientId())).statusCode())
                    .isEqualTo(302);
        }
    }

    @Test
    @Case(value = 5, refused = LaunchReason.LOGIN_PARAMETER_MISSING)
    void refusesALoginWithoutAHint() throws Exception {
        refused(initiate(Map.of("login_hint", "")), 400, LaunchReason.LOGIN_PARAMETER_MISSING);
    }

    @Test
    @Case(value = 6, refused = LaunchReason.TARGET_FOREIGN)
    void refusesATargetOnAnotherHost() throws Exception {
        for (String target : List.of("https://evil.example/tools/lti/launch", our("@evil.example/"))) {
            refused(initiate(Map.of("target_link_uri", target)), 403, LaunchReason.TARGET_FOREIGN);
        }
    }

    @Test
    @Case(value = 7, refused = LaunchReason.TARGET_FOREIGN)
    void refusesATargetThatIsAScript() throws Exception {
        for (String target : List.of("javascript:alert(1)", "data:text/html,<script>alert(1)</script>")) {
            refused(initiate(Map.of("target_link_uri", target)), 403, LaunchReason.TARGET_FOREIGN);
        }
    }

    @Test
    @Case(value = 8, refused = LaunchReason.PLATFORM_UNKNOWN)
    void comparesIssuersLetterByLetter() throws Exception {
        for (String issuer : List.of(lms.issuer() + "/", lms.issuer().toUpperCase(Locale.ROOT))) {
            refused(initiate(Map.of("iss", issuer)), 403, LaunchReason.PLATFORM_UNKNOWN);
        }
    }

    @Test
    @Case(value = 9, refused = LaunchReason.PARAMETER_REPEATED)
    void refusesAParameterThatWasSentTwice() throws Exception {
        String twice = form(initiation()) + "&login_hint=another";
        refused(post(urls.login(), "", lms.issuer(), twice), 400, LaunchReason.PARAMETER_REPEATED);

        URI alsoInTheAddress = URI.create(urls.login() + "?login_hint=another");
        refused(post(alsoInTheAddress, "", lms.issuer(), form(initiation())), 400, LaunchReason.PARAMETER_REPEATED);
    }

    @Test
    @Case(value = 10, refused = LaunchReason.PARAMETER_UNUSABLE)
    void refusesAHintThatIsTooLongOrHoldsControlCharacters() throws Exception {
        for (String hint : List.of("x".repeat(64 * 1024), "a\0b", "a\r\nSet-Cookie: b")) {
            refused(initiate(Map.of("login_hint", hint)), 400, LaunchReason.PARAMETER_UNUSABLE);
        }
    }

    /** Newer Moodle refuses an authentication request with a parameter that it does not know. */
    @Test
    @Case(value = 11, outcome = Case.PASSES)
    void passesNoParameterOnThatItDoesNotKnow() throws Exception {
        HttpResponse<String> answer = initiate(Map.of("lti1p1_oauth_consumer_key", "evil", "redirect_uri", "evil"));

        assertThat(parameters(URI.create(location(answer))))
                .containsOnlyKeys(
                        "scope",
                        "response_type",
                        "response_mode",
                        "prompt",
                        "client_id",
                        "redirect_uri",
                        "state",
                        "nonce",
                        "login_hint")
                .containsEntry("redirect_uri", urls.launch().toString());
    }
}
