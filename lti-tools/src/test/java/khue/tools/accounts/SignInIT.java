/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import khue.tools.testing.ServerForTests;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles, given passwords, the second factor and the sign-in of another system, as browsers meet them. */
@ArquillianTest
@RunAsClient
class SignInIT {

    private static final Pattern ID = Pattern.compile("/admin/accounts/([0-9a-f-]{36})\"");
    private static final Pattern MADE_PASSWORD = Pattern.compile("id=\"made-password\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("<li><code>([^<]+)</code></li>");

    @ArquillianResource
    private URL deployed;

    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final String email = name + "@school.edu.vn";
    private final String password = "chosen by " + name;

    private String base;
    private PageBrowser admin;
    private OpenIdServer provider;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void begins() {
        base = "http://localhost:" + deployed.getPort();
        admin = PageBrowser.administrator(base, "en");
        provider = new OpenIdServer(
                Integer.getInteger(ServerForTests.PROVIDER_PORT), base + "/tools/signin/oidc/callback");
    }

    @AfterEach
    void ends() {
        provider.close();
    }

    @Test
    void aGivenPasswordServesToChooseAnotherOneAndForNothingElse() {
        String given = create("EVALUATOR");
        PageBrowser owner = new PageBrowser(base).speaking("en");

        HttpResponse<String> asked = owner.signIn(name, given);
        assertThat(owner.location(asked)).isEqualTo("/tools/signin/password");
        assertThat(owner.hasVisit()).isFalse();
        assertThat(owner.get("/tools/evaluation").statusCode()).isEqualTo(303);

        assertThat(owner.post("/tools/signin/password", Map.of("new", given, "again", given))
                        .body())
                .contains("another password than the one you were given");
        assertThat(owner.post("/tools/signin/password", Map.of("new", "short", "again", "short"))
                        .statusCode())
                .isEqualTo(400);
        owner.post("/tools/signin/password", Map.of("new", password, "again", password));

        assertThat(owner.hasVisit()).isTrue();
        assertThat(new PageBrowser(base).signIn(name, given).statusCode()).isEqualTo(401);
    }

    @Test
    void aReaderLooksAndChangesNothing() {
        PageBrowser reader = signedIn("READER");

        assertThat(reader.location(reader.get("/tools/"))).endsWith("/tools/reports");
        for (String page : List.of("", "/platforms", "/launches", "/deliveries")) {
            HttpResponse<String> shown = reader.get("/tools/admin" + page);
            assertThat(shown.statusCode()).as(page).isEqualTo(200);
            assertThat(shown.body()).as(page).doesNotContain("??").doesNotContain("/admin/accounts");
        }
        for (String page : List.of("/platforms/new", "/keys", "/keys/new", "/accounts", "/changes")) {
            assertThat(reader.get("/tools/admin" + page).statusCode()).as(page).isEqualTo(403);
        }
        for (String change : List.of(
                "/platforms/new",
                "/platforms/" + UUID.randomUUID() + "/activate",
                "/deliveries/" + UUID.randomUUID() + "/retry",
                "/accounts",
                "/keys/new")) {
            HttpResponse<String> refused = reader.post("/tools/admin" + change);
            assertThat(refused.statusCode()).as(change).isEqualTo(403);
            assertThat(refused.body()).as(change).contains("KHUE-NOT-FOR-YOU");
        }
        // What is released to readers is the signed report; these are figures as they are at this moment.
        for (String page :
                List.of("", "/indicators", "/indicators/F1", "/board", "/board/coverage", "/board/ecosystem")) {
            assertThat(reader.get("/tools/evaluation" + page).statusCode())
                    .as(page)
                    .isEqualTo(403);
        }
    }

    @Test
    void anotherRoleEndsWhatTheOldOneMayDoAtOnce() {
        PageBrowser other = signedIn("ADMINISTRATOR");
        assertThat(other.get("/tools/admin/accounts").statusCode()).isEqualTo(200);

        admin.post("/tools/admin/accounts/" + id(), Map.of("role", "READER", "email", ""));

        assertThat(other.get("/tools/admin/accounts").statusCode()).isEqualTo(303);
        assertThat(admin.get("/tools/admin/changes?action=ACCOUNT_CHANGED").body())
                .contains(name)
                .contains(">Administrator</del>", ">Reader</ins>")
                .contains(">" + email + "</del>");
    }

    @Test
    void theLastAdministratorStaysOne() {
        String self = idOf("admin");

        HttpResponse<String> answer =
                admin.post("/tools/admin/accounts/" + self, Map.of("role", "READER", "email", ""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("last active administrator");
        assertThat(admin.get("/tools/admin/accounts").statusCode()).isEqualTo(200);
    }

    @Test
    void givesNoAddressToTwoAccountsAndTakesNoGarbageForOne() {
        create("READER");
        HttpResponse<String> again = admin.post(
                "/tools/admin/accounts", Map.of("name", name + "b", "role", "READER", "email", email.toUpperCase()));
        HttpResponse<String> garbage =
                admin.post("/tools/admin/accounts", Map.of("name", name + "c", "role", "READER", "email", "lan anh@x"));

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("Another account has this address");
        assertThat(garbage.statusCode()).isEqualTo(400);
    }

    @Test
    void asksForACodeOnceTheSecondFactorIsOnAndTakesEachCodeOnce() {
        PageBrowser owner = signedIn("EVALUATOR");
        Totp app = offered(owner);
        assertThat(owner.post("/tools/account/second-factor/confirm", Map.of("code", "000000"))
                        .statusCode())
                .isEqualTo(400);
        String first = app.codeOf(Totp.stepAt(Instant.now()) - 1);
        List<String> recovery = codes(owner.post("/tools/account/second-factor/confirm", Map.of("code", first)));
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();

        PageBrowser again = new PageBrowser(base).speaking("en");
        HttpResponse<String> asked = again.signIn(name, password);
        assertThat(again.location(asked)).isEqualTo("/tools/signin/code");
        assertThat(again.hasVisit()).isFalse();
        assertThat(again.post("/tools/signin/code", Map.of("code", first)).statusCode())
                .as("the code that confirmed")
                .isEqualTo(401);
        String second = app.codeOf(Totp.stepAt(Instant.now()));
        assertThat(again.post("/tools/signin/code", Map.of("code", second)).statusCode())
                .isEqualTo(303);
        assertThat(again.hasVisit()).isTrue();

        PageBrowser replayer = new PageBrowser(base).speaking("en");
        replayer.signIn(name, password);
        assertThat(replayer.post("/tools/signin/code", Map.of("code", second)).statusCode())
                .as("a code a second time")
                .isEqualTo(401);
        assertThat(replayer.post("/tools/signin/code", Map.of("code", recovery.get(0)))
                        .statusCode())
                .as("a recovery code")
                .isEqualTo(303);

        PageBrowser secondReplayer = new PageBrowser(base);
        secondReplayer.signIn(name, password);
        assertThat(secondReplayer
                        .post("/tools/signin/code", Map.of("code", recovery.get(0)))
                        .statusCode())
                .as("a recovery code a second time")
                .isEqualTo(401);
        assertThat(again.get("/tools/account/second-factor").body()).contains("9 recovery codes left");
    }

    @Test
    void makesAGuesserOfCodesWait() {
        PageBrowser owner = signedIn("READER");
        Totp app = offered(owner);
        owner.post("/tools/account/second-factor/confirm", Map.of("code", app.codeOf(Totp.stepAt(Instant.now()))));
        PageBrowser guesser = new PageBrowser(base).speaking("en");
        guesser.signIn(name, password);

        for (int guess = 0; guess < SignInThrottle.FREE_FOR_ACCOUNT; guess++) {
            guesser.post("/tools/signin/code", Map.of("code", "00000" + guess));
        }
        HttpResponse<String> right =
                guesser.post("/tools/signin/code", Map.of("code", app.codeOf(Totp.stepAt(Instant.now()) + 1)));

        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(guesser.hasVisit()).isFalse();
    }

    @Test
    void turnsTheSecondFactorOffByACodeOnlyAndAnAdministratorForWhoeverLostIt() {
        PageBrowser owner = signedIn("READER");
        Totp app = offered(owner);
        List<String> recovery = codes(owner.post(
                "/tools/account/second-factor/confirm", Map.of("code", app.codeOf(Totp.stepAt(Instant.now())))));

        assertThat(owner.post("/tools/account/second-factor/off", Map.of("code", "123456"))
                        .statusCode())
                .isEqualTo(400);
        List<String> renewed = codes(owner.post("/tools/account/second-factor/codes", Map.of("code", recovery.get(0))));
        assertThat(renewed).hasSize(10).doesNotContainAnyElementsOf(recovery);
        assertThat(owner.post("/tools/account/second-factor/off", Map.of("code", recovery.get(1)))
                        .statusCode())
                .isEqualTo(400);

        admin.post("/tools/admin/accounts/" + id() + "/second-factor");
        PageBrowser again = new PageBrowser(base).speaking("en");
        again.signIn(name, password);
        assertThat(again.hasVisit()).isTrue();
        assertThat(owner.get("/tools/account").statusCode()).as("the old visit").isEqualTo(303);
        assertThat(admin.get("/tools/admin/changes?subject=" + id()).body())
                .contains("Second factor turned on", "New recovery codes", "Second factor turned off");
    }

    @Test
    void letsAnAccountInWhoseAddressTheProviderHasVerifiedAndKnowsThePersonFromThenOn() {
        create("EVALUATOR");
        provider.isVisitedBy("subject of " + name, email.toUpperCase(), true);
        PageBrowser first = new PageBrowser(base).speaking("en");
        assertThat(first.location(throughTheProvider(first, "/tools/evaluation")))
                .isEqualTo("/tools/evaluation");
        assertThat(first.hasVisit()).isTrue();

        provider.isVisitedBy("subject of " + name, "another@elsewhere.vn", false);
        PageBrowser later = new PageBrowser(base);
        throughTheProvider(later, "");
        assertThat(later.hasVisit()).isTrue();

        provider.isVisitedBy("somebody else", email, true);
        PageBrowser impostor = new PageBrowser(base).speaking("en");
        assertThat(throughTheProvider(impostor, "").body()).contains("KHUE-SIGN-IN-NOBODY");
        assertThat(impostor.hasVisit()).isFalse();
    }

    @Test
    void letsNobodyInWithoutAnAccountOrWithAnAddressThatIsNotVerified() {
        create("READER");
        provider.isVisitedBy("x" + name, email, false);
        assertThat(throughTheProvider(new PageBrowser(base), "").statusCode()).isEqualTo(403);

        provider.isVisitedBy("y" + name, "nobody-" + email, true);
        PageBrowser stranger = new PageBrowser(base).speaking("en");
        HttpResponse<String> answer = throughTheProvider(stranger, "");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("KHUE-SIGN-IN-NOBODY");
        assertThat(stranger.hasVisit()).isFalse();
    }

    @Test
    void opensNoAdministratorsAccountByAnAddressButByALinkThatItsOwnerMade() {
        PageBrowser owner = signedIn("ADMINISTRATOR");
        provider.isVisitedBy("boss " + name, email, true);
        PageBrowser other = new PageBrowser(base).speaking("en");
        assertThat(throughTheProvider(other, "").body()).contains("KHUE-SIGN-IN-ADMINISTRATOR");
        assertThat(other.hasVisit()).isFalse();

        HttpResponse<String> away = owner.post("/tools/account/oidc");
        assertThat(owner.location(comeBack(owner, away))).startsWith("/tools/account?done=accounts.linked");
        PageBrowser linked = new PageBrowser(base);
        throughTheProvider(linked, "");
        assertThat(linked.hasVisit()).isTrue();
        assertThat(linked.get("/tools/admin/accounts").statusCode()).isEqualTo(200);
    }

    @Test
    void asksForTheSecondFactorAfterTheProviderToo() {
        PageBrowser owner = signedIn("READER");
        Totp app = offered(owner);
        owner.post("/tools/account/second-factor/confirm", Map.of("code", app.codeOf(Totp.stepAt(Instant.now()) - 1)));
        provider.isVisitedBy("two steps " + name, email, true);
        PageBrowser browser = new PageBrowser(base);

        assertThat(browser.location(throughTheProvider(browser, ""))).isEqualTo("/tools/signin/code");
        assertThat(browser.hasVisit()).isFalse();
        browser.post("/tools/signin/code", Map.of("code", app.codeOf(Totp.stepAt(Instant.now()))));
        assertThat(browser.hasVisit()).isTrue();
    }

    @Test
    void takesNoAnswerThatAnotherBrowserAskedFor() {
        create("READER");
        provider.isVisitedBy("z" + name, email, true);
        PageBrowser attacker = new PageBrowser(base);
        String answer = addressOfTheAnswer(attacker.post("/tools/signin/oidc"));
        PageBrowser victim = new PageBrowser(base).speaking("en");

        assertThat(victim.get(answer).body()).contains("KHUE-SIGN-IN-STATE");
        victim.post("/tools/signin/oidc");
        assertThat(victim.get(answer).statusCode())
                .as("with a sign-in of its own")
                .isEqualTo(403);
        assertThat(victim.hasVisit()).isFalse();
        assertThat(attacker.get(answer).statusCode()).isEqualTo(303);
        assertThat(attacker.get(answer).statusCode()).as("a second time").isEqualTo(403);
    }

    @Test
    void takesNoAnswerThatNamesAnotherProvider() {
        create("READER");
        provider.isVisitedBy("w" + name, email, true);
        PageBrowser browser = new PageBrowser(base).speaking("en");
        String answer = addressOfTheAnswer(browser.post("/tools/signin/oidc"));

        assertThat(browser.get(answer.replaceFirst("iss=[^&]+", "iss=https%3A%2F%2Fevil.example"))
                        .body())
                .contains("KHUE-SIGN-IN-STATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "iss", "aud"})
    void believesNoTokenThatIsNotForThisSignIn(String claim) {
        create("READER");
        provider.isVisitedBy("v" + name, email, true);
        provider.tampersWith(claims -> claims.claim(claim, "another"));
        PageBrowser browser = new PageBrowser(base).speaking("en");

        assertThat(throughTheProvider(browser, "").body()).contains("KHUE-SIGN-IN-TOKEN");
        assertThat(browser.hasVisit()).isFalse();
    }

    @Test
    void saysWhatToDoWhenTheProviderSaysNoOrIsAway() {
        provider.refuses("access_denied");
        PageBrowser browser = new PageBrowser(base).speaking("en");
        assertThat(throughTheProvider(browser, "").body()).contains("KHUE-SIGN-IN-PROVIDER");

        provider.isVisitedBy("u" + name, email, true);
        String answer = addressOfTheAnswer(browser.post("/tools/signin/oidc"));
        provider.close();
        HttpResponse<String> away = browser.get(answer);
        assertThat(away.statusCode()).isEqualTo(502);
        assertThat(away.body()).contains("KHUE-SIGN-IN-UNREACHABLE").doesNotContain("??");
    }

    private HttpResponse<String> throughTheProvider(PageBrowser browser, String to) {
        return comeBack(browser, browser.post("/tools/signin/oidc", Map.of("to", to)));
    }

    private static HttpResponse<String> comeBack(PageBrowser browser, HttpResponse<String> away) {
        return browser.get(addressOfTheAnswer(away));
    }

    /** Where the provider sends the browser that it was sent. */
    private static String addressOfTheAnswer(HttpResponse<String> away) {
        assertThat(away.statusCode()).isEqualTo(303);
        PageBrowser atTheProvider = new PageBrowser("");
        HttpResponse<String> answered =
                atTheProvider.get(away.headers().firstValue("Location").orElseThrow());
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(302);
        return answered.headers().firstValue("Location").orElseThrow();
    }

    private static Totp offered(PageBrowser owner) {
        owner.get("/tools/account/second-factor");
        return AuthenticatorApp.with(owner.post("/tools/account/second-factor/offer"));
    }

    private static List<String> codes(HttpResponse<String> page) {
        return new ArrayList<>(CODE.matcher(page.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList());
    }

    private PageBrowser signedIn(String role) {
        String given = create(role);
        PageBrowser owner = new PageBrowser(base).speaking("en");
        owner.signIn(name, given);
        owner.post("/tools/signin/password", Map.of("new", password, "again", password));
        assertThat(owner.hasVisit()).isTrue();
        return owner;
    }

    private String create(String role) {
        HttpResponse<String> made =
                admin.post("/tools/admin/accounts", Map.of("name", name, "role", role, "email", email));
        Matcher given = MADE_PASSWORD.matcher(made.body());
        assertThat(given.find()).isTrue();
        return given.group(1);
    }

    private String id() {
        return idOf(name);
    }

    private String idOf(String account) {
        String list = admin.get("/tools/admin/accounts").body();
        Matcher id = ID.matcher(list.substring(0, list.indexOf(">" + account + "<")));
        String last = "";
        while (id.find()) {
            last = id.group(1);
        }
        return last;
    }
}
