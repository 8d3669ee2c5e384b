/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.xapi.ServerForTests;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.StoreForTests;
import khue.xapi.reports.facts.FactExtraction;
import khue.xapi.reports.facts.FactRebuild;
import khue.xapi.reports.facts.FactsOfStatements;
import khue.xapi.reports.reference.ActorAliases;
import khue.xapi.reports.reference.School;
import khue.xapi.reports.reference.Schools;
import khue.xapi.samples.SampleReference;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleSchools.Alias;
import khue.xapi.samples.SampleYear.Sent;
import khue.xapi.statements.StatementIntake;
import khue.xapi.statements.StatementStore;

/** A store in a database of its own, without a server: statements come in as they do over HTTP, and nothing runs by itself. */
public final class SampleStore {

    private static final int TOGETHER = 50;
    private static final Credential TOOLS = sender("tools");
    private static final Credential LMS = sender("lms");

    private final Database database;
    private final FactsOfStatements statements = new FactsOfStatements();
    private final StatementIntake intake;
    private final FactExtraction extraction;
    private final FactRebuild rebuild;

    public SampleStore(String name) {
        database = StoreForTests.migrated(ServerForTests.newDatabase(name));
        StatementStore store = StoreForTests.store(database, List.of(statements));
        intake = new StatementIntake(store, StoreForTests.attachments(database), new RequestJson(Limits.USUAL));
        extraction = new FactExtraction(database, store, SampleSchools.BASE);
        rebuild = new FactRebuild(database, extraction, Clock.systemUTC());
    }

    private static Credential sender(String name) {
        return new Credential(name, Set.of(Scope.STATEMENTS_WRITE), new Authority("http://localhost/xapi", name));
    }

    public Database database() {
        return database;
    }

    public FactExtraction extraction() {
        return extraction;
    }

    public FactRebuild rebuild() {
        return rebuild;
    }

    public void send(List<Sent> batch) {
        StringBuilder body = new StringBuilder("[");
        for (Sent sent : batch) {
            body.append(body.length() > 1 ? "," : "").append(new String(sent.json(), StandardCharsets.UTF_8));
        }
        Credential sender = batch.size() % 3 == 0 ? LMS : TOOLS;
        intake.takeIn(body.append(']').toString(), XapiVersion.V1, sender, Optional.empty());
    }

    /** In requests of fifty, until their facts are there. */
    public void sendAll(List<Sent> statements) {
        for (int first = 0; first < statements.size(); first += TOGETHER) {
            send(statements.subList(first, Math.min(statements.size(), first + TOGETHER)));
        }
        extraction.catchUp();
    }

    /** A statement that voids another one. */
    public static Sent voiding(UUID statement) {
        UUID id = UUID.nameUUIDFromBytes(("voids " + statement).getBytes(StandardCharsets.UTF_8));
        return new Sent(id, Instant.EPOCH, """
                {"id":"%s","actor":{"mbox":"mailto:a@example.vn"},
                 "verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
                 "object":{"objectType":"StatementRef","id":"%s"}}""".formatted(id, statement).getBytes(StandardCharsets.UTF_8));
    }

    /** Until the facts that were made again are those in force. */
    public void finishRebuild() {
        while (rebuild.step()) {
            // A step is one transaction.
        }
    }

    /** Deletes a statement as an erasure does: with all that was derived from it, or not at all. */
    public void erase(UUID id) {
        database.inTransaction(connection -> {
            long key = number(connection, "select key from xapi.statement_id where id = ?", id);
            statements.erased(List.of(key), connection);
            execute(connection, "delete from xapi.statement where key = " + key);
            execute(connection, "delete from xapi.statement_id where key = " + key);
            return null;
        });
    }

    public void tell(SampleSchools schools) {
        new SampleReference(database).tell(schools);
    }

    public void tell(School school) {
        new Schools(database).put(school);
    }

    public void tell(Alias alias) {
        new ActorAliases(database).put(alias.other(), alias.known(), "sample");
    }

    public long count(String sql) {
        return database.withConnection(connection -> number(connection, sql));
    }

    private static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
