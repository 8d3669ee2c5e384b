/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import khue.xapi.http.Json;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.Fingerprints;
import khue.xapi.postgres.AddedStatement;
import khue.xapi.postgres.Commands;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.Projection;
import khue.xapi.postgres.RecentlyUsed;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps {@code xapi.project_event} in step with the statements.
 *
 * <p>In the transaction that stores them, so a figure never disagrees with the statements behind it; it costs one
 * insert for a batch that has such statements and nothing for others.
 */
@ApplicationScoped
public class ProjectEvents implements Projection {

    private static final int STATEMENTS_AT_ONCE = 1_000;
    private static final int CLASSES_REMEMBERED = 4_096;

    private final Database database;
    private final String base;

    /** Classes whose names are committed. */
    private final RecentlyUsed<Integer, String> named = new RecentlyUsed<>(CLASSES_REMEMBERED);

    /** For the container's proxy. */
    protected ProjectEvents() {
        this(null, "");
    }

    @Inject
    public ProjectEvents(
            Database database,
            @ConfigProperty(name = "khue.iri.base", defaultValue = "https://khue.io/xapi/") String base) {
        this.database = database;
        this.base = base;
    }

    @Override
    public AfterCommit added(List<AddedStatement> statements, Connection connection, Commands commands) {
        List<ProjectEvent> events = events(statements);
        return events.isEmpty() ? AfterCommit.NOTHING : insert(events, commands);
    }

    private List<ProjectEvent> events(List<AddedStatement> statements) {
        return statements.stream()
                .flatMap(statement -> ProjectEvent.of(statement, base).stream())
                .toList();
    }

    @Override
    public void forgotten(long first, long end, Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from xapi.project_event where key >= ? and key < ?")) {
            delete.setLong(1, first);
            delete.setLong(2, end);
            delete.executeUpdate();
        }
    }

    @Override
    public void erased(Collection<Long> keys, Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from xapi.project_event where key = any (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
            delete.executeUpdate();
        }
    }

    /**
     * Makes all rows again from the statements. Writers wait at the table until this is done and then add their own
     * rows, so nothing is lost or counted twice.
     */
    public void rebuild() {
        database.inTransaction(connection -> {
            try (Statement empty = connection.createStatement()) {
                empty.execute("lock table xapi.project_event in exclusive mode");
                empty.execute("delete from xapi.project_event");
            }
            List<AddedStatement> statements = after(-1, connection);
            while (!statements.isEmpty()) {
                Commands commands = new Commands();
                insert(events(statements), commands);
                commands.send(connection);
                statements = after(statements.get(statements.size() - 1).key(), connection);
            }
            return null;
        });
    }

    private List<AddedStatement> after(long key, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select key, payload, packed from xapi.statement where key > ? order by key limit ?""")) {
            select.setLong(1, key);
            select.setInt(2, STATEMENTS_AT_ONCE);
            Map<Long, JsonNode> trees = new LinkedHashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    trees.put(row.getLong("key"), parse(database.payloads().read(row)));
                }
            }
            Map<UUID, Integer> terms = terms(trees.values(), connection);
            return trees.entrySet().stream()
                    .map(entry -> stored(entry.getKey(), entry.getValue(), terms))
                    .toList();
        }
    }

    private static AddedStatement stored(long key, JsonNode tree, Map<UUID, Integer> terms) {
        return new AddedStatement(key, UUID.fromString(tree.path("id").textValue()), tree, List.of(), List.of(), terms);
    }

    /** The terms that events of these statements refer to. */
    private Map<UUID, Integer> terms(Collection<JsonNode> statements, Connection connection) throws SQLException {
        UUID[] fingerprints = statements.stream()
                .flatMap(tree -> ProjectEvent.of(stored(0, tree, Map.of()), base).stream())
                .flatMap(ProjectEvent::terms)
                .map(Fingerprint::of)
                .distinct()
                .toArray(UUID[]::new);
        try (PreparedStatement select =
                connection.prepareStatement("select fingerprint, id from xapi.term where fingerprint = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", fingerprints));
            Map<UUID, Integer> terms = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    terms.put(row.getObject("fingerprint", UUID.class), row.getInt("id"));
                }
            }
            return terms;
        }
    }

    private AfterCommit insert(List<ProjectEvent> events, Commands commands) {
        Fingerprints fingerprints = new Fingerprints();
        SortedMap<Integer, String> unnamed = new TreeMap<>();
        List<Row> rows = new ArrayList<>();
        for (ProjectEvent event : events) {
            Map<UUID, Integer> terms = event.statement().terms();
            Optional<Integer> ofClass = event.classIri().map(iri -> terms.get(fingerprints.of(iri)));
            ofClass.filter(id -> named.get(id) == null)
                    .ifPresent(id -> unnamed.put(id, event.classIri().orElseThrow()));
            rows.add(new Row(
                    event,
                    terms.get(fingerprints.of(event.verb())),
                    terms.get(fingerprints.of(event.project())),
                    ofClass.orElse(null)));
        }
        commands.add(
                """
                insert into xapi.project_event (key, happened, verb, project, class, subject)
                select key, to_timestamp(happened / 1000000) + happened % 1000000 * interval '1 microsecond',
                       verb, project, class, subject
                  from unnest(?::bigint[], ?::bigint[], ?::integer[], ?::integer[], ?::integer[], ?::uuid[])
                    as event (key, happened, verb, project, class, subject)""",
                columns -> columns.set(
                                "int8", rows, row -> row.event().statement().key(), Long[]::new)
                        .set(
                                "int8",
                                rows,
                                row -> ChronoUnit.MICROS.between(
                                        Instant.EPOCH, row.event().statement().happened()),
                                Long[]::new)
                        .set("int4", rows, Row::verb, Integer[]::new)
                        .set("int4", rows, Row::project, Integer[]::new)
                        .set("int4", rows, Row::ofClass, Integer[]::new)
                        .set(
                                "uuid",
                                rows,
                                row -> row.event()
                                        .subject()
                                        .map(Fingerprint::of)
                                        .orElse(null),
                                UUID[]::new));
        name(unnamed, commands);
        return () -> unnamed.forEach(named::put);
    }

    /** @param ofClass null when it names none */
    private record Row(ProjectEvent event, int verb, int project, Integer ofClass) {}

    /** In the order of their numbers, so that two writers of the same new classes cannot wait for each other. */
    private static void name(SortedMap<Integer, String> classes, Commands commands) {
        if (classes.isEmpty()) {
            return;
        }
        List<Map.Entry<Integer, String>> sorted = List.copyOf(classes.entrySet());
        commands.add(
                """
                insert into xapi.class (id, iri)
                select * from unnest(?::integer[], ?::text[]) as named (id, iri) order by id
                on conflict do nothing""",
                columns -> columns.set("int4", sorted, Map.Entry::getKey, Integer[]::new)
                        .set("text", sorted, Map.Entry::getValue, String[]::new));
    }

    private static JsonNode parse(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }
}
