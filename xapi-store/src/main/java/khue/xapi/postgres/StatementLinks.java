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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
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
    private final Payloads payloads;

    StatementLinks(Database database) {
        this.database = database;
        this.payloads = database == null ? null : database.payloads();
    }

    /** For work that goes on in a transaction of somebody else. */
    StatementLinks(Payloads payloads) {
        this.database = null;
        this.payloads = payloads;
    }

    /**
     * Notes the references of new statements and follows them. What that takes is added to the commands, which write the
     * statements; unless targets are not settled, which is rare: then the commands are sent at once.
     *
     * @param settled as {@link #settledTargets} told before the statements were written
     * @return the keys of those that {@link #followAgain} has to follow after the commit
     */
    List<Long> insert(List<StatementRow> rows, Map<UUID, Target> settled, Commands commands, Connection connection)
            throws SQLException {
        List<StatementRow> referring = referring(rows);
        if (referring.isEmpty()) {
            return List.of();
        }
        boolean areSettled = referring.stream().allMatch(row -> settled.containsKey(target(row)));
        commands.add(
                """
                insert into xapi.reference (key, id, target, voiding, linked)
                select * from unnest(?::bigint[], ?::uuid[], ?::uuid[], ?::boolean[], ?::boolean[])""",
                columns -> columns.set("int8", referring, StatementRow::key, Long[]::new)
                        .set("uuid", referring, row -> row.statement().id(), UUID[]::new)
                        .set("uuid", referring, StatementLinks::target, UUID[]::new)
                        .set(
                                "bool",
                                referring,
                                row -> row.statement().references().voiding(),
                                Boolean[]::new)
                        .set("bool", referring, row -> areSettled, Boolean[]::new));
        if (areSettled) {
            follow(referring, settled, commands);
            return List.of();
        }
        commands.send(connection);
        follow(Columns.array("int8", referring, StatementRow::key, Long[]::new, connection), connection);
        return referring.stream().map(StatementRow::key).toList();
    }

    private static List<StatementRow> referring(List<StatementRow> rows) {
        return rows.stream()
                .filter(row -> row.statement().references().target().isPresent())
                .toList();
    }

    private static UUID target(StatementRow row) {
        return row.statement().references().target().orElseThrow();
    }

    /** A statement that is committed and leads no further: nothing can come to it that would have to be followed. */
    record Target(
            long key,
            int verb,
            Integer actor,
            Integer activity,
            int authority,
            UUID registration,
            References references) {}

    /** What the statements refer to, as far as it is settled. The limit keeps the planner from reading whole months. */
    Map<UUID, Target> settledTargets(List<StatementRow> rows, Connection connection) throws SQLException {
        List<StatementRow> referring = referring(rows);
        if (referring.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select i.id, s.*
                  from xapi.statement_id i
                 cross join lateral (
                         select key, verb, actor, activity, authority, registration, payload, packed
                           from xapi.statement
                          where key = i.key
                          limit 1) s
                 where i.id = any (?)
                   and not exists (select from xapi.reference r where r.id = i.id)""")) {
            new Columns(select).set("uuid", referring, StatementLinks::target, UUID[]::new);
            Map<UUID, Target> settled = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    settled.put(
                            row.getObject("id", UUID.class),
                            new Target(
                                    row.getLong("key"),
                                    row.getInt("verb"),
                                    row.getObject("actor", Integer.class),
                                    row.getObject("activity", Integer.class),
                                    row.getInt("authority"),
                                    row.getObject("registration", UUID.class),
                                    References.ofStored(payloads.read(row))));
                }
            }
            return settled;
        }
    }

    private static void follow(List<StatementRow> referring, Map<UUID, Target> targets, Commands commands) {
        commands.add(
                """
                insert into xapi.reached (key, own_authority, target, verb, actor, activity, authority, registration)
                select * from unnest(?::bigint[], ?::integer[], ?::bigint[], ?::integer[], ?::integer[], ?::integer[],
                                     ?::integer[], ?::uuid[])""",
                columns -> columns.set("int8", referring, StatementRow::key, Long[]::new)
                        .set("int4", referring, StatementRow::authority, Integer[]::new)
                        .set("int8", referring, row -> targets.get(target(row)).key(), Long[]::new)
                        .set("int4", referring, row -> targets.get(target(row)).verb(), Integer[]::new)
                        .set("int4", referring, row -> targets.get(target(row)).actor(), Integer[]::new)
                        .set("int4", referring, row -> targets.get(target(row)).activity(), Integer[]::new)
                        .set("int4", referring, row -> targets.get(target(row)).authority(), Integer[]::new)
                        .set("uuid", referring, row -> targets.get(target(row)).registration(), UUID[]::new));
        List<ReachedLink> links = new ArrayList<>();
        for (StatementRow row : referring) {
            Target target = targets.get(target(row));
            addLinks(row.key(), target.key(), target.references(), links);
        }
        insert(links, commands);
        List<Long> voided = referring.stream()
                .filter(row -> row.statement().references().voiding())
                .map(row -> targets.get(target(row)).key())
                .sorted()
                .toList();
        if (!voided.isEmpty()) {
            commands.add(
                    "insert into xapi.voided (key) select * from unnest(?::bigint[]) on conflict do nothing",
                    columns -> columns.set("int8", voided, key -> key, Long[]::new));
        }
    }

    /** Asks which statements wait for one of these, for after the commit. */
    static Supplier<List<Long>> waitingFor(List<StatementRow> stored, Commands commands) {
        return commands.ask(
                "select key from xapi.reference where target = any (?) and not linked",
                columns -> columns.set("uuid", stored, row -> row.statement().id(), UUID[]::new),
                StatementLinks::keys);
    }

    /**
     * Follows references after the commit; a failure leaves them to {@link #followLeftOver()}.
     *
     * @param referring those that {@link #insert} has not settled, and {@link #waitingFor what waited}
     */
    void followAgain(List<Long> referring) {
        try {
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
                     where not r.linked and r.key > ? and exists (select from xapi.statement s where s.key = i.key)
                     order by r.key
                     limit 1000""")) {
                select.setLong(1, last);
                try (ResultSet row = select.executeQuery()) {
                    return keys(row);
                }
            }
        });
    }

    private void follow(List<Long> referring) {
        database.inTransaction(connection -> {
            followAndMark(connection.createArrayOf("bigint", referring.toArray()), connection);
            return null;
        });
    }

    /** Follows references whose targets have changed or are gone; nothing of what they reached may be left. */
    void followAnew(List<Long> referring, Connection connection) throws SQLException {
        if (referring.isEmpty()) {
            return;
        }
        Array keys = connection.createArrayOf("bigint", referring.toArray());
        try (PreparedStatement update =
                connection.prepareStatement("update xapi.reference set linked = false where key = any (?)")) {
            update.setArray(1, keys);
            update.executeUpdate();
        }
        followAndMark(keys, connection);
    }

    private void followAndMark(Array referring, Connection connection) throws SQLException {
        follow(referring, connection);
        // Only what was followed: a target may have come since.
        try (PreparedStatement update = connection.prepareStatement("""
                update xapi.reference r
                   set linked = true
                  from xapi.statement_id i join xapi.reached on reached.target = i.key
                 where i.id = r.target and reached.key = r.key and r.key = any (?)""")) {
            update.setArray(1, referring);
            update.executeUpdate();
        }
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
                    References references = References.ofStored(payloads.read(row));
                    followers.get(target).forEach(follower -> addLinks(follower, target, references, links));
                }
            }
        }
        Commands commands = new Commands();
        insert(links, commands);
        commands.send(connection);
    }

    private static void addLinks(long key, long target, References references, List<ReachedLink> links) {
        references.relatedActivities().forEach(term -> links.add(new ReachedLink(key, target, term, false)));
        references
                .relatedAgents()
                .forEach(term -> links.add(
                        new ReachedLink(key, target, term, references.agents().contains(term))));
    }

    private static void insert(List<ReachedLink> links, Commands commands) {
        commands.add(
                """
                insert into xapi.reached_link (key, target, term, direct)
                select link.key, link.target, t.id, link.direct
                  from unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::boolean[]) as link (key, target, term, direct)
                  join xapi.term t on t.fingerprint = link.term
                 order by t.id, link.key, link.target
                on conflict do nothing""",
                columns -> columns.set("int8", links, ReachedLink::key, Long[]::new)
                        .set("int8", links, ReachedLink::target, Long[]::new)
                        .set("uuid", links, ReachedLink::term, UUID[]::new)
                        .set("bool", links, ReachedLink::direct, Boolean[]::new));
    }

    private static List<Long> keys(ResultSet row) throws SQLException {
        List<Long> keys = new ArrayList<>();
        while (row.next()) {
            keys.add(row.getLong("key"));
        }
        return keys;
    }
}
