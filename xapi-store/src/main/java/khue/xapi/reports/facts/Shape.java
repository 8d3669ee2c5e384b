/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One of the tables of facts: which statements it is about, and what it keeps of them.
 *
 * <p>To add one: the table in a migration, with its partition in {@code xapi.make_generation} and a view of the facts that
 * stand; a shape, named in {@link #ALL}; and {@code update xapi.facts set through = -1} in the same migration after
 * emptying the others, so that the worker makes all facts anew.
 */
interface Shape {

    List<Shape> ALL = List.of(
            new WorkShape(),
            new ParticipationShape(),
            new TrainingShape(),
            new CompetencyShape(),
            new FeedbackShape(),
            new ContestShape(),
            new EcosystemShape());

    /** The table, in the schema {@code xapi}. */
    String table();

    /** Its columns after generation, key, happened and verb. */
    List<String> columns();

    /** Whether {@link KeptDays} are made of it. */
    default boolean isKeptByDays() {
        return false;
    }

    /** What it keeps of a statement: none, or a row for each class. */
    List<Row> rows(Told statement);

    /**
     * @param statement where key, happened and verb come from
     * @param schoolClass its class by IRI and its school by code, as the statement names them
     * @param values in the order of the columns: a number, a short text, a {@link Term}, {@link Code} or null
     */
    record Row(Told statement, Optional<String> schoolClass, Optional<String> school, List<Object> values) {

        static Row of(Told statement, Optional<String> schoolClass, Optional<?>... values) {
            return new Row(
                    statement,
                    schoolClass,
                    statement.school(),
                    Arrays.stream(values)
                            .<Object>map(value -> value.orElse(null))
                            .toList());
        }
    }

    /** The code of a school, which rows hold as a number. */
    record Code(String school) {}
}
