/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Who is let in and who is not: signing in and out, forms that are not ours, pages of another role. */
@ArquillianTest
@RunAsClient
class VisitsIT extends WithABrowser {

    private static final Pattern ACCOUNT = Pattern.compile("/admin/accounts/([0-9a-f-]{36})\"");

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void asksToSignInAndComesBackToThePageThatWasAsked() throws Exception {
        HttpResponse<String> refused = get("/tools/admin/launches?result=refused");
        assertThat(refused.statusCode()).isEqualTo(303);
        assertThat(header(refused, "Location"))
                .isEqualTo(base + "/tools/signin?to=%2Ftools%2Fadmin%2Flaunches%3Fresult%3Drefused");

        HttpResponse<String> signedIn = post(
                "/tools/signin",
                "",
                Map.of("name", "admin", "password", ADMIN_PASSWORD, "to", "/tools/admin/launches?result=refused"));
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(header(signedIn, "Location")).isEqualTo(base + "/tools/admin/launches?result=refused");
        assertThat(header(signedIn, "Set-Cookie"))
                .contains("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/");
        assertThat(get("/tools/admin/launches?result=refused", cookie(signedIn), "vi")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void sendsNobodyToAnotherSiteAfterSigningIn() throws Exception {
        HttpResponse<String> signedIn = post(
                "/tools/signin",
                "",
                Map.of("name", "admin", "password", ADMIN_PASSWORD, "to", "https://evil.example/"));

        assertThat(header(signedIn, "Location")).isEqualTo(base + "/tools/");
    }

    @Test
    void beginsAVisitWithASecretOfItsOwnAtEachSignInAndEndsTheOneBefore() throws Exception {
        String first = signIn("admin", ADMIN_PASSWORD);
        HttpResponse<String> again = post(
                "/tools/signin",
                first,
                Map.of("name", "admin", "password", ADMIN_PASSWORD, "_csrf", token("/tools/admin", first)));

        assertThat(cookie(again)).isNotEqualTo(first);
        assertThat(get("/tools/admin", first, "vi").statusCode()).isEqualTo(303);
        assertThat(get("/tools/admin", cookie(again), "vi").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAFormFromAnotherSite() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(base + "/tools/signin"))
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(Map.of("name", "admin", "password", ADMIN_PASSWORD))))
                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("KHUE-FOREIGN-FORM");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void refusesAFormWithoutTheVisitsToken() throws Exception {
        String visit = signIn("admin", ADMIN_PASSWORD);

        HttpResponse<String> none = post("/tools/signout", visit, Map.of());
        HttpResponse<String> other = post("/tools/signout", visit, Map.of("_csrf", "x".repeat(43)));

        assertThat(none.statusCode()).isEqualTo(403);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(get("/tools/admin", visit, "vi").statusCode()).isEqualTo(200);
    }

    @Test
    void signsOut() throws Exception {
        String visit = signIn("admin", ADMIN_PASSWORD);

        HttpResponse<String> answer = post("/tools/signout", visit, Map.of("_csrf", token("/tools/admin", visit)));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Set-Cookie")).contains("Max-Age=0");
        assertThat(get("/tools/admin", visit, "vi").statusCode()).isEqualTo(303);
    }

    @Test
    void doesNotTellWhetherTheNameOrThePasswordIsWrong() throws Exception {
        String unknown = newName();
        String known = newName();
        account(signIn("admin", ADMIN_PASSWORD), known, "EVALUATOR");

        HttpResponse<String> wrongName = post("/tools/signin", "", Map.of("name", unknown, "password", "wrong"));
        HttpResponse<String> wrongPassword = post("/tools/signin", "", Map.of("name", known, "password", "wrong"));

        assertThat(wrongName.statusCode()).isEqualTo(401).isEqualTo(wrongPassword.statusCode());
        assertThat(wrongName.body().replace(unknown, ""))
                .isEqualTo(wrongPassword.body().replace(known, ""));
        assertThat(wrongName.body()).contains("KHUE-SIGN-IN").doesNotContain("wrong");
    }

    @Test
    void makesAGuesserWaitEvenForTheRightPassword() throws Exception {
        String name = newName();
        String password = account(signIn("admin", ADMIN_PASSWORD), name, "EVALUATOR");

        for (int attempt = 0; attempt < 5; attempt++) {
            post("/tools/signin", "", Map.of("name", name, "password", "guess" + attempt));
        }
        HttpResponse<String> right = post("/tools/signin", "", Map.of("name", name, "password", password));

        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(header(right, "Retry-After"))).isBetween(1, 900);
        assertThat(right.body()).contains("KHUE-SIGN-IN-WAIT");
    }

    @Test
    void keepsAnEvaluatorOutOfTheAdministratorsPages() throws Exception {
        String name = newName();
        String visit = signIn(name, account(signIn("admin", ADMIN_PASSWORD), name, "EVALUATOR"));

        HttpResponse<String> page = get("/tools/admin/platforms", visit, "vi");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("KHUE-NOT-FOR-YOU");
        assertThat(header(get("/tools/", visit, "vi"), "Location")).isEqualTo(base + "/tools/evaluation");
    }

    @Test
    void endsTheVisitsOfADeactivatedAccountAtOnceButNeverTheLastAdministrators() throws Exception {
        String admin = signIn("admin", ADMIN_PASSWORD);
        String name = newName();
        String visit = signIn(name, account(admin, name, "ADMINISTRATOR"));
        String id = idOf(name, admin);

        HttpResponse<String> done = post(
                "/tools/admin/accounts/" + id + "/deactivate", admin, Map.of("_csrf", token("/tools/admin", admin)));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(get("/tools/admin", visit, "vi").statusCode()).isEqualTo(303);

        String self = idOfSelf(admin);
        HttpResponse<String> last = post(
                "/tools/admin/accounts/" + self + "/deactivate", admin, Map.of("_csrf", token("/tools/admin", admin)));
        assertThat(last.statusCode()).isEqualTo(409);
        assertThat(get("/tools/admin", admin, "vi").statusCode()).isEqualTo(200);
    }

    private String idOf(String name, String admin) throws Exception {
        String list = get("/tools/admin/accounts", admin, "vi").body();
        Matcher id = ACCOUNT.matcher(list.substring(0, list.indexOf(">" + name + "<")));
        String last = "";
        while (id.find()) {
            last = id.group(1);
        }
        assertThat(last).isNotEmpty();
        return last;
    }

    /** The page offers nobody a button to close the own account; another administrator's page has the id. */
    private String idOfSelf(String admin) throws Exception {
        String name = newName();
        String other = signIn(name, account(admin, name, "ADMINISTRATOR"));
        String self = idOf("admin", other);
        post(
                "/tools/admin/accounts/" + idOf(name, admin) + "/deactivate",
                admin,
                Map.of("_csrf", token("/tools/admin", admin)));
        return self;
    }
}
