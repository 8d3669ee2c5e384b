/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.testing.PageBrowser;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the operator wants a second factor of administrators: in one story, because the account {@code admin} is everybody's here. */
@ArquillianTest
@RunAsClient
class NeededSecondFactorIT {

    private static final String STEP = "/tools/signin/second-factor";
    private static final Pattern CODE = Pattern.compile("<li><code>([^<]+)</code></li>");
    private static final Pattern MADE_PASSWORD = Pattern.compile("id=\"made-password\" value=\"([^\"]+)\"");

    @ArquillianResource
    private URL deployed;

    private String base;

    @Deployment(testable = false)
    static WebArchive tools() {
        return ShrinkWrap.create(WebArchive.class, "tools.war")
                .as(ZipImporter.class)
                .importFrom(new File(System.getProperty("application")))
                .as(WebArchive.class)
                .addAsResource(
                        new StringAsset("khue.second.factor=administrators"),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void findsItself() {
        base = "http://localhost:" + deployed.getPort();
    }

    @Test
    void isSetUpBeforeAnythingElseByThoseWhoNeedIt() {
        PageBrowser owner = browser();
        HttpResponse<String> asked = owner.signIn("admin", PageBrowser.ADMIN_PASSWORD);
        assertThat(owner.location(asked)).isEqualTo(STEP);
        assertThat(owner.hasVisit()).isFalse();
        assertThat(owner.location(owner.get("/tools/admin"))).startsWith("/tools/signin?");

        Totp seenBefore = AuthenticatorApp.with(owner.get(STEP));
        Totp app = AuthenticatorApp.with(owner.get(STEP));
        HttpResponse<String> wrong = owner.post(STEP, Map.of("code", now(seenBefore)));
        assertThat(wrong.statusCode())
                .as("the code of a key that was shown before")
                .isEqualTo(400);
        assertThat(AuthenticatorApp.with(wrong).text()).isEqualTo(app.text());
        assertThat(owner.hasVisit()).isFalse();

        List<String> recovery = codes(owner.post(STEP, Map.of("code", now(app))));
        try {
            assertThat(owner.hasVisit()).isTrue();
            assertThat(owner.get("/tools/admin").statusCode()).isEqualTo(200);
            PageBrowser again = browser();
            assertThat(again.location(again.signIn("admin", PageBrowser.ADMIN_PASSWORD)))
                    .isEqualTo("/tools/signin/code");
            anotherAdministratorIsAskedAfterTheNewPassword(owner);
            aReaderIsNot(owner);
            assertThat(owner.get("/tools/account/second-factor").body()).contains("For another phone");
        } finally {
            HttpResponse<String> off = owner.post("/tools/account/second-factor/off", Map.of("code", recovery.get(0)));
            assertThat(owner.location(off)).startsWith("/tools/signin?done=");
        }
        assertThat(owner.location(owner.get("/tools/admin")))
                .as("the visit ended")
                .startsWith("/tools/signin?");
        assertThat(owner.location(owner.signIn("admin", PageBrowser.ADMIN_PASSWORD)))
                .isEqualTo(STEP);
    }

    private void anotherAdministratorIsAskedAfterTheNewPassword(PageBrowser owner) {
        PageBrowser other = chosen(owner, "ADMINISTRATOR");
        assertThat(other.hasVisit()).isFalse();
        assertThat(other.get(STEP).body())
                .contains("nobody signs in with a password alone")
                .doesNotContain("??");
    }

    private void aReaderIsNot(PageBrowser owner) {
        assertThat(chosen(owner, "READER").hasVisit()).isTrue();
    }

    /** Somebody new, who has chosen a password. */
    private PageBrowser chosen(PageBrowser owner, String role) {
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        String given = find(
                MADE_PASSWORD, owner.post("/tools/admin/accounts", Map.of("name", name, "role", role, "email", "")));
        PageBrowser other = browser();
        other.signIn(name, given);
        other.post("/tools/signin/password", Map.of("new", "chosen by " + name, "again", "chosen by " + name));
        return other;
    }

    private PageBrowser browser() {
        return new PageBrowser(base).speaking("en");
    }

    private static String now(Totp app) {
        return app.codeOf(Totp.stepAt(Instant.now()));
    }

    private static List<String> codes(HttpResponse<String> page) {
        List<String> codes =
                CODE.matcher(page.body()).results().map(found -> found.group(1)).toList();
        assertThat(codes).as(page.body()).hasSize(10);
        return codes;
    }

    private static String find(Pattern pattern, HttpResponse<String> page) {
        Matcher found = pattern.matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        return found.group(1);
    }
}
