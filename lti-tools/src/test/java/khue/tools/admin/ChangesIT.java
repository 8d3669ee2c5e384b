/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator does at the pages stands in the audit log: who, what, from where, before and after. */
@ArquillianTest
@RunAsClient
class ChangesIT {

    private static final Pattern ID = Pattern.compile("/admin/platforms/([0-9a-f-]{36})");

    @ArquillianResource
    private URL deployed;

    private PageBrowser admin;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void signsIn() {
        admin = PageBrowser.administrator("http://localhost:" + deployed.getPort(), "en");
    }

    @Test
    void tellsOfAnLmsWhatItWasBeforeAndAfter() {
        String id = addPlatform("Moodle <b>");
        admin.post("/tools/admin/platforms/" + id + "/activate", Map.of("school", "THCS Nguyễn Trãi"));
        admin.post("/tools/admin/platforms/" + id + "/activate", Map.of("school", "THCS Lò Gốm"));
        admin.post("/tools/admin/platforms/" + id + "/disable");

        String page = admin.get("/tools/admin/changes?subject=" + id).body();

        assertThat(page)
                .contains("LMS added", "LMS activated", "LMS changed", "LMS disabled", "Moodle &lt;b&gt;")
                .contains(">THCS Nguyễn Trãi</del>")
                .contains(">THCS Lò Gốm</ins>")
                .contains(">admin<", "from 127.0.0.1")
                .doesNotContain("??");
    }

    @Test
    void saysNothingOfASaveThatChangedNothing() {
        String id = addPlatform("Moodle");
        admin.post("/tools/admin/platforms/" + id + "/activate", Map.of("school", "THCS A"));
        admin.post("/tools/admin/platforms/" + id + "/activate", Map.of("school", "THCS A"));

        assertThat(admin.speaking("en")
                        .get("/tools/admin/changes?subject=" + id)
                        .body())
                .contains("LMS activated")
                .doesNotContain(">LMS changed</strong>");
    }

    @Test
    void tellsOfAccountsWithoutTheirPasswords() {
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        HttpResponse<String> made = admin.post("/tools/admin/accounts", Map.of("name", name, "role", "EVALUATOR"));
        Matcher password =
                Pattern.compile("id=\"made-password\" value=\"([^\"]+)\"").matcher(made.body());
        assertThat(password.find()).isTrue();

        String page = admin.get("/tools/admin/changes?action=ACCOUNT_CREATED").body();

        assertThat(page).contains(name).contains(">Evaluator</ins>").doesNotContain(password.group(1));
    }

    @Test
    void showsOnlyWhatTheFilterAsksFor() {
        String id = addPlatform("Moodle");

        assertThat(shown("?subject=" + id + "&action=PLATFORM_ADDED")).isEqualTo(1);
        assertThat(shown("?subject=" + id + "&action=PLATFORM_DISABLED")).isZero();
        assertThat(shown("?subject=" + id + "&account=" + UUID.randomUUID())).isZero();
        assertThat(shown("?subject=" + id + "&from=2020-01-01&until=2020-01-02"))
                .isZero();
        assertThat(shown("?subject=" + id + "&from=garbage&until=&before=x&action=NONE&account=nobody"))
                .isEqualTo(1);
    }

    private long shown(String query) {
        HttpResponse<String> page = admin.get("/tools/admin/changes" + query);
        assertThat(page.statusCode()).isEqualTo(200);
        return Pattern.compile("<time ").matcher(page.body()).results().count();
    }

    private String addPlatform(String name) {
        String issuer = "https://" + UUID.randomUUID() + ".example";
        HttpResponse<String> added = admin.post(
                "/tools/admin/platforms/new",
                Map.of(
                        "name",
                        name,
                        "issuer",
                        issuer,
                        "client_id",
                        "abc",
                        "authorization",
                        issuer + "/auth",
                        "token",
                        issuer + "/token",
                        "keys",
                        issuer + "/jwks"));
        assertThat(added.statusCode()).isEqualTo(303);
        Matcher id = ID.matcher(admin.location(added));
        assertThat(id.find()).isTrue();
        return id.group(1);
    }
}
