/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Json;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.Fingerprints;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Statement comparison, Data 2.3.1: one statement that is stored, and one that is sent again with one difference.
 */
class StatementComparisonTest {

    private static final String SENT = """
            {"actor":{"mbox":"mailto:Binh@Example.vn","name":"Bình"},
             "verb":{"id":"http://e.vn/v","display":{"vi":"đã làm"}},
             "object":{"id":"http://e.vn/a","definition":{"name":{"vi":"Bài"}}},
             "result":{"duration":"PT1.239S","score":{"raw":1.50}},
             "context":{"registration":"AAAAAAAA-0000-4000-8000-000000000000","language":"vi-VN",
                        "team":{"objectType":"Group","member":[{"mbox":"mailto:x@e.vn"},{"mbox":"mailto:y@e.vn"}]},
                        "contextActivities":{"parent":{"id":"http://e.vn/p"}}},
             "timestamp":"2026-10-01T07:00:00+07:00"}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\":\"Bình\"      | \"name\":\"Bình\"               | nothing",
                "Binh@Example.vn        | Binh@EXAMPLE.vn                 | the case of a mailbox's domain",
                "{\"vi\":\"đã làm\"}    | {\"en\":\"did\"}                | a verb's display",
                "{\"vi\":\"Bài\"}       | {\"en\":\"Exercise\"}           | an activity's definition",
                "PT1.239S               | PT1.23S                         | a duration beyond 0.01 second",
                "AAAAAAAA               | aaaaaaaa                        | the case of a UUID",
                "vi-VN                  | vi-vn                           | the case of a language tag",
                "2026-10-01T07:00:00+07:00 | 2026-10-01T00:00:00.000Z     | the offset of a timestamp",
                "{\"mbox\":\"mailto:x@e.vn\"},{\"mbox\":\"mailto:y@e.vn\"} |"
                        + " {\"mbox\":\"mailto:y@e.vn\"},{\"mbox\":\"mailto:x@e.vn\"} | the order of a group's members",
                "{\"id\":\"http://e.vn/p\"} | [{\"id\":\"http://e.vn/p\"}] | a list of one context activity",
                "{\"mbox\":\"mailto:x@e.vn\"} | {\"objectType\":\"Agent\",\"mbox\":\"mailto:x@e.vn\"} | a default",
            })
    void isTheSameStatementWhenOnlyThisDiffers(String from, String to, String difference) throws Exception {
        assertThat(StatementComparison.areSame(stored(), sent(from, to)))
                .as(difference)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\":\"Bình\"      | \"name\":\"Minh\"",
                "Binh@Example.vn        | binh@Example.vn",
                "http://e.vn/v          | http://e.vn/V",
                "http://e.vn/a          | http://e.vn/b",
                "PT1.239S               | PT1.24S",
                "PT1.239S               | PT0M1.239S",
                "1.50                   | 1.5",
                "AAAAAAAA               | BBBBBBBB",
                "2026-10-01T07:00:00+07:00 | 2026-10-01T07:00:00Z",
                "mailto:y@e.vn          | mailto:z@e.vn",
                "http://e.vn/p          | http://e.vn/q",
                "\"language\":\"vi-VN\", | ``",
            })
    void isAnotherStatementWhenThisDiffers(String from, String to) throws Exception {
        assertThat(StatementComparison.areSame(stored(), sent(from, to))).isFalse();
    }

    private static JsonNode stored() throws JsonProcessingException {
        ReceivedStatement statement = new ReceivedStatement(
                UUID.randomUUID(),
                new StatementReader(new RequestJson(Limits.USUAL)).read(SENT).get(0),
                XapiVersion.V2,
                new Credential("key", Set.of(Scope.ALL), new Authority("http://localhost/xapi", "key")),
                List.of(),
                new Fingerprints());
        return Json.mapper().readTree(statement.complete(Instant.parse("2026-11-22T00:00:00Z")));
    }

    private static JsonNode sent(String from, String to) throws JsonProcessingException {
        assertThat(SENT).contains(from);
        return Json.mapper().readTree(SENT.replace(from, to));
    }
}
