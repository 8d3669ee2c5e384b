/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import khue.xapi.http.Failure;
import khue.xapi.http.LimitExceeded;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {

    private static final StatementReader READER = new StatementReader(new RequestJson(Limits.USUAL));

    @Test
    void keepsTheTextOfEachStatementOfABatchCharacterByCharacter() {
        String first = "{\"a\": 1.50 , \"é\" :\"Khuê 🎓\"}";
        String second = "{ \"b\":[1E2,{}] }";

        List<SentStatement> statements = READER.read(" [ " + first + " ,\n" + second + "\t] ");

        assertThat(statements).extracting(SentStatement::text).containsExactly(first, second);
        assertThat(statements).extracting(SentStatement::pointer).containsExactly("/0", "/1");
    }

    @Test
    void takesASingleStatementWithSpaceAroundIt() {
        assertThat(READER.read("\n {\"a\":1} \n"))
                .extracting(SentStatement::text)
                .containsExactly("{\"a\":1}");
    }

    @Test
    void takesAnEmptyBatch() {
        assertThat(READER.read("[]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                     | json-malformed",
                "{                      | json-malformed",
                "{\"a\":1}{\"a\":1}     | json-malformed",
                "[{\"a\":1}] x          | json-malformed",
                "{\"a\":1,\"a\":2}      | json-malformed",
                "{\"a\":NaN}            | json-malformed",
                "{\"a\":01}             | json-malformed",
                "{a:1}                  | json-malformed",
                "\"text\"               | statement-rejected",
                "[1]                    | statement-rejected",
                "{\"a\":\"\\u0000\"}    | statement-rejected",
                "{\"a\":\"\\ud800\"}    | statement-rejected",
                "{\"a\":[{\"\\u0000\":1}]} | statement-rejected",
            })
    void refusesWhatIsNotAStatement(String body, String code) {
        assertThatThrownBy(() -> READER.read(body)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.status()).isEqualTo(400);
        });
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatGoesBeyondALimitAndNamesItAndItsPlace(String body, String code, long limit, String pointer) {
        assertThatThrownBy(() -> READER.read(body)).isInstanceOfSatisfying(LimitExceeded.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.limit()).isEqualTo(limit);
            assertThat(failure.pointer()).contains(pointer);
        });
    }

    static Stream<Arguments> refusesWhatGoesBeyondALimitAndNamesItAndItsPlace() {
        return Stream.of(
                arguments("{\"a\":" + "[".repeat(100_000), "json-too-deep", 64, "/a" + "/0".repeat(63)),
                arguments("[{\"a\":" + "9".repeat(1_000_000) + "}]", "json-number-too-long", 400, "/0/a"),
                arguments("[{\"a\":1e" + "9".repeat(1_000) + "}]", "json-number-too-long", 400, "/0/a"),
                arguments("{\"a\":[\"" + "x".repeat(2_000_000) + "\"]}", "json-string-too-long", 1_048_576, "/a/0"),
                arguments("{\"a\":{\"" + "x".repeat(5_000) + "\":1}}", "json-name-too-long", 4096, "/a"),
                arguments("[" + "{},".repeat(10_000) + "{}]", "batch-too-large", 10_000, "/10000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e9999999999", "-1E+99999999999999999999", "1e-9999999999"})
    void refusesANumberWhoseExponentNoProgramHolds(String number) {
        assertThatThrownBy(() -> READER.read("{\"a\":" + number + "}"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("json-number-too-large"));
    }

    /** "Aa" and "BB" have one hash value, so all words made of them have one, too. */
    @Test
    void isNotSlowedDownByNamesThatShareAHashValue() {
        String members = IntStream.range(0, 1 << 15)
                .mapToObj(number -> IntStream.range(0, 15)
                        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .map(name -> "\"" + name + "\":1")
                .collect(Collectors.joining(","));

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(READER.read("{" + members + "}")).hasSize(1));
    }

    @Test
    void comparesAndRulesOnHugeExponentsWithoutWritingTheirDigitsOut() {
        String score =
                "{\"result\":{\"score\":{\"scaled\":1e-999999999,\"min\":-1e999999999,\"max\":1e999999999,\"raw\":9e999999998}}}";

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            SentStatement statement = READER.read(score).get(0);
            List<Violation> violations = new ArrayList<>();
            new StatementRules(XapiVersion.V2).check(statement.tree(), "", violations);
            assertThat(violations).extracting(Violation::pointer).noneMatch(place -> place.contains("score"));
            assertThat(StatementComparison.areSame(statement.tree(), statement.tree()))
                    .isTrue();
        });
    }

    @Test
    void takesAsManyStatementsAsTheLimitSays() {
        assertThat(READER.read("[" + "{},".repeat(9_999) + "{}]")).hasSize(10_000);
    }
}
