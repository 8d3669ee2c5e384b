/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The reference data that there is, as far as a file is compared with it. */
interface Present extends Cell.Words {

    /**
     * A row that there is.
     *
     * @param by the import that wrote it; empty where it was there from the start or came otherwise
     */
    record Stored(Row row, Optional<Long> by) {}

    List<Stored> rows(Table table);

    /** Whether statements, class lists or another table have named the school. */
    boolean knowsSchool(String code);

    @Override
    default Optional<String> code(String list, String written) {
        String wanted = written.toLowerCase(Locale.ROOT);
        return codesOf(list)
                .filter(row -> List.of("code", "vi", "en").stream()
                        .anyMatch(column ->
                                row.get(column).toLowerCase(Locale.ROOT).equals(wanted)))
                .map(row -> row.get("code"))
                .findFirst();
    }

    @Override
    default List<String> codes(String list) {
        return codesOf(list)
                .map(row -> row.get("code") + " (" + row.get("vi") + ")")
                .sorted()
                .toList();
    }

    private Stream<Row> codesOf(String list) {
        return rows(Table.named("codes").orElseThrow()).stream()
                .map(Stored::row)
                .filter(row -> Objects.equals(row.get("kind"), list));
    }
}
