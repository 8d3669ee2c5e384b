/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
 * its rows, and is made when it is read: a reader sees whatever was acknowledged. Whoever comes across a subject with
 * several rows has them replaced by their merger after the next commit. Nothing depends on that: after a crash they
 * simply stay several until they are met again.
 */
@ApplicationScoped
public class PostgresDefinitions implements Definitions, Projection {

    /** Terms that wait for the merger of their rows; more are left for the next time they are met. */
    private static final int MOST_WAITING = 1_000;

    private static final String DISPLAY = "display";

    private final Database database;
    private final KnownDefinitions known;
    private final Set<UUID> scattered = ConcurrentHashMap.newKeySet();

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
        return subjects.isEmpty() ? Map.of() : database.withConnection(connection -> read(subjects, connection));
    }

    @Override
    public void added(List<AddedStatement> statements, Connection connection) throws SQLException {
        Map<Subject, ObjectNode> definitions = new HashMap<>();
        List<Stated> stated = stated(statements);
        lookUp(stated, definitions, connection);
        List<Stated> news = new ArrayList<>();
        for (Stated each : stated) {
            ObjectNode before = definitions.getOrDefault(each.subject(), JsonNodeFactory.instance.objectNode());
            if (DefinitionMerge.changes(before, each.definition())) {
                definitions.put(each.subject(), DefinitionMerge.merge(before, each.definition()));
                news.add(each);
            }
        }
        insert(news, connection);
    }

    @Override
    public void committed(List<AddedStatement> statements) {
        for (Stated each : stated(statements)) {
            known.forgetUnless(each.subject(), definition -> !DefinitionMerge.changes(definition, each.definition()));
        }
        for (UUID fingerprint : scattered) {
            if (scattered.remove(fingerprint)) {
                mergeRows(fingerprint);
            }
        }
    }

    /** @param definitions gets what is known of each subject */
    private void lookUp(List<Stated> stated, Map<Subject, ObjectNode> definitions, Connection connection)
            throws SQLException {
        List<Subject> unknown = new ArrayList<>();
        for (Subject subject : stated.stream().map(Stated::subject).collect(Collectors.toSet())) {
            known.find(subject)
                    .ifPresentOrElse(definition -> definitions.put(subject, definition), () -> unknown.add(subject));
        }
        if (!unknown.isEmpty()) {
            Map<Subject, ObjectNode> found = read(unknown, connection);
            found.forEach(known::put);
            definitions.putAll(found);
        }
    }

    private static List<Stated> stated(List<AddedStatement> statements) {
        List<Stated> stated = new ArrayList<>();
        for (AddedStatement statement : statements) {
            if (statement.defines()) {
                for (StatedDefinition each : StatedDefinition.in(statement.tree())) {
                    stated.add(new Stated(each.subject(), statement.key(), each.definition()));
                }
            }
        }
        return stated;
    }

    /**
     * An IRI that is used as a verb and as an activity has its rows together; a display is never part of an activity's
     * definition, nor anything else of a verb's.
     */
    private Map<Subject, ObjectNode> read(Collection<Subject> subjects, Connection connection) throws SQLException {
        Map<UUID, List<ObjectNode>> rows = rows(subjects, connection);
        Map<Subject, ObjectNode> merged = new HashMap<>();
        for (Subject subject : subjects) {
            List<ObjectNode> definitions = rows.getOrDefault(subject.fingerprint(), List.of());
            if (definitions.size() > 1 && scattered.size() < MOST_WAITING) {
                scattered.add(subject.fingerprint());
            }
            ObjectNode definition = DefinitionMerge.mergeAll(definitions);
            if (subject.kind() == Subject.Kind.VERB) {
                definition.retain(DISPLAY);
            } else {
                definition.remove(DISPLAY);
            }
            if (!definition.isEmpty()) {
                merged.put(subject, definition);
            }
        }
        return merged;
    }

    private static Map<UUID, List<ObjectNode>> rows(Collection<Subject> subjects, Connection connection)
            throws SQLException {
        Map<UUID, List<ObjectNode>> rows = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select t.fingerprint, d.definition
                  from xapi.term t join xapi.definition d on d.subject = t.id
                 where t.fingerprint = any (?)
                 order by d.subject, d.key""")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", subjects.stream().map(Subject::fingerprint).toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.computeIfAbsent(row.getObject("fingerprint", UUID.class), first -> new ArrayList<>())
                            .add(parse(row.getString("definition")));
                }
            }
        }
        return rows;
    }

    /** The terms are there: the statements that bring these definitions have been written before. */
    private static void insert(List<Stated> news, Connection connection) throws SQLException {
        if (news.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.definition (subject, key, definition)
                select t.id, said.key, said.definition
                  from unnest(?::uuid[], ?::bigint[], ?::text[]) as said (fingerprint, key, definition)
                  join xapi.term t using (fingerprint)
                 order by t.id""")) {
            setColumn(insert, 1, "uuid", news, stated -> stated.subject().fingerprint());
            setColumn(insert, 2, "bigint", news, Stated::key);
            setColumn(insert, 3, "text", news, stated -> stated.definition().toString());
            insert.executeUpdate();
        }
    }

    private static void setColumn(
            PreparedStatement insert, int position, String type, List<Stated> news, Function<Stated, Object> value)
            throws SQLException {
        Object[] column = news.stream().map(value).toArray();
        insert.setArray(position, insert.getConnection().createArrayOf(type, column));
    }

    /**
     * Replaces the rows of a term by one. What another transaction adds meanwhile is not seen and stays; another one
     * that merges the same term, on any node, makes this one leave it alone.
     */
    private void mergeRows(UUID fingerprint) {
        database.inTransaction(connection -> {
            if (!lock(fingerprint, connection)) {
                return null;
            }
            NavigableMap<Long, ObjectNode> taken = take(fingerprint, connection);
            if (taken.isEmpty()) {
                return null;
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.definition (subject, key, definition)
                    select id, ?, ? from xapi.term where fingerprint = ?""")) {
                insert.setLong(1, taken.lastKey());
                insert.setString(
                        2, DefinitionMerge.mergeAll(List.copyOf(taken.values())).toString());
                insert.setObject(3, fingerprint);
                return insert.executeUpdate();
            }
        });
    }

    private static NavigableMap<Long, ObjectNode> take(UUID fingerprint, Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from xapi.definition
                 where subject = (select id from xapi.term where fingerprint = ?)
                returning key, definition""")) {
            delete.setObject(1, fingerprint);
            NavigableMap<Long, ObjectNode> taken = new TreeMap<>();
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    taken.merge(row.getLong("key"), parse(row.getString("definition")), DefinitionMerge::merge);
                }
            }
            return taken;
        }
    }

    private static boolean lock(UUID fingerprint, Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, fingerprint.getMostSignificantBits());
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

    /** What the statement with this key says about a subject. */
    private record Stated(Subject subject, long key, ObjectNode definition) {}
}
