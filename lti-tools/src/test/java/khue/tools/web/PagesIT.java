/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser meets at the tools' pages, honest and not. */
@ArquillianTest
@RunAsClient
class PagesIT extends WithABrowser {

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void welcomesAnybodyInBothLanguagesWithoutAnHttpSession() throws Exception {
        HttpResponse<String> vietnamese = get("/tools/", "", "vi");
        HttpResponse<String> english = get("/tools/", "", "en");

        assertThat(vietnamese.statusCode()).isEqualTo(200);
        assertThat(vietnamese.body())
                .contains("<html lang=\"vi\"")
                .contains("Thầy cô và học sinh")
                .doesNotContain("??");
        assertThat(english.body())
                .contains("<html lang=\"en\"")
                .contains("Teachers and pupils")
                .doesNotContain("??");
        assertThat(vietnamese.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void protectsEachPageByItsHeaders() throws Exception {
        HttpResponse<String> page = get("/tools/signin");

        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'self'");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("strict-origin");
        assertThat(page.body()).doesNotContain("<script>").doesNotContain("onclick=");
    }

    @Test
    void keepsAnAssetForEverUnderTheAddressThatNamesItsContent() throws Exception {
        Matcher style = Pattern.compile("/tools/assets/khue\\.css\\?v=[0-9a-f]+")
                .matcher(get("/tools/").body());
        assertThat(style.find()).isTrue();

        assertThat(header(get(style.group()), "Cache-Control")).contains("immutable");
        assertThat(header(get("/tools/assets/khue.css?v=000000000000"), "Cache-Control"))
                .doesNotContain("immutable");
        assertThat(get("/tools/assets/../WEB-INF/web.xml").statusCode()).isIn(400, 404);
        assertThat(get("/tools/assets/none.css").statusCode()).isEqualTo(404);
    }

    @Test
    void packsPagesAndStylesForWhoAsksForIt() throws Exception {
        for (String path : List.of("/tools/", "/tools/assets/khue.css")) {
            HttpResponse<String> plain = get(path);
            HttpResponse<byte[]> packed = browser.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .header("Accept-Encoding", "gzip, deflate, br")
                            .build(),
                    BodyHandlers.ofByteArray());

            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .hasSameSizeAs(plain.body());
        }
    }

    @Test
    void saysWhatToDoWhenTheStoreDoesNotAnswer() throws Exception {
        String name = newName();
        String visit = signIn(name, account(signIn("admin", ADMIN_PASSWORD), name, "EVALUATOR"));

        for (String path : new String[] {
            "/tools/evaluation",
            "/tools/evaluation/indicators",
            "/tools/evaluation/indicators/F1",
            "/tools/evaluation/indicators/F1.svg",
            "/tools/evaluation/indicators/F1/behind",
            "/tools/evaluation/indicators/F1.csv",
            "/tools/evaluation/statements",
            "/tools/evaluation/sources",
            "/tools/evaluation/sources/7d8a3c1e-0000-4000-8000-00000000000a",
            "/tools/evaluation/reference",
            "/tools/evaluation/reference/schools",
            "/tools/evaluation/reference/schools.csv",
            "/tools/evaluation/reference/imports/1"
        }) {
            HttpResponse<String> page = get(path, visit, "vi");
            assertThat(page.statusCode()).as(path).isEqualTo(502);
            assertThat(page.body()).as(path).contains("KHUE-UNREACHABLE").doesNotContain("??");
        }
    }

    @Test
    void showsEveryAdministratorsPageWithoutAMissingSentence() throws Exception {
        String visit = signIn("admin", ADMIN_PASSWORD);

        for (String page : new String[] {
            "",
            "/platforms",
            "/platforms/new",
            "/platforms/new?lms=blackboard",
            "/platforms/new?lms=none",
            "/signing-keys",
            "/launches",
            "/launches?result=refused&platform=garbage&before=x",
            "/deliveries",
            "/accounts",
            "/frameworks",
            "/frameworks/strand?version=none",
            "/changes",
            "/changes?action=none&from=garbage"
        }) {
            for (String language : new String[] {"vi", "en"}) {
                HttpResponse<String> shown = send(request("/tools/admin" + page, visit)
                        .header("Cookie", "khue-language=" + language)
                        .build());
                assertThat(shown.statusCode()).as(page).isEqualTo(200);
                assertThat(shown.body()).as(page).doesNotContain("??");
            }
        }
    }

    @Test
    void connectsAnLmsByHandAndActivatesIt() throws Exception {
        String visit = signIn("admin", ADMIN_PASSWORD);
        String issuer = "https://" + newName() + ".example";

        HttpResponse<String> incomplete = post(
                "/tools/admin/platforms/new", visit, Map.of("_csrf", token("/tools/admin", visit), "issuer", issuer));
        assertThat(incomplete.statusCode()).isEqualTo(400);
        assertThat(incomplete.body()).contains(issuer).contains("aria-invalid=\"true\"");

        Map<String, String> complete = Map.of(
                "_csrf",
                token("/tools/admin", visit),
                "name",
                "Moodle <b>",
                "issuer",
                issuer,
                "client_id",
                "abc",
                "authorization",
                issuer + "/auth",
                "token",
                issuer + "/token",
                "keys",
                issuer + "/jwks");
        HttpResponse<String> added = post("/tools/admin/platforms/new", visit, complete);
        assertThat(added.statusCode()).isEqualTo(303);
        String page = header(added, "Location").substring(base.length()).replaceFirst("\\?.*", "");
        assertThat(get(page, visit, "vi").body()).contains("Moodle &lt;b&gt;").contains("Chờ kích hoạt");

        post(page + "/activate", visit, Map.of("_csrf", token("/tools/admin", visit), "school", "THCS Nguyễn Trãi"));
        assertThat(get(page, visit, "vi").body()).contains("THCS Nguyễn Trãi").contains("Hoạt động");
        assertThat(post("/tools/admin/platforms/new", visit, complete).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /tools/?done=x, utf-16",
        "GET, /tools/?done=x, no such charset",
        "GET, /tools/?done=%zz&language=%, utf-8",
        "GET, /tools/?done=%ff%00, utf-8",
        "GET, /tools/assets/khue.css?v=x, utf-16",
        "GET, /tools/assets/khue.css?v=%zz, utf-8",
        "GET, /tools/signin?to=%c0%80, utf-16",
        "GET, /tools/admin/launches?result=%zz, utf-16",
        "POST, /tools/signin?to=%zz, utf-16",
        "GET, /tools/lti/login?iss=%zz, utf-16",
        "POST, /tools/lti/login?iss=x, utf-16",
        "POST, /tools/lti/launch, utf-16",
        "POST, /tools/lti/launch, no such charset",
        "GET, /tools/lti/register?openid_configuration=%zz, utf-16",
        "GET, /tools/no%zz, utf-16",
        "HEAD, /tools/?done=%, utf-16",
        "get, /tools/, utf-8",
    })
    void failsAtNothingThatItCannotDecode(String method, String target, String charset) throws Exception {
        String body = method.equals("POST") ? "id_token=%zz&state=%ff&name=%00" : "";
        String request = method + " " + target + " HTTP/1.1\r\nHost: localhost:" + deployed.getPort()
                + "\r\nOrigin: " + base + "\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\nContent-Type: application/x-www-form-urlencoded; charset=" + charset + "\r\n\r\n" + body;
        try (Socket socket = new Socket("localhost", deployed.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).matches("(?s)HTTP/1.1 [234].*").doesNotContain("KHUE-FAILURE");
        }
    }

    @Test
    void saysWithACodeThatThereIsNoSuchPage() throws Exception {
        for (String path : new String[] {"/tools/nothing", "/tools/server-error", "/tools/assets/none.png"}) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.body())
                    .as(path)
                    .contains("KHUE-NOT-FOUND")
                    .doesNotContain("Payara")
                    .doesNotContain("??");
        }
    }

    @Test
    void saysOnlySentencesThatExistAfterSomethingWasDone() throws Exception {
        assertThat(get("/tools/?done=accounts.signed-out", "", "vi").body()).contains("Bạn đã đăng xuất.");
        assertThat(get("/tools/?done=accounts.%3Cscript%3E", "", "vi").body()).doesNotContain("k-toast");
    }

    @Test
    void speaksTheLanguageThatWasChosenAndComesBackToAPageOfOursOnly() throws Exception {
        HttpResponse<String> chosen = post("/tools/language", "", Map.of("to", "en", "back", "/tools/signin"));
        HttpResponse<String> foreign = post("/tools/language", "", Map.of("to", "en", "back", "//evil.example/tools"));
        HttpResponse<String> unknown = post("/tools/language", "", Map.of("to", "xx", "back", "/tools/signin"));

        assertThat(header(chosen, "Location")).isEqualTo(base + "/tools/signin");
        assertThat(get("/tools/signin", cookie(chosen), "vi").body()).contains("<html lang=\"en\"");
        assertThat(header(foreign, "Location")).isEqualTo(base + "/tools/");
        assertThat(unknown.statusCode()).isEqualTo(400);
    }

    /** Jakarta MVC 2.1, 2.7: a hidden field would change what a form does. Ours are posts, and stay posts. */
    @Test
    void obeysNoHiddenMethodOfAForm() throws Exception {
        HttpResponse<String> posted =
                post("/tools/language", "", Map.of("to", "en", "back", "/tools/signin", "_method", "DELETE"));

        assertThat(posted.statusCode()).isEqualTo(303);
    }
}
