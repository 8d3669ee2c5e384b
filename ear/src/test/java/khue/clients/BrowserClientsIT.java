/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import khue.testing.Chromium;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The two libraries that learning content on the web uses, in a real browser, on pages of another origin. */
@ExtendWith({RunningKhue.Extension.class, Chromium.Extension.class})
class BrowserClientsIT {

    private static final Path PACKAGES = Path.of("target", "npm");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningKhue khue;
    private final Chromium chromium;
    private final String registration = UUID.randomUUID().toString();

    BrowserClientsIT(RunningKhue khue, Chromium chromium) {
        this.khue = khue;
        this.chromium = chromium;
    }

    @Test
    void xapiJs() throws Exception {
        JsonNode answers = answers("xapi/package/dist/XAPI.umd.js", "xapi.js");

        assertThat(texts(answers.path("about"))).contains("1.0.3");
        statementsAreWrittenReadAndVoided(answers);
        assertThat(answers.path("read").path("verb").path("id").asText())
                .isEqualTo("http://adlnet.gov/expapi/verbs/experienced");
        assertThat(answers.path("voidedRead").path("id"))
                .isEqualTo(answers.path("sent").path(0));
        assertThat(answers.path("wrongSecret").asInt()).isEqualTo(401);

        assertThat(answers.path("stateCreated").asInt()).isEqualTo(204);
        assertThat(answers.path("stateCreatedTwice").asInt()).isEqualTo(412);
        assertThat(answers.path("stateRead")).isEqualTo(JSON.readTree("{\"page\":1}"));
        assertThat(answers.path("stateChanged").asInt()).isEqualTo(204);
        assertThat(answers.path("stateChangedTooLate").asInt()).isEqualTo(412);
        assertThat(answers.path("stateReadAgain")).isEqualTo(JSON.readTree("{\"page\":2}"));
        assertThat(texts(answers.path("states"))).containsExactly("bookmark");
        assertThat(answers.path("stateDeleted").asInt()).isEqualTo(204);
        assertThat(answers.path("stateGone").asInt()).isEqualTo(404);
        assertThat(answers.path("profileCreated").asInt()).isEqualTo(204);
        assertThat(answers.path("profileRead").path("font").asText()).isEqualTo("lớn");
        assertThat(answers.path("agentProfileCreated").asInt()).isEqualTo(204);
        assertThat(answers.path("agentProfileRead").path("theme").asText()).isEqualTo("tối");
        assertThat(answers.path("person").path("account").path(0).path("name").asText())
                .isEqualTo(registration);
        assertThat(answers.path("activity")
                        .path("definition")
                        .path("name")
                        .path("vi")
                        .asText())
                .startsWith("Trang ");
    }

    @Test
    void tinCanJs() throws Exception {
        JsonNode answers = answers("tincanjs/package/build/tincan-min.js", "tincan.js");

        assertThat(texts(answers.path("about"))).contains("1.0.3");
        statementsAreWrittenReadAndVoided(answers);
        assertThat(answers.path("read").asText()).isEqualTo("http://adlnet.gov/expapi/verbs/experienced");
        assertThat(answers.path("voidedRead")).isEqualTo(answers.path("sent").path(0));
        assertThat(answers.path("wrongSecret").asInt()).isEqualTo(401);

        assertThat(answers.path("stateRead")).isEqualTo(JSON.readTree("{\"page\":1}"));
        assertThat(answers.path("stateChangedTooLate").asInt()).isEqualTo(412);
        assertThat(answers.path("stateReadAgain")).isEqualTo(JSON.readTree("{\"page\":2}"));
        assertThat(answers.path("stateGone").isNull()).isTrue();
        assertThat(answers.path("profileRead").path("font").asText()).isEqualTo("lớn");
        assertThat(answers.path("agentProfileRead").path("theme").asText()).isEqualTo("tối");
    }

    private static void statementsAreWrittenReadAndVoided(JsonNode answers) {
        assertThat(answers.path("sent")).hasSize(1);
        assertThat(answers.path("sentTogether")).hasSize(4);
        List<String> sentTogether = texts(answers.path("sentTogether"));
        assertThat(texts(answers.path("queried")))
                .hasSize(5)
                .contains(answers.path("sent").path(0).asText())
                .containsAll(sentTogether);
        assertThat(answers.path("pages").asInt()).isEqualTo(3);
        assertThat(answers.path("workRead").asText()).contains("Bài làm của Bông");
        assertThat(answers.path("voidedIsHidden").asInt()).isEqualTo(404);
    }

    private JsonNode answers(String library, String conversation) throws IOException {
        try (ForeignPage page = new ForeignPage(chromium, PACKAGES.resolve(library))) {
            return JSON.valueToTree(page.run(
                    conversation,
                    Map.of(
                            "endpoint",
                            khue.xapiUrl() + "/",
                            "key",
                            khue.lrsKey().name(),
                            "secret",
                            khue.lrsKey().secret(),
                            "registration",
                            registration)));
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
