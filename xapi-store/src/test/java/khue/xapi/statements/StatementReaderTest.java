/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import khue.xapi.http.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementReaderTest {

    @Test
    void keepsTheTextOfEachStatementOfABatchCharacterByCharacter() {
        String first = "{\"a\": 1.50 , \"é\" :\"Khuê 🎓\"}";
        String second = "{ \"b\":[1E2,{}] }";

        List<SentStatement> statements = StatementReader.read(" [ " + first + " ,\n" + second + "\t] ");

        assertThat(statements).extracting(SentStatement::text).containsExactly(first, second);
        assertThat(statements).extracting(SentStatement::pointer).containsExactly("/0", "/1");
    }

    @Test
    void takesASingleStatementWithSpaceAroundIt() {
        assertThat(StatementReader.read("\n {\"a\":1} \n"))
                .extracting(SentStatement::text)
                .containsExactly("{\"a\":1}");
    }

    @Test
    void takesAnEmptyBatch() {
        assertThat(StatementReader.read("[]")).isEmpty();
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
        assertThatThrownBy(() -> StatementReader.read(body)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.status()).isEqualTo(400);
        });
    }

    @Test
    void refusesNestingThatIsDeeperThanAnyStatementNeeds() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> StatementReader.read(deep))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("json-beyond-limits"));
    }

    @Test
    void refusesANumberOfAMillionDigits() {
        assertThatThrownBy(() -> StatementReader.read("{\"a\":" + "9".repeat(1_000_000) + "}"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("json-beyond-limits"));
    }
}
