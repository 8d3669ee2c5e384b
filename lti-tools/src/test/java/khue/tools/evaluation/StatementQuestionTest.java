/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(question.path(PID, "")).isEqualTo("/reports/browser?limit=25");
    }

    @Test
    void asksByEveryFilter() {
        String path = decoded(Map.of(
                "actor", "a b&c",
                "verb", "http://activitystrea.ms/submit",
                "activity", "https://khue.example/xapi/project/1?x=y",
                "registration", "7c0e7f5e-1d2c-4b3a-9f8e-0a1b2c3d4e5f",
                "since", "22/11/2026 07:30",
                "until", "2026-11-23",
                "order", "oldest",
                "school", "THCS Bến Tre",
                "limit", "100"));

        assertThat(path)
                .startsWith("/reports/browser?limit=100&")
                .contains("agent={\"account\":{\"homePage\":\"" + PID + "\",\"name\":\"a b&c\"}}")
                .contains("verb=http://activitystrea.ms/submit")
                .contains("activity=https://khue.example/xapi/project/1?x=y")
                .contains("registration=7c0e7f5e-1d2c-4b3a-9f8e-0a1b2c3d4e5f")
                .contains("since=2026-11-22T00:30:00Z")
                .contains("until=2026-11-22T17:00:00Z")
                .contains("school=THCS Bến Tre")
                .contains("ascending=true");
        assertThat(decoded(Map.of("source", "7c0e7f5e-1d2c-4b3a-9f8e-0a1b2c3d4e5f", "text", "rau muống")))
                .contains("source=7c0e7f5e-1d2c-4b3a-9f8e-0a1b2c3d4e5f&text=rau muống");
    }

    @Test
    void asksForAFileOfExactlyThatInWordsThatNameNobody() {
        StatementQuestion question = StatementQuestion.of(Map.of(
                "actor",
                "ab12",
                "verb",
                "http://activitystrea.ms/submit",
                "order",
                "oldest",
                "limit",
                "100",
                "text",
                "An"));

        assertThat(question.file(PID, "csv"))
                .startsWith("/reports/browser/file?agent=")
                .endsWith("&verb=http%3A%2F%2Factivitystrea.ms%2Fsubmit&text=An&format=csv");
        assertThat(question.withoutPeople()).isEqualTo("actor=… verb=http://activitystrea.ms/submit text=…");
    }

    @Test
    void keepsWhatIsTypedInsideItsOwnParameter() {
        String path = StatementQuestion.of(Map.of("actor", "x\"}&limit=0&statementId=1#"))
                .path(PID, "");

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
        "source, moodle",
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
    void goesOnWhereTheStoreSaidAndNowhereElse() {
        StatementQuestion question = StatementQuestion.of(Map.of("text", "rau"));

        assertThat(question.path(PID, "1795384416706026029")).endsWith("&text=rau&from=1795384416706026029");
        assertThat(question.address("17")).isEqualTo("/tools/evaluation/statements?text=rau&limit=25&from=17");
        assertThat(StatementQuestion.isPlace("1795384416706026029")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1&limit=0", "http://evil.example/statements", "12345678901234567890"})
    void takesNothingElseForAPlace(String from) {
        assertThat(StatementQuestion.isPlace(from)).isFalse();
    }

    private static String decoded(Map<String, String> typed) {
        StatementQuestion question = StatementQuestion.of(typed);
        assertThat(question.problems()).isEmpty();
        return URLDecoder.decode(question.path(PID, ""), StandardCharsets.UTF_8);
    }
}
