/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * New rows on their way into the tables {@code statement_id}, {@code statement} and {@code link}: many by COPY, which
 * costs least for each row, and a few by commands, which cross the network together with others.
 *
 * <p>Where another transaction is just taking one of the ids, all of this waits for its end; rows are sorted by id, so
 * that two batches with the same ids cannot wait for each other.
 */
final class StatementTables {

    /** Up to as many rows commands are cheaper than three times COPY. */
    private static final int FEW = 100;

    private StatementTables() {}

    /**
     * Writes the rows now, or adds the commands that will.
     *
     * @throws SQLException also when an id is taken, as the commands may
     */
    static void insert(List<StatementRow> rows, Connection connection, Commands commands) throws SQLException {
        if (rows.size() <= FEW) {
            insertFew(rows, commands);
        } else {
            copyIds(rows, connection);
            insertUnderTheirIds(rows, connection);
        }
    }

    /** For rows whose ids have been taken already. */
    static void insertUnderTheirIds(List<StatementRow> rows, Connection connection) throws SQLException {
        copyStatements(rows, connection);
        copyLinks(links(rows), connection);
    }

    private static void copyIds(List<StatementRow> rows, Connection connection) throws SQLException {
        try (CopiedRows ids = CopiedRows.into("xapi.statement_id (id, key)", connection)) {
            for (StatementRow row : sortedById(rows)) {
                ids.row().uuid(row.statement().id()).bigint(row.key());
            }
            ids.finish();
        }
    }

    private static List<StatementRow> sortedById(List<StatementRow> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(row -> row.statement().id()))
                .toList();
    }

    private static void copyStatements(List<StatementRow> rows, Connection connection) throws SQLException {
        try (CopiedRows copy = CopiedRows.into(
                "xapi.statement (key, verb, actor, activity, authority, registration, version_2, payload)",
                connection)) {
            for (StatementRow row : rows) {
                copy.row().bigint(row.key()).integer(row.verb());
                row.actor().ifPresentOrElse(copy::integer, copy::none);
                row.activity().ifPresentOrElse(copy::integer, copy::none);
                copy.integer(row.authority());
                row.registration().ifPresentOrElse(copy::uuid, copy::none);
                copy.bool(row.statement().holdsVersion2()).text(row.payload());
            }
            copy.finish();
        }
    }

    private record Link(long key, int term, boolean direct) {}

    /** Sorted, so that neighbours in the index are written together. */
    private static List<Link> links(List<StatementRow> rows) {
        List<Link> links = new ArrayList<>();
        for (StatementRow row : rows) {
            row.links().forEach((term, direct) -> links.add(new Link(row.key(), term, direct)));
        }
        links.sort(Comparator.comparingInt(Link::term).thenComparingLong(Link::key));
        return links;
    }

    private static void copyLinks(List<Link> links, Connection connection) throws SQLException {
        if (links.isEmpty()) {
            return;
        }
        try (CopiedRows copy = CopiedRows.into("xapi.link (key, term, direct)", connection)) {
            for (Link link : links) {
                copy.row().bigint(link.key()).integer(link.term()).bool(link.direct());
            }
            copy.finish();
        }
    }

    private static void insertFew(List<StatementRow> rows, Commands commands) {
        List<StatementRow> sorted = sortedById(rows);
        commands.add(
                "insert into xapi.statement_id (id, key) select * from unnest(?::uuid[], ?::bigint[])",
                columns -> columns.set("uuid", sorted, row -> row.statement().id(), UUID[]::new)
                        .set("int8", sorted, StatementRow::key, Long[]::new));
        commands.add(
                """
                insert into xapi.statement (key, verb, actor, activity, authority, registration, version_2, payload)
                select * from unnest(?::bigint[], ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::uuid[],
                                     ?::boolean[], ?::text[])""",
                columns -> columns.set("int8", rows, StatementRow::key, Long[]::new)
                        .set("int4", rows, StatementRow::verb, Integer[]::new)
                        .set("int4", rows, row -> row.actor().orElse(null), Integer[]::new)
                        .set("int4", rows, row -> row.activity().orElse(null), Integer[]::new)
                        .set("int4", rows, StatementRow::authority, Integer[]::new)
                        .set("uuid", rows, row -> row.registration().orElse(null), UUID[]::new)
                        .set("bool", rows, row -> row.statement().holdsVersion2(), Boolean[]::new)
                        .set("text", rows, StatementRow::payload, String[]::new));
        List<Link> links = links(rows);
        commands.add(
                "insert into xapi.link (key, term, direct) select * from unnest(?::bigint[], ?::integer[], ?::boolean[])",
                columns -> columns.set("int8", links, Link::key, Long[]::new)
                        .set("int4", links, Link::term, Integer[]::new)
                        .set("bool", links, Link::direct, Boolean[]::new));
    }
}
