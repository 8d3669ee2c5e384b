/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/erasure.md is the plan; {@code -Derasure.page=write} writes it. */
class ErasurePageTest {

    private static final Path PAGE = Path.of("../docs/reference/erasure.md");

    @Test
    void thePageIsThePlan() throws IOException {
        if ("write".equals(System.getProperty("erasure.page"))) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void aTableThatHasNobodyHasNoColumnOfPeople() {
        List<String> places =
                ErasurePlan.places().stream().map(PlaceOfPerson::table).toList();

        assertThat(ErasurePlan.others()).doesNotContainKeys(places.toArray(String[]::new));
        assertThat(places).endsWith("person");
    }

    private static String page() {
        return """
                # What erasing somebody does, table by table

                The list that the erasure is carried out by, `khue.tools.subjects.erasure.ErasurePlan`; a test compares it with the database. What the record store does is in
                [decision 0033](../decisions/0033-erasure.md), and why the rest stays in [0036](../decisions/0036-data-subject-requests.md).

                This page is generated: `./mvnw -pl lti-tools test -Dtest=ErasurePageTest -Derasure.page=write`.

                ## Where people stand

                | table | column | what happens | what it is |
                |---|---|---|---|
                """
                + ErasurePlan.places().stream()
                        .map(place -> "| `%s` | `%s` | %s | %s |%n"
                                .formatted(place.table(), place.column(), words(place.fate()), place.why()))
                        .collect(Collectors.joining())
                + """

                ## Tables without a column of people

                | table | why |
                |---|---|
                """
                + ErasurePlan.others().entrySet().stream()
                        .map(other -> "| `%s` | %s |%n".formatted(other.getKey(), other.getValue()))
                        .collect(Collectors.joining());
    }

    private static String words(PlaceOfPerson.Fate fate) {
        return switch (fate) {
            case GOES -> "the row goes";
            case GOES_ALONG -> "the row goes along";
            case NAMES_NOBODY -> "the row stays and names nobody";
            case IS_LEFT_EMPTY -> "the row stays, the column is emptied";
        };
    }
}
