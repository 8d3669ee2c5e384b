/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import khue.xapi.model.Fingerprint;
import khue.xapi.postgres.CopiedRows;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.Dictionary;
import khue.xapi.reports.facts.KeptDays.Touched;
import khue.xapi.reports.facts.Shape.Code;
import khue.xapi.reports.facts.Shape.Row;

/** Writes the facts of a list of statements, and what numbers in them stand for. */
final class FactWriter {

    private static final int TERMS_REMEMBERED = 50_000;
    private static final Instant FIRST = Instant.parse("-4000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("+200000-01-01T00:00:00Z");

    private final Dictionary dictionary;

    FactWriter(Database database) {
        this.dictionary = new Dictionary(database, TERMS_REMEMBERED);
    }

    /** In the transaction of the connection; new terms are committed at once, as they always are. */
    void write(List<Told> statements, int generation, Connection connection) throws SQLException {
        SourceCounts.add(statements, generation, connection);
        KeptDays.outdatedByVoiding(
                statements.stream().flatMap(told -> told.voids().stream()).toList(), generation, connection);
        Map<Shape, List<Row>> rows = new HashMap<>();
        for (Shape shape : Shape.ALL) {
            List<Row> ofShape = new ArrayList<>();
            statements.forEach(statement -> ofShape.addAll(shape.rows(statement)));
            rows.put(shape, ofShape);
        }
        List<Row> all = rows.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return;
        }
        Map<UUID, Integer> terms = dictionary.numbersOf(fingerprints(all));
        Map<String, Integer> schools = schools(all, connection);
        nameClasses(all, terms, schools, connection);
        for (Shape shape : Shape.ALL) {
            copy(shape, rows.get(shape), generation, terms, schools, connection);
        }
        KeptDays.outdated(touched(rows, terms), generation, connection);
    }

    private static Set<Touched> touched(Map<Shape, List<Row>> rows, Map<UUID, Integer> terms) {
        Set<Touched> touched = new HashSet<>();
        rows.forEach((shape, ofShape) -> {
            if (shape.isKeptByDays()) {
                ofShape.forEach(row -> row.schoolClass()
                        .ifPresent(iri -> touched.add(new Touched(
                                terms.get(Fingerprint.of(iri)),
                                bounded(row.statement().happened())))));
            }
        });
        return touched;
    }

    private static Set<UUID> fingerprints(Collection<Row> rows) {
        Set<UUID> fingerprints = new HashSet<>();
        for (Row row : rows) {
            for (Object value : row.values()) {
                if (value instanceof Term term) {
                    fingerprints.add(term.fingerprint());
                }
            }
        }
        return fingerprints;
    }

    private static Map<String, Integer> schools(Collection<Row> rows, Connection connection) throws SQLException {
        SortedSet<String> codes = new TreeSet<>();
        rows.forEach(row -> row.school().ifPresent(codes::add));
        if (codes.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                        insert into xapi.school (code)
                        select code from unnest(?::text[]) as code
                         where not exists (select from xapi.school where school.code = code.code)
                         order by code
                        on conflict do nothing""");
                PreparedStatement select =
                        connection.prepareStatement("select code, id from xapi.school where code = any (?)")) {
            insert.setArray(1, connection.createArrayOf("text", codes.toArray()));
            insert.executeUpdate();
            select.setArray(1, connection.createArrayOf("text", codes.toArray()));
            Map<String, Integer> schools = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    schools.put(row.getString("code"), row.getInt("id"));
                }
            }
            return schools;
        }
    }

    /** In the order of their numbers, so that two writers of the same new classes cannot wait for each other. */
    private static void nameClasses(
            Collection<Row> rows, Map<UUID, Integer> terms, Map<String, Integer> schools, Connection connection)
            throws SQLException {
        SortedMap<Integer, String> names = new TreeMap<>();
        SortedMap<Integer, Integer> homes = new TreeMap<>();
        List<Row> inOrder = rows.stream()
                .sorted(Comparator.comparingLong(row -> row.statement().key()))
                .toList();
        for (Row row : inOrder) {
            row.schoolClass().ifPresent(iri -> {
                int number = terms.get(Fingerprint.of(iri));
                names.put(number, iri);
                // Of two classes, nobody says which of them the school is that of.
                row.school()
                        .filter(school -> row.statement().classes().size() == 1)
                        .map(schools::get)
                        .ifPresent(school -> homes.putIfAbsent(number, school));
            });
        }
        insertMissing("""
                insert into xapi.class (id, iri)
                select id, iri from unnest(?::integer[], ?::text[]) as named (id, iri)
                 where not exists (select from xapi.class where class.id = named.id)
                 order by id
                on conflict do nothing""", names, "text", connection);
        insertMissing("""
                insert into xapi.class_school (class, school, source)
                select class, school, 'xAPI' from unnest(?::integer[], ?::integer[]) as told (class, school)
                 where not exists (select from xapi.class_school where class_school.class = told.class)
                 order by class
                on conflict do nothing""", homes, "integer", connection);
    }

    private static void insertMissing(String sql, SortedMap<Integer, ?> values, String type, Connection connection)
            throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(
                    1, connection.createArrayOf("integer", values.keySet().toArray()));
            insert.setArray(2, connection.createArrayOf(type, values.values().toArray()));
            insert.executeUpdate();
        }
    }

    private static void copy(
            Shape shape,
            List<Row> rows,
            int generation,
            Map<UUID, Integer> terms,
            Map<String, Integer> schools,
            Connection connection)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String columns = "generation, key, happened, verb, " + String.join(", ", shape.columns());
        try (CopiedRows copy = CopiedRows.into("xapi.%s (%s)".formatted(shape.table(), columns), connection)) {
            for (Row row : rows) {
                Told statement = row.statement();
                copy.row()
                        .smallint(generation)
                        .bigint(statement.key())
                        .instant(bounded(statement.happened()))
                        .integer(statement.verb());
                for (Object value : row.values()) {
                    write(value, copy, terms, schools);
                }
            }
            copy.finish();
        }
    }

    private static void write(Object value, CopiedRows copy, Map<UUID, Integer> terms, Map<String, Integer> schools) {
        if (value == null) {
            copy.none();
        } else if (value instanceof Term term) {
            copy.integer(terms.get(term.fingerprint()));
        } else if (value instanceof Code code) {
            copy.integer(schools.get(code.school()));
        } else if (value instanceof Integer number) {
            copy.integer(number);
        } else if (value instanceof Short number) {
            copy.smallint(number);
        } else {
            copy.text((String) value);
        }
    }

    /** Years that the database cannot hold are in no period that anybody asks for. */
    private static Instant bounded(Instant happened) {
        return happened.isBefore(FIRST) ? FIRST : happened.isAfter(LAST) ? LAST : happened;
    }
}
