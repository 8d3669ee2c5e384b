/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What follows from a StatementRef: the statement is also found by what its target is found by, and may void it.
 *
 * <p>A reference to a stored statement is followed in the transaction that stores it. When the two are stored at the
 * same moment, neither transaction sees the other; so everybody looks again after the commit, and whoever commits last
 * sees both, and all others of their chain. Only that second look marks a reference as linked. What a crash before it
 * leaves out, {@link #followLeftOver()} does later.
 */
final class StatementLinks {

    private static final Logger LOG = Logger.getLogger(StatementLinks.class.getName());

    private final Database database;

    StatementLinks(Database database) {
        this.database = database;
    }

    /** Notes the references of new statements and follows those whose targets are there. */
    void insert(List<StatementRow> rows, Connection connection) throws SQLException {
        List<StatementRow> referring = referring(rows);
        if (referring.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.reference (key, id, target, voiding)
                select * from unnest(?::bigint[], ?::uuid[], ?::uuid[], ?::boolean[])""")) {
            insert.setArray(1, keys(referring, connection));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid",
                            referring.stream().map(row -> row.statement().id()).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid",
                            referring.stream()
                                    .map(row -> row.statement()
                                            .references()
                                            .target()
                                            .orElseThrow())
                                    .toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "boolean",
                            referring.stream()
                                    .map(row -> row.statement().references().voiding())
                                    .toArray()));
            insert.executeUpdate();
        }
        follow(keys(referring, connection), connection);
    }

    /** Looks again at what was committed just now; a failure leaves it to {@link #followLeftOver()}. */
    void lookAgain(List<StatementRow> stored) {
        try {
            List<Long> referring = database.withConnection(connection -> referring(stored, connection));
            if (!referring.isEmpty()) {
                follow(referring);
            }
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "references will be followed later", failed);
        }
    }

    /** Follows every reference whose target is there and that was not followed; how many these were. */
    int followLeftOver() {
        List<Long> referring = database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select r.key
                      from xapi.reference r join xapi.statement_id i on i.id = r.target
                     where not r.linked
                     order by r.key
                     limit 1000""")) {
                return readKeys(select);
            }
        });
        if (!referring.isEmpty()) {
            follow(referring);
        }
        return referring.size();
    }

    private void follow(List<Long> referring) {
        database.inTransaction(connection -> {
            Array keys = connection.createArrayOf("bigint", referring.toArray());
            follow(keys, connection);
            // Only what was followed: a target may have come since.
            try (PreparedStatement update = connection.prepareStatement("""
                    update xapi.reference r
                       set linked = true
                      from xapi.statement_id i join xapi.reached on reached.target = i.key
                     where i.id = r.target and reached.key = r.key and r.key = any (?)""")) {
                update.setArray(1, keys);
                update.executeUpdate();
            }
            return null;
        });
    }

    private static void follow(Array referring, Connection connection) throws SQLException {
        try (CallableStatement call = connection.prepareCall("call xapi.link_references(?)")) {
            call.setArray(1, referring);
            call.execute();
        }
    }

    /** Which statements wait for one of these, and which of these wait for one that is there by now. */
    private static List<Long> referring(List<StatementRow> stored, Connection connection) throws SQLException {
        List<Long> keys = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select key from xapi.reference where target = any (?) and not linked""")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            stored.stream().map(row -> row.statement().id()).toArray()));
            keys.addAll(readKeys(select));
        }
        List<StatementRow> own = referring(stored);
        if (!own.isEmpty()) {
            try (PreparedStatement select = connection.prepareStatement("""
                    select r.key
                      from xapi.reference r join xapi.statement_id i on i.id = r.target
                     where r.key = any (?) and not r.linked""")) {
                select.setArray(1, keys(own, connection));
                keys.addAll(readKeys(select));
            }
        }
        return keys;
    }

    private static List<StatementRow> referring(List<StatementRow> rows) {
        return rows.stream()
                .filter(row -> row.statement().references().target().isPresent())
                .toList();
    }

    private static List<Long> readKeys(PreparedStatement select) throws SQLException {
        List<Long> keys = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keys.add(row.getLong("key"));
            }
        }
        return keys;
    }

    private static Array keys(List<StatementRow> rows, Connection connection) throws SQLException {
        return connection.createArrayOf(
                "bigint", rows.stream().map(StatementRow::key).toArray());
    }
}
