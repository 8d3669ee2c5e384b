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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import khue.xapi.http.Json;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.AddedStatement;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.Projection;
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

    private final Database database;
    private final String base;

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
    public void added(List<AddedStatement> statements, Connection connection) throws SQLException {
        List<ProjectEvent> events = statements.stream()
                .flatMap(statement -> ProjectEvent.of(statement, base).stream())
                .toList();
        if (!events.isEmpty()) {
            insert(events, connection);
        }
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
                added(statements, connection);
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
            List<AddedStatement> statements = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    JsonNode tree = parse(database.payloads().read(row));
                    statements.add(new AddedStatement(
                            row.getLong("key"),
                            UUID.fromString(tree.path("id").textValue()),
                            happened(tree),
                            false,
                            tree,
                            List.of()));
                }
            }
            return statements;
        }
    }

    private static Instant happened(JsonNode statement) {
        return Timestamp.parse(statement.path("timestamp").asText(), XapiVersion.V2)
                .orElseThrow();
    }

    private static void insert(List<ProjectEvent> events, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.project_event (key, statement_id, happened, verb, project, subject, class, school)
                select * from unnest(
                  ?::bigint[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])""")) {
            setColumn(insert, 1, "bigint", events, event -> event.statement().key());
            setColumn(insert, 2, "uuid", events, event -> event.statement().id());
            setColumn(
                    insert,
                    3,
                    "timestamptz",
                    events,
                    event -> event.statement().happened().atOffset(ZoneOffset.UTC));
            setColumn(insert, 4, "text", events, ProjectEvent::verb);
            setColumn(insert, 5, "text", events, ProjectEvent::project);
            setColumn(insert, 6, "text", events, event -> event.subject().orElse(null));
            setColumn(insert, 7, "text", events, event -> event.classIri().orElse(null));
            setColumn(insert, 8, "text", events, event -> event.school().orElse(null));
            insert.executeUpdate();
        }
    }

    private static void setColumn(
            PreparedStatement insert,
            int position,
            String type,
            List<ProjectEvent> events,
            Function<ProjectEvent, Object> value)
            throws SQLException {
        Object[] column = events.stream().map(value).toArray();
        insert.setArray(position, insert.getConnection().createArrayOf(type, column));
    }

    private static JsonNode parse(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }
}
