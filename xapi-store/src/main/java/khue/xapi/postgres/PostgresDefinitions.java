/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import khue.xapi.activities.DefinitionMerge;
import khue.xapi.activities.Definitions;
import khue.xapi.activities.StatedDefinition;
import khue.xapi.activities.Subject;
import khue.xapi.http.Json;

/**
 * The table {@code xapi.definition}.
 *
 * <p>A statement that says something new adds a row, in the transaction that stores it, and what says nothing new adds
 * none; nobody changes a row, so writers of the same activities never wait for each other. A definition is the merger of
 * its rows, and is made when it is read: a reader sees whatever was acknowledged. A writer that comes across a subject
 * with many rows replaces them by their merger after its commit. Nothing depends on that: after a crash they simply
 * stay many until they are met again.
 */
@ApplicationScoped
public class PostgresDefinitions implements Definitions, Projection {

    /** A merger is a transaction of its own, so a few rows are left as they are. */
    private static final int MOST_ROWS = 8;

    /** Terms that wait for the merger of their rows; more are left for the next time they are met. */
    private static final int MOST_WAITING = 1_000;

    /** In characters; a definition that is larger is read again each time. */
    private static final int LARGEST_REMEMBERED = 4_096;

    private static final String DISPLAY = "display";

    private final Database database;
    private final KnownDefinitions known;

    /** Terms with many rows. */
    private final Set<Integer> scattered = ConcurrentHashMap.newKeySet();

    /** For the container's proxy. */
    protected PostgresDefinitions() {
        this(null, Clock.systemUTC());
    }

    @Inject
    public PostgresDefinitions(Database database, Clock clock) {
        this.database = database;
        this.known = new KnownDefinitions(clock);
    }

    @Override
    public Map<Subject, ObjectNode> find(Collection<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Map.of();
        }
        Object[] fingerprints =
                subjects.stream().map(Subject::fingerprint).distinct().toArray();
        Map<Object, List<String>> rows = database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select t.fingerprint as term, d.definition
                      from xapi.term t join xapi.definition d on d.subject = t.id
                     where t.fingerprint = any (?)
                     order by d.subject, d.key""")) {
                select.setArray(1, connection.createArrayOf("uuid", fingerprints));
                return rows(select);
            }
        });
        Map<Subject, ObjectNode> definitions = new HashMap<>();
        for (Subject subject : subjects) {
            ObjectNode definition = merged(subject.kind(), rows.getOrDefault(subject.fingerprint(), List.of()));
            if (!definition.isEmpty()) {
                definitions.put(subject, definition);
            }
        }
        return definitions;
    }

    @Override
    public AfterCommit added(List<AddedStatement> statements, Connection connection, Commands commands)
            throws SQLException {
        Map<Subject, ObjectNode> before = lookUp(statements, connection);
        Map<Subject, ObjectNode> after = new HashMap<>(before);
        List<Stated> news = new ArrayList<>();
        for (AddedStatement statement : statements) {
            for (StatedDefinition stated : statement.definitions()) {
                ObjectNode definition = after.get(stated.subject());
                if (DefinitionMerge.changes(definition, stated.definition())) {
                    after.put(stated.subject(), DefinitionMerge.merge(definition, stated.definition()));
                    news.add(new Stated(term(statement, stated.subject()), statement.key(), stated));
                }
            }
        }
        // Two senders who name one thing differently may stand in one list by turns.
        news.removeIf(said -> {
            Subject subject = said.definition().subject();
            return after.get(subject).equals(before.get(subject));
        });
        insert(news, commands);
        return () -> {
            news.forEach(said -> known.forget(said.definition().subject()));
            mergeScattered();
        };
    }

    private static int term(AddedStatement statement, Subject subject) {
        return statement.terms().get(subject.fingerprint());
    }

    /** The definitions of all subjects that the statements define; empty ones where nothing was said yet. */
    private Map<Subject, ObjectNode> lookUp(List<AddedStatement> statements, Connection connection)
            throws SQLException {
        Map<Subject, ObjectNode> definitions = new HashMap<>();
        Map<Subject, Integer> unknown = new HashMap<>();
        for (AddedStatement statement : statements) {
            for (StatedDefinition stated : statement.definitions()) {
                definitions.computeIfAbsent(stated.subject(), subject -> {
                    ObjectNode definition = known.find(subject);
                    if (definition == null) {
                        unknown.put(subject, term(statement, subject));
                    }
                    return definition;
                });
            }
        }
        if (!unknown.isEmpty()) {
            definitions.putAll(read(unknown, connection));
        }
        return definitions;
    }

    private Map<Subject, ObjectNode> read(Map<Subject, Integer> terms, Connection connection) throws SQLException {
        Map<Object, List<String>> rows;
        try (PreparedStatement select = connection.prepareStatement("""
                select subject as term, definition from xapi.definition where subject = any (?) order by subject, key""")) {
            select.setObject(
                    1,
                    terms.values().stream()
                            .mapToInt(Integer::intValue)
                            .distinct()
                            .toArray());
            rows = rows(select);
        }
        Map<Subject, ObjectNode> definitions = new HashMap<>();
        terms.forEach((subject, term) -> {
            List<String> ofTerm = rows.getOrDefault(term, List.of());
            ObjectNode definition = merged(subject.kind(), ofTerm);
            definitions.put(subject, definition);
            if (!ofTerm.isEmpty() && ofTerm.stream().mapToInt(String::length).sum() <= LARGEST_REMEMBERED) {
                known.put(subject, definition);
            }
            if (ofTerm.size() > MOST_ROWS && scattered.size() < MOST_WAITING) {
                scattered.add(term);
            }
        });
        return definitions;
    }

    /** The definitions of each term, which is a number or a fingerprint, as the query has it. */
    private static Map<Object, List<String>> rows(PreparedStatement select) throws SQLException {
        Map<Object, List<String>> rows = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.computeIfAbsent(row.getObject("term"), first -> new ArrayList<>())
                        .add(row.getString("definition"));
            }
        }
        return rows;
    }

    /**
     * An IRI that is used as a verb and as an activity has its rows together; a display is never part of an activity's
     * definition, nor anything else of a verb's.
     */
    private static ObjectNode merged(Subject.Kind kind, List<String> rows) {
        ObjectNode definition = DefinitionMerge.mergeAll(
                rows.stream().map(PostgresDefinitions::parse).toList());
        if (kind == Subject.Kind.VERB) {
            definition.retain(DISPLAY);
        } else {
            definition.remove(DISPLAY);
        }
        return definition;
    }

    private static void insert(List<Stated> news, Commands commands) {
        if (news.isEmpty()) {
            return;
        }
        news.sort(Comparator.comparingInt(Stated::term).thenComparingLong(Stated::key));
        commands.add(
                """
                insert into xapi.definition (subject, key, definition)
                select * from unnest(?::integer[], ?::bigint[], ?::text[])""",
                columns -> columns.set("int4", news, Stated::term, Integer[]::new)
                        .set("int8", news, Stated::key, Long[]::new)
                        .set(
                                "text",
                                news,
                                said -> said.definition().definition().toString(),
                                String[]::new));
    }

    private void mergeScattered() {
        for (int term : scattered) {
            if (scattered.remove(term)) {
                mergeRows(term);
            }
        }
    }

    /**
     * Replaces the rows of a term by one. What another transaction adds meanwhile is not seen and stays; another one
     * that merges the same term, on any node, makes this one leave it alone.
     */
    private void mergeRows(int term) {
        database.inTransaction(connection -> {
            if (!lock(term, connection)) {
                return null;
            }
            NavigableMap<Long, ObjectNode> taken = take(term, connection);
            if (taken.isEmpty()) {
                return null;
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.definition (subject, key, definition) values (?, ?, ?)""")) {
                insert.setInt(1, term);
                insert.setLong(2, taken.lastKey());
                insert.setString(
                        3, DefinitionMerge.mergeAll(List.copyOf(taken.values())).toString());
                return insert.executeUpdate();
            }
        });
    }

    private static NavigableMap<Long, ObjectNode> take(int term, Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from xapi.definition where subject = ? returning key, definition""")) {
            delete.setInt(1, term);
            NavigableMap<Long, ObjectNode> taken = new TreeMap<>();
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    taken.merge(row.getLong("key"), parse(row.getString("definition")), DefinitionMerge::merge);
                }
            }
            return taken;
        }
    }

    private static boolean lock(int term, Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_xact_lock(hashtext('xapi.definition'), ?)")) {
            lock.setInt(1, term);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static ObjectNode parse(String definition) {
        try {
            return (ObjectNode) Json.mapper().readTree(definition);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored definition is JSON", impossible);
        }
    }

    /** What the statement with this key says about a term. */
    private record Stated(int term, long key, StatedDefinition definition) {}
}
