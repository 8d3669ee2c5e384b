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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.statements.References;

/**
 * What follows from a StatementRef: the statement is also found by what its target is found by, and may void it.
 *
 * <p>A reference to a stored statement is followed in the transaction that stores it. When the two are stored at the
 * same moment, neither transaction sees the other; so everybody looks again after the commit, and whoever commits last
 * sees both, and all others of their chain. Only that second look marks a reference as linked, unless its target is
 * there already and refers to nothing. What a crash before it leaves out, {@link #followLeftOver()} does later.
 */
final class StatementLinks {

    private static final Logger LOG = Logger.getLogger(StatementLinks.class.getName());

    private final Database database;

    StatementLinks(Database database) {
        this.database = database;
    }

    /**
     * Notes the references of new statements and follows those whose targets are there.
     *
     * @return the keys of those that {@link #lookAgain} has to look at
     */
    List<Long> insert(List<StatementRow> rows, Connection connection) throws SQLException {
        List<StatementRow> referring = rows.stream()
                .filter(row -> row.statement().references().target().isPresent())
                .toList();
        if (referring.isEmpty()) {
            return List.of();
        }
        Set<UUID> settled = settled(referring, connection);
        try (CopiedRows copy = CopiedRows.into("xapi.reference (key, id, target, voiding, linked)", connection)) {
            for (StatementRow row : referring) {
                copy.row()
                        .bigint(row.key())
                        .uuid(row.statement().id())
                        .uuid(target(row))
                        .bool(row.statement().references().voiding())
                        .bool(settled.contains(target(row)));
            }
            copy.finish();
        }
        follow(Columns.array("int8", referring, StatementRow::key, Long[]::new, connection), connection);
        return referring.stream()
                .filter(row -> !settled.contains(target(row)))
                .map(StatementRow::key)
                .toList();
    }

    private static UUID target(StatementRow row) {
        return row.statement().references().target().orElseThrow();
    }

    /** The targets that are committed and lead no further: nothing can come to them that would have to be followed. */
    private static Set<UUID> settled(List<StatementRow> referring, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select i.id
                  from xapi.statement_id i
                 where i.id = any (?)
                   and i.key <> all (?)
                   and not exists (select from xapi.reference r where r.id = i.id)""")) {
            new Columns(select)
                    .set("uuid", referring, StatementLinks::target, UUID[]::new)
                    .set("int8", referring, StatementRow::key, Long[]::new);
            Set<UUID> settled = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    settled.add(row.getObject("id", UUID.class));
                }
            }
            return settled;
        }
    }

    /**
     * Looks again at what was committed just now; a failure leaves it to {@link #followLeftOver()}.
     *
     * @param unsettled what {@link #insert} has returned
     */
    void lookAgain(List<StatementRow> stored, List<Long> unsettled) {
        try {
            List<Long> referring = database.withConnection(connection -> referring(stored, unsettled, connection));
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
            new Columns(insert)
                    .set("int8", links, ReachedLink::key, Long[]::new)
                    .set("int8", links, ReachedLink::target, Long[]::new)
                    .set("uuid", links, ReachedLink::term, UUID[]::new)
                    .set("bool", links, ReachedLink::direct, Boolean[]::new);
            insert.executeUpdate();
        }
    }

    /** Which statements wait for one of these, and which of these wait for one that is there by now. */
    private static List<Long> referring(List<StatementRow> stored, List<Long> unsettled, Connection connection)
            throws SQLException {
        List<Long> keys = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select key from xapi.reference where target = any (?) and not linked""")) {
            new Columns(select).set("uuid", stored, row -> row.statement().id(), UUID[]::new);
            keys.addAll(readKeys(select));
        }
        if (!unsettled.isEmpty()) {
            try (PreparedStatement select = connection.prepareStatement("""
                    select r.key
                      from xapi.reference r join xapi.statement_id i on i.id = r.target
                     where r.key = any (?) and not r.linked""")) {
                select.setArray(1, connection.createArrayOf("bigint", unsettled.toArray()));
                keys.addAll(readKeys(select));
            }
        }
        return keys;
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
}
