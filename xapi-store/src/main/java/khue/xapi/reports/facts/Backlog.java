/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.StatementKey;

/** The statements that are not in the facts yet, as the database knows them, whichever node has stored them. */
final class Backlog {

    private final Database database;
    private final Duration moment;

    /** @param moment until now; what arrived in it arrived lately */
    Backlog(Database database, Duration moment) {
        this.database = database;
        this.moment = moment;
    }

    /**
     * What is to be done.
     *
     * @param oldest for how long the first of them has waited; empty when there is none
     * @param lately how many statements arrived lately, if there are any to be done; beyond {@link Restraint#MANY} nobody
     *     counts
     */
    record State(Optional<Duration> oldest, int lately) {}

    State look() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select statement_timestamp() as now,
                                   (select min(key) from xapi.statement where key > through) as first
                              from xapi.facts""");
                    ResultSet row = select.executeQuery()) {
                row.next();
                Instant now = row.getObject("now", OffsetDateTime.class).toInstant();
                Long first = row.getObject("first", Long.class);
                return first == null
                        ? new State(Optional.empty(), 0)
                        : new State(
                                Optional.of(Duration.between(StatementKey.storedAt(first), now)),
                                since(now.minus(moment), connection));
            }
        });
    }

    private static int since(Instant then, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select count(*) from (select from xapi.statement where key >= ? order by key limit ?) as lately")) {
            select.setLong(1, StatementKey.firstAt(then));
            select.setInt(2, Restraint.MANY);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
