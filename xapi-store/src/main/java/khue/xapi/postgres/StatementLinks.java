/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.statements.References;

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
            insert.setArray(2, column("uuid", referring, row -> row.statement().id(), connection));
            insert.setArray(
                    3,
                    column(
                            "uuid",
                            referring,
                            row -> row.statement().references().target().orElseThrow(),
                            connection));
            insert.setArray(
                    4,
                    column(
                            "boolean",
                            referring,
                            row -> row.statement().references().voiding(),
                            connection));
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

    /** Follows every reference whose target is there and that was not followed. */
    void followLeftOver() {
        long last = Long.MIN_VALUE;
        List<Long> referring = leftOver(last);
        while (!referring.isEmpty()) {
            follow(referring);
            last = referring.get(referring.size() - 1);
            referring = leftOver(last);
        }
    }

    private List<Long> leftOver(long last) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select r.key
                      from xapi.reference r join xapi.statement_id i on i.id = r.target
                     where not r.linked and r.key > ?
                     order by r.key
                     limit 1000""")) {
                select.setLong(1, last);
                return readKeys(select);
            }
        });
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

    private void follow(Array referring, Connection connection) throws SQLException {
        Map<Long, List<Long>> followers = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("select * from xapi.link_references(?)")) {
            select.setArray(1, referring);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    followers
                            .computeIfAbsent(row.getLong("target"), target -> new ArrayList<>())
                            .add(row.getLong("key"));
                }
            }
        }
        if (!followers.isEmpty()) {
            insertLinksOfTargets(followers, connection);
        }
    }

    private record ReachedLink(long key, long target, UUID term, boolean direct) {}

    /** What the targets are found by, besides their columns, from their payloads. */
    private void insertLinksOfTargets(Map<Long, List<Long>> followers, Connection connection) throws SQLException {
        List<ReachedLink> links = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select key, payload, packed from xapi.statement where key = any (?) and key between ? and ?""")) {
            List<Long> targets = List.copyOf(followers.keySet());
            select.setArray(1, connection.createArrayOf("bigint", targets.toArray()));
            select.setLong(2, Collections.min(targets));
            select.setLong(3, Collections.max(targets));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long target = row.getLong("key");
                    References references =
                            References.ofStored(database.payloads().read(row));
                    for (long follower : followers.get(target)) {
                        references
                                .relatedActivities()
                                .forEach(term -> links.add(new ReachedLink(follower, target, term, false)));
                        references
                                .relatedAgents()
                                .forEach(term -> links.add(new ReachedLink(
                                        follower,
                                        target,
                                        term,
                                        references.agents().contains(term))));
                    }
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.reached_link (key, target, term, direct)
                select link.key, link.target, t.id, link.direct
                  from unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::boolean[]) as link (key, target, term, direct)
                  join xapi.term t on t.fingerprint = link.term
                 order by t.id, link.key, link.target
                on conflict do nothing""")) {
            insert.setArray(1, column("bigint", links, ReachedLink::key, connection));
            insert.setArray(2, column("bigint", links, ReachedLink::target, connection));
            insert.setArray(3, column("uuid", links, ReachedLink::term, connection));
            insert.setArray(4, column("boolean", links, ReachedLink::direct, connection));
            insert.executeUpdate();
        }
    }

    private static <T> Array column(String type, List<T> rows, Function<T, Object> value, Connection connection)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    /** Which statements wait for one of these, and which of these wait for one that is there by now. */
    private static List<Long> referring(List<StatementRow> stored, Connection connection) throws SQLException {
        List<Long> keys = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select key from xapi.reference where target = any (?) and not linked""")) {
            select.setArray(1, column("uuid", stored, row -> row.statement().id(), connection));
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
        return column("bigint", rows, StatementRow::key, connection);
    }
}
