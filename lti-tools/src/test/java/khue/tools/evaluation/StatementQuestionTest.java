/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementQuestionTest {

    private static final String PID = "https://khue.example/xapi/pid";

    @Test
    void asksForTheNewestWhenNothingIsTyped() {
        StatementQuestion question = StatementQuestion.of(Map.of());

        assertThat(question.isComplete()).isTrue();
        assertThat(question.asksForSomething()).isFalse();
        assertThat(question.path(PID)).isEqualTo("/statements?limit=25");
    }

    @Test
    void asksByEveryFilterOfTheStandard() {
        String path = decoded(Map.of(
                "actor", "a b&c",
                "verb", "http://activitystrea.ms/submit",
                "activity", "https://khue.example/xapi/project/1?x=y",
                "registration", "7c0e7f5e-1d2c-4b3a-9f8e-0a1b2c3d4e5f",
                "since", "22/11/2026 07:30",
                "until", "2026-11-23",
                "order", "oldest",
                "limit", "100"));

        assertThat(path)
                .startsWith("/statements?limit=100&")
                .contains("agent={\"account\":{\"homePage\":\"" + PID + "\",\"name\":\"a b&c\"}}")
                .contains("verb=http://activitystrea.ms/submit")
                .contains("activity=https://khue.example/xapi/project/1?x=y")
                .contains("registration=7c0e7f5e-1d2c-4b3a-9f8e-0a1b2c3d4e5f")
                .contains("since=2026-11-22T00:30:00Z")
                .contains("until=2026-11-22T17:00:00Z")
                .contains("ascending=true");
    }

    @Test
    void keepsWhatIsTypedInsideItsOwnParameter() {
        String path = StatementQuestion.of(Map.of("actor", "x\"}&limit=0&statementId=1#"))
                .path(PID);

        assertThat(path).doesNotContain("&limit=0").doesNotContain("#").doesNotContain("\"");
    }

    @Test
    void takesAVerbThatIsNotInTheListBeforeOneThatIs() {
        assertThat(decoded(Map.of("verb", "http://a.example/listed", "other_verb", "http://a.example/typed")))
                .contains("verb=http://a.example/typed")
                .doesNotContain("listed");
    }

    @Test
    void asksForAnotherSystemsAccountByItsHomePage() {
        assertThat(decoded(Map.of("actor", "4", "home", "https://moodle.example")))
                .contains("{\"account\":{\"homePage\":\"https://moodle.example\",\"name\":\"4\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "verb, submit",
        "other_verb, not an iri",
        "activity, /relative",
        "registration, 1",
        "since, yesterday",
        "since, 22/11/2026 25:00",
        "until, 31/02/2026"
    })
    void saysAtTheFieldWhatCannotBeUsed(String field, String typed) {
        StatementQuestion question = StatementQuestion.of(Map.of(field, typed));

        assertThat(question.problems()).containsOnlyKeys(field);
        assertThat(question.typed()).containsEntry(field, typed);
    }

    @Test
    void saysThatAnEndIsBeforeItsBeginning() {
        assertThat(StatementQuestion.of(Map.of("since", "2026-11-23", "until", "2026-11-22"))
                        .problems())
                .containsOnlyKeys("until");
    }

    @Test
    void followsTheStoresNextPageBelowItsRoot() {
        URI store = URI.create("http://127.0.0.1:8080/xapi");

        assertThat(StatementQuestion.more("/xapi/statements?more=abc%20d", store))
                .contains("/statements?more=abc%20d");
        assertThat(StatementQuestion.more("", store)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/reports/indicators",
                "http://evil.example/statements",
                "/statements/../reports",
                "/statements?x=\r\n",
                "statements"
            })
    void followsNoOtherAddress(String more) {
        assertThat(StatementQuestion.isMore(more)).isFalse();
    }

    private static String decoded(Map<String, String> typed) {
        StatementQuestion question = StatementQuestion.of(typed);
        assertThat(question.problems()).isEmpty();
        return URLDecoder.decode(question.path(PID), StandardCharsets.UTF_8);
    }
}
