/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.tools.testing.InServer;
import khue.tools.testing.PageBrowser;
import khue.tools.testing.ScriptedServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connecting an LMS at the pages: the guides, testing the connection, correcting, removing; and our own keys. */
@ArquillianTest
@RunAsClient
class ConnectAnLmsIT {

    private static final Pattern ID = Pattern.compile("/admin/platforms/([0-9a-f-]{36})");
    private static final Pattern KEY = Pattern.compile("<code>([A-Za-z0-9_-]{43})</code>");
    private static final String KEYS =
            "{\"keys\":[{\"kty\":\"EC\",\"use\":\"sig\"},{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"1\"}]}";
    private static final String TOKEN = "{\"access_token\":\"t\",\"expires_in\":3600}";

    @ArquillianResource
    private URL deployed;

    private final ScriptedServer lms = new ScriptedServer();
    private PageBrowser admin;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @BeforeEach
    void signsIn() {
        admin = PageBrowser.administrator("http://localhost:" + deployed.getPort(), "en");
    }

    @AfterEach
    void closes() {
        lms.close();
    }

    @Test
    void showsTheStepsOfEachProductWithOurAddresses() {
        String moodle = admin.get("/tools/admin/platforms/new?lms=moodle").body();
        String blackboard =
                admin.get("/tools/admin/platforms/new?lms=blackboard").body();

        assertThat(moodle).contains("Connect Moodle", "/tools/lti/register", "Add LTI Advantage");
        assertThat(blackboard)
                .contains("Connect Blackboard Learn", "value=\"https://blackboard.com\"", "/tools/lti/jwks")
                .contains("<details class=\"k-card k-more\" open");
    }

    @Test
    void saysThatAConnectionWorks() {
        lms.answers(200, KEYS).answers(200, TOKEN).answers(200, TOKEN);

        String page = test(platform()).body();

        assertThat(results(page)).isEqualTo(4);
        assertThat(page)
                .contains("Public keys of the LMS", "Access to the class list")
                .doesNotContain(">Fails<");
        assertThat(lms.asked()).extracting(ScriptedServer.Asked::method).containsExactly("GET", "POST", "POST");
        assertThat(lms.asked().get(1).body()).contains("client_assertion=", "lti-ags%2Fscope%2Fscore");
    }

    @Test
    void saysWhatIsWrongWithKeysAndTokens() {
        lms.answers(200, "{\"keys\":[]}")
                .answers(400, "{\"error\":\"invalid_scope\"}")
                .answers(401, "{\"error\":\"invalid_client\"}");

        String page = test(platform()).body();

        assertThat(page)
                .contains("There is no usable key at this address")
                .contains("The LMS gives no token for this service")
                .contains("The LMS does not accept Khuê’s signature");
    }

    @Test
    void saysWhatIsWrongWhenNobodyAnswersOrMayBeAsked() {
        String silent = platform("http://127.0.0.1:1");
        String within = platform("https://localhost:1");
        String plain = platform("http://lms.example");

        assertThat(test(silent).body()).contains("Nobody answers there");
        assertThat(test(within).body()).contains("This host is on a private network");
        assertThat(test(plain).body()).contains("Khuê calls https addresses only");
    }

    @Test
    void correctsAnLmsAndKeepsWhatWasTypedWhenItCannot() {
        String id = platform();
        Map<String, String> fields = new LinkedHashMap<>(Map.of(
                "name", "Moodle mới",
                "authorization", "https://new.example/auth",
                "token", "https://new.example/token",
                "keys", "no address",
                "audience", "https://new.example",
                "origins", "https://school.example/ultra",
                "school", "THCS B",
                "restricted", "true"));
        HttpResponse<String> refused = admin.post("/tools/admin/platforms/" + id, fields);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("value=\"no address\"", "THCS B", "aria-invalid=\"true\"");

        fields.put("keys", "https://new.example/jwks");
        assertThat(admin.post("/tools/admin/platforms/" + id, fields).statusCode())
                .isEqualTo(303);

        assertThat(admin.get("/tools/admin/platforms/" + id).body())
                .contains(
                        "Moodle mới",
                        "https://new.example/jwks",
                        ">https://school.example</code>",
                        "THCS B",
                        "waits here until you enable it");
        assertThat(admin.get("/tools/admin/changes?subject=" + id).body())
                .contains(
                        ">Moodle mới</ins>",
                        ">https://new.example/jwks</ins>",
                        ">https://school.example</ins>",
                        ">wait</ins>");
    }

    @Test
    void removesWhatWaitsAndNothingThatWasActivated() {
        String waiting = platform();
        String active = platform();
        admin.post("/tools/admin/platforms/" + active + "/activate", Map.of("school", ""));

        assertThat(admin.post("/tools/admin/platforms/" + waiting + "/remove").statusCode())
                .isEqualTo(303);
        assertThat(admin.post("/tools/admin/platforms/" + active + "/remove").statusCode())
                .isEqualTo(409);
        platform();
        admin.post("/tools/admin/platforms/remove-waiting");

        assertThat(admin.get("/tools/admin/platforms/" + waiting).statusCode()).isEqualTo(404);
        assertThat(admin.get("/tools/admin/platforms").body()).doesNotContain("To activate (");
        assertThat(admin.get("/tools/admin/platforms/" + active).statusCode()).isEqualTo(200);
    }

    @Test
    void replacesOurKeyWithoutStoppingTheOneThatSigns() {
        admin.post("/tools/admin/signing-keys/give-up");
        assertThat(keys()).isEqualTo(1);

        admin.post("/tools/admin/signing-keys/replace");
        admin.post("/tools/admin/signing-keys/replace");

        assertThat(keys()).isEqualTo(2);
        String page = admin.get("/tools/admin/signing-keys").body();
        assertThat(page).contains("Published, signs next", "Signs now", "published already");
        assertThat(admin.get("/tools/admin/changes?action=SIGNING_KEY_ROTATED").body())
                .contains("Replacing the signing key begun");
        assertThat(admin.get("/tools/admin/changes?action=SIGNING_KEYS_GIVEN_UP")
                        .body())
                .contains("All signing keys given up");
    }

    private long keys() {
        return KEY.matcher(admin.get("/tools/admin/signing-keys").body())
                .results()
                .count();
    }

    private static long results(String page) {
        return Pattern.compile(">Works<").matcher(page).results().count();
    }

    private HttpResponse<String> test(String platform) {
        HttpResponse<String> page = admin.post("/tools/admin/platforms/" + platform + "/test");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("??");
        return page;
    }

    private String platform() {
        return platform(lms.url("").toString());
    }

    private String platform(String at) {
        HttpResponse<String> added = admin.post(
                "/tools/admin/platforms/new",
                Map.of(
                        "name",
                        "LMS",
                        "issuer",
                        at,
                        "client_id",
                        UUID.randomUUID().toString(),
                        "authorization",
                        at + "/auth",
                        "token",
                        at + "/token",
                        "keys",
                        at + "/jwks"));
        Matcher id = ID.matcher(admin.location(added));
        assertThat(id.find()).as(added.body()).isTrue();
        return id.group(1);
    }
}
