/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.xapi.erasures.PersonInStatements;
import khue.xapi.model.Fingerprint;
import khue.xapi.statements.AgentRules;
import khue.xapi.statements.References;

/** Some statements from which a person is taken, in one transaction: rows, what leads to them, and what was derived. */
final class ErasedStatements {

    private final Payloads payloads;
    private final Iterable<Projection> projections;
    private final Connection connection;
    private long deleted;
    private long kept;
    private long attachments;

    ErasedStatements(Payloads payloads, Iterable<Projection> projections, Connection connection) {
        this.payloads = payloads;
        this.projections = projections;
        this.connection = connection;
    }

    long deleted() {
        return deleted;
    }

    long kept() {
        return kept;
    }

    long attachments() {
        return attachments;
    }

    private record Stored(long key, String payload, JsonNode tree) {}

    /** @param nobody the number of the Agent that takes the place of the person as authority */
    void erase(List<Long> keys, PersonInStatements person, int nobody) throws SQLException {
        List<Stored> gone = new ArrayList<>();
        Map<Stored, JsonNode> changed = new HashMap<>();
        for (Stored statement : read(keys)) {
            Optional<JsonNode> rest = person.without(statement.tree());
            if (rest.isEmpty()) {
                gone.add(statement);
            } else if (!rest.get().equals(statement.tree())) {
                changed.put(statement, rest.get());
            }
        }
        erase(gone, changed, nobody);
    }

    /** All of them, whoever they are about. */
    void delete(List<Long> keys) throws SQLException {
        erase(read(keys), Map.of(), 0);
    }

    private void erase(List<Stored> gone, Map<Stored, JsonNode> changed, int nobody) throws SQLException {
        List<Stored> touched = new ArrayList<>(gone);
        touched.addAll(changed.keySet());
        if (touched.isEmpty()) {
            return;
        }
        List<Long> followers = followers(touched);
        forgetWhatTheyReach(followers);
        deleteRows(gone);
        for (Map.Entry<Stored, JsonNode> one : changed.entrySet()) {
            change(one.getKey(), one.getValue(), nobody);
        }
        new StatementLinks(payloads).followAnew(followers, connection);
        deleted += gone.size();
        kept += changed.size();
    }

    private List<Stored> read(List<Long> keys) throws SQLException {
        List<Stored> statements = new ArrayList<>();
        if (keys.isEmpty()) {
            return statements;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select key, payload, packed from xapi.statement where key = any (?) and key between ? and ? order by key
                   for update""")) {
            select.setArray(1, bigints(keys));
            select.setLong(2, Collections.min(keys));
            select.setLong(3, Collections.max(keys));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String payload = payloads.read(row);
                    statements.add(new Stored(row.getLong("key"), payload, PostgresErasures.parse(payload)));
                }
            }
        }
        return statements;
    }

    /** Statements that are found by what these are found by, because they refer to them: as far as references are followed. */
    private List<Long> followers(List<Stored> targets) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                with recursive follower (key, id, steps) as (
                  select key, id, 1 from xapi.reference where target = any (?)
                  union
                  select r.key, r.id, steps + 1
                    from follower join xapi.reference r on r.target = follower.id
                   where steps < 10
                )
                select distinct key from follower order by key""")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            targets.stream()
                                    .map(target -> target.tree().path("id").asText())
                                    .toArray()));
            List<Long> keys = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getLong("key"));
                }
            }
            return keys;
        }
    }

    private void forgetWhatTheyReach(List<Long> followers) throws SQLException {
        if (!followers.isEmpty()) {
            deleteByKey("xapi.reached", followers);
            deleteByKey("xapi.reached_link", followers);
        }
    }

    /**
     * The row of {@code statement_id} stays: the id is taken for ever. What such a statement has voided stays voided, and
     * what it has said about activities and verbs is not about the person.
     */
    private void deleteRows(List<Stored> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        List<Long> keys = gone.stream().map(Stored::key).toList();
        for (Stored statement : gone) {
            deleteLinks(statement.key(), terms(References.ofStored(statement.payload())));
        }
        attachments += number("select count(*) from xapi.attachment where key = any (?)", keys);
        for (Projection projection : projections) {
            projection.erased(keys, connection);
        }
        for (String table : List.of("voided", "reference", "reached", "reached_link")) {
            deleteByKey("xapi." + table, keys);
        }
        deleteByKey("xapi.statement", keys);
    }

    private void change(Stored statement, JsonNode rest, int nobody) throws SQLException {
        References references = References.ofStored(rest.toString());
        Map<UUID, Integer> numbers = numbers(References.ofStored(statement.payload()), references);
        JsonNode authority = rest.path("authority");
        boolean sameAuthority = authority.equals(statement.tree().path("authority"));
        Optional<Integer> ownAuthority = sameAuthority
                ? Optional.empty()
                : AgentRules.identifierOf(authority).map(Fingerprint::of).map(numbers::get);
        try (PreparedStatement update = connection.prepareStatement("""
                update xapi.statement
                   set payload = ?, packed = null, actor = ?, authority = coalesce(?, authority)
                 where key = ?
                returning authority""")) {
            update.setString(1, rest.toString());
            update.setObject(
                    2,
                    references.agents().stream().findFirst().map(numbers::get).orElse(null),
                    java.sql.Types.INTEGER);
            update.setObject(3, sameAuthority ? null : ownAuthority.orElse(nobody), java.sql.Types.INTEGER);
            update.setLong(4, statement.key());
            try (ResultSet row = update.executeQuery()) {
                row.next();
                deleteLinks(statement.key(), terms(References.ofStored(statement.payload())));
                insertLinks(statement.key(), StatementRow.links(references, row.getInt("authority"), numbers));
            }
        }
    }

    /** Terms are never deleted, so all of them are there, but for those of our own placeholder, which the caller has made. */
    private Map<UUID, Integer> numbers(References before, References after) throws SQLException {
        Set<UUID> fingerprints = new HashSet<>(terms(before));
        fingerprints.addAll(terms(after));
        try (PreparedStatement select =
                connection.prepareStatement("select fingerprint, id from xapi.term where fingerprint = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", fingerprints.toArray()));
            Map<UUID, Integer> numbers = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getObject("fingerprint", UUID.class), row.getInt("id"));
                }
            }
            return numbers;
        }
    }

    private static Set<UUID> terms(References references) {
        Set<UUID> terms = new LinkedHashSet<>(references.relatedAgents());
        terms.addAll(references.relatedActivities());
        return terms;
    }

    private void deleteLinks(long key, Set<UUID> terms) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from xapi.link
                 where key = ? and term = any (array(select id from xapi.term where fingerprint = any (?)))""")) {
            delete.setLong(1, key);
            delete.setArray(2, connection.createArrayOf("uuid", terms.toArray()));
            delete.executeUpdate();
        }
    }

    private void insertLinks(long key, Map<Integer, Boolean> links) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into xapi.link (key, term, direct) values (?, ?, ?)")) {
            for (Map.Entry<Integer, Boolean> link : links.entrySet()) {
                insert.setLong(1, key);
                insert.setInt(2, link.getKey());
                insert.setBoolean(3, link.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** @param table never text of a request */
    private void deleteByKey(String table, List<Long> keys) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from " + table + " where key = any (?) and key between ? and ?")) {
            delete.setArray(1, bigints(keys));
            delete.setLong(2, Collections.min(keys));
            delete.setLong(3, Collections.max(keys));
            delete.executeUpdate();
        }
    }

    private long number(String sql, List<Long> keys) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, bigints(keys));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private Array bigints(List<Long> keys) throws SQLException {
        return connection.createArrayOf("bigint", keys.toArray());
    }
}
