/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /xapi/reports/statements}: statements as a file. */
@ArquillianTest
class ExportIT {

    private static final StoreClient CLIENT = StoreClient.inVersion("2.0.0");
    private static final String FILE = "/reports/statements?format=";

    private final String activity = "http://example.vn/export/" + UUID.randomUUID();

    @Deployment(testable = false)
    static WebArchive store() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application")));
    }

    @Test
    void goesOnWhereTheLastFileEnded() throws Exception {
        UUID first = keep();
        HttpResponse<String> file = CLIENT.get(FILE + "jsonl&activity=" + StoreClient.encode(activity));
        UUID second = keep();

        HttpResponse<String> next =
                CLIENT.get(FILE + "jsonl&activity=" + StoreClient.encode(activity) + "&since=" + completeThrough(file));

        assertThat(ids(file)).containsExactly(first);
        assertThat(ids(next)).containsExactly(second);
        assertThat(completeThrough(next)).isAfter(completeThrough(file));
    }

    @ParameterizedTest
    @CsvSource({"csv, text/csv;charset=utf-8", "jsonl, application/x-ndjson", "parquet, application/vnd.apache.parquet"
    })
    void namesTheFileAndItsType(String format, String type) throws Exception {
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<String> file = CLIENT.send(
                    method,
                    FILE + format + "&activity=" + StoreClient.encode(activity) + "&until=2026-01-02T03:04:05Z",
                    "");

            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(header(file, "Content-Type").replace(" ", "").toLowerCase(Locale.ROOT))
                    .isEqualTo(type);
            assertThat(header(file, "Content-Disposition"))
                    .isEqualTo("attachment; filename=\"statements-2026-01-02." + format + "\"");
            assertThat(completeThrough(file)).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?format=xls",
                "?format=csv&limit=5",
                "?format=csv&agent=nobody",
                "?format=csv&verb=done",
                "?format=csv&since=yesterday",
                "?format=csv&format=csv",
                "?format=csv&registration=1",
            })
    void refusesWhatItDoesNotUnderstand(String query) throws Exception {
        HttpResponse<String> refused = CLIENT.get("/reports/statements" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"code\":\"parameter-", "\"vi\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void givesEvaluatorsAllThatTheyWouldSeeAndNobodysName(String format) throws Exception {
        UUID found = UUID.randomUUID();
        for (String school : List.of("THCS Hồ Tây", "THCS Khác")) {
            UUID id = school.endsWith("Tây") ? found : UUID.randomUUID();
            HttpResponse<String> kept =
                    CLIENT.json("PUT", "/statements?statementId=" + id, """
                    {"actor":{"name":"Trần Văn An","mbox":"mailto:an.tran@example.vn"},
                     "verb":{"id":"http://example.vn/did"},"object":{"id":"%s"},
                     "result":{"response":"Bài thứ Nhất"},
                     "context":{"extensions":{"https://w3id.org/xapi/acrossx/extensions/school":"%s"}}}""".formatted(activity, school));
            assertThat(kept.statusCode()).isEqualTo(204);
        }
        String asked = "/reports/browser/file?format=" + format + "&activity=" + StoreClient.encode(activity);

        HttpResponse<String> file = CLIENT.get(
                asked + "&school=" + StoreClient.encode("THCS Hồ Tây") + "&text=" + StoreClient.encode("bài THỨ nhất"));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "Content-Disposition")).endsWith("." + format + "\"");
        assertThat(file.body()).contains(found.toString()).doesNotContain("Trần Văn An", "an.tran@", "THCS Khác");
        assertThat(CLIENT.get(asked.replace("=" + format, "=jsonl") + "&text=an.tran")
                        .body())
                .as("a name that is hidden finds nothing")
                .isEmpty();
        assertThat(CLIENT.get(asked + "&limit=3").statusCode()).isEqualTo(400);
    }

    private UUID keep() throws Exception {
        UUID id = UUID.randomUUID();
        HttpResponse<String> kept = CLIENT.json("PUT", "/statements?statementId=" + id, """
                {"actor":{"mbox":"mailto:an@example.vn"},"verb":{"id":"http://example.vn/did"},"object":{"id":"%s"}}""".formatted(activity));
        assertThat(kept.statusCode()).isEqualTo(204);
        return id;
    }

    private static List<UUID> ids(HttpResponse<String> file) {
        assertThat(file.statusCode()).isEqualTo(200);
        return file.body().lines().map(ExportIT::id).toList();
    }

    private static UUID id(String line) {
        try {
            return UUID.fromString(new ObjectMapper().readTree(line).get("id").textValue());
        } catch (IOException notJson) {
            throw new AssertionError(line, notJson);
        }
    }

    private static Instant completeThrough(HttpResponse<String> file) {
        return Instant.parse(header(file, "X-Experience-API-Consistent-Through"));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
