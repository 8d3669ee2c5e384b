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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import khue.xapi.http.Json;
import khue.xapi.postgres.AddedStatement;
import khue.xapi.postgres.CopiedRows;
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
    public AfterCommit added(List<AddedStatement> statements, Connection connection) throws SQLException {
        List<ProjectEvent> events = statements.stream()
                .flatMap(statement -> ProjectEvent.of(statement, base).stream())
                .toList();
        if (!events.isEmpty()) {
            insert(events, connection);
        }
        return AfterCommit.NOTHING;
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
                            tree,
                            List.of(),
                            List.of(),
                            Map.of()));
                }
            }
            return statements;
        }
    }

    private static void insert(List<ProjectEvent> events, Connection connection) throws SQLException {
        try (CopiedRows copy = CopiedRows.into(
                "xapi.project_event (key, statement_id, happened, verb, project, subject, class, school)",
                connection)) {
            for (ProjectEvent event : events) {
                copy.row()
                        .bigint(event.statement().key())
                        .uuid(event.statement().id())
                        .timestamp(event.statement().happened())
                        .text(event.verb())
                        .text(event.project());
                event.subject().ifPresentOrElse(copy::text, copy::none);
                event.classIri().ifPresentOrElse(copy::text, copy::none);
                event.school().ifPresentOrElse(copy::text, copy::none);
            }
            copy.finish();
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
