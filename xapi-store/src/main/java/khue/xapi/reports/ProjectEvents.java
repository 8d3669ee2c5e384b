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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import khue.xapi.http.Json;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.Fingerprints;
import khue.xapi.postgres.AddedStatement;
import khue.xapi.postgres.CopiedRows;
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
    public AfterCommit added(List<AddedStatement> statements, Connection connection) throws SQLException {
        List<ProjectEvent> events = events(statements);
        if (events.isEmpty()) {
            return AfterCommit.NOTHING;
        }
        return insert(events, connection);
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
                insert(events(statements), connection);
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

    private AfterCommit insert(List<ProjectEvent> events, Connection connection) throws SQLException {
        Fingerprints fingerprints = new Fingerprints();
        SortedMap<Integer, String> unnamed = new TreeMap<>();
        try (CopiedRows copy =
                CopiedRows.into("xapi.project_event (key, happened, verb, project, class, subject)", connection)) {
            for (ProjectEvent event : events) {
                Map<UUID, Integer> terms = event.statement().terms();
                copy.row()
                        .bigint(event.statement().key())
                        .timestamp(event.statement().happened())
                        .integer(terms.get(fingerprints.of(event.verb())))
                        .integer(terms.get(fingerprints.of(event.project())));
                if (event.classIri().isPresent()) {
                    String iri = event.classIri().get();
                    int id = terms.get(fingerprints.of(iri));
                    copy.integer(id);
                    if (named.get(id) == null) {
                        unnamed.put(id, iri);
                    }
                } else {
                    copy.none();
                }
                event.subject().map(Fingerprint::of).ifPresentOrElse(copy::uuid, copy::none);
            }
            copy.finish();
        }
        name(unnamed, connection);
        return () -> unnamed.forEach(named::put);
    }

    /** In the order of their numbers, so that two writers of the same new classes cannot wait for each other. */
    private static void name(SortedMap<Integer, String> classes, Connection connection) throws SQLException {
        if (classes.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.class (id, iri)
                select * from unnest(?::integer[], ?::text[]) as named (id, iri) order by id
                on conflict do nothing""")) {
            insert.setArray(1, connection.createArrayOf("int4", classes.keySet().toArray(Integer[]::new)));
            insert.setArray(2, connection.createArrayOf("text", classes.values().toArray(String[]::new)));
            insert.executeUpdate();
        }
    }

    private static JsonNode parse(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }
}
