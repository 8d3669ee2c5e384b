/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import khue.xapi.http.Json;
import khue.xapi.postgres.Database;

/** Reads stored statements in the order of their keys. */
final class StatementsInOrder {

    private final Database database;
    private final String base;

    StatementsInOrder(Database database, String base) {
        this.database = database;
        this.base = base;
    }

    /** The first of the statements with keys above {@code after} and up to {@code last}, at most {@code most}. */
    List<Told> read(long after, long last, int most, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select key, verb, actor, activity, payload, packed
                  from xapi.statement where key > ? and key <= ? order by key limit ?""")) {
            select.setLong(1, after);
            select.setLong(2, last);
            select.setInt(3, most);
            List<Told> statements = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    JsonNode tree = tree(database.payloads().read(row));
                    // A group is nobody in particular; its members come and go.
                    boolean group =
                            tree.path("actor").path("objectType").asText().equals("Group");
                    statements.add(new Told(
                            row.getLong("key"),
                            row.getInt("verb"),
                            Optional.ofNullable(row.getObject("actor", Integer.class))
                                    .filter(actor -> !group),
                            Optional.ofNullable(row.getObject("activity", Integer.class)),
                            tree,
                            base));
                }
            }
            return statements;
        }
    }

    /** Whether there are statements with keys above {@code after} and up to {@code last}. */
    boolean areThereAny(long after, long last, Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select exists (select from xapi.statement where key > ? and key <= ?)")) {
            select.setLong(1, after);
            select.setLong(2, last);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static JsonNode tree(String payload) {
        try (JsonParser parser = Json.scanner(payload)) {
            return Json.mapper().readTree(parser);
        } catch (IOException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }
}
