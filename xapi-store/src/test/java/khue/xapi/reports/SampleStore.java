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
import java.time.LocalDate;
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
import khue.xapi.reports.reference.Enrolments;
import khue.xapi.reports.reference.School;
import khue.xapi.reports.reference.Schools;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleSchools.Alias;
import khue.xapi.samples.SampleYear.Sent;
import khue.xapi.statements.StatementIntake;
import khue.xapi.statements.StatementStore;

/** A store in a database of its own, without a server: statements come in as they do over HTTP, and nothing runs by itself. */
public final class SampleStore {

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
        Enrolments enrolments = new Enrolments(database);
        schools.enrolments().forEach(enrolments::put);
        schools.all().forEach(this::tell);
        schools.denominators()
                .forEach(known -> change(
                        "insert into xapi.denominator (kind, school, value, as_of, source) values (?, (%s), ?, ?, 'sample')",
                        known.kind(), known.school().orElse(null), known.value(), known.asOf()));
        change(
                "insert into xapi.pilot_phase (code, title, starts_on, source) values ('real', 'Thí điểm', ?, 'sample')",
                LocalDate.of(2025, 1, 1));
        for (int model = 1; model <= 7; model++) {
            change(
                    "insert into xapi.model (code, version, title, source) values (?, 1, 'Mô hình', 'sample')",
                    "M" + model);
        }
        schools.trials()
                .forEach(trial -> change(
                        """
                        insert into xapi.school_model (school, model, version, phase, valid_from, valid_until, source)
                        values ((%s), ?, 1, 'real', ?, ?::date, 'sample')""",
                        trial.school(),
                        trial.model(),
                        trial.from(),
                        trial.until().map(LocalDate::toString).orElse(null)));
        schools.twins().forEach(pair -> change("""
                        insert into xapi.twin_pair (code, one, other, valid_from, source)
                        values (?, (%1$s), (%1$s), ?, 'sample')""", pair.code(), pair.one(), pair.other(), pair.from()));
    }

    /** @param sql where {@code %s} is a school by its code */
    private void change(String sql, Object... parameters) {
        database.withConnection(connection -> {
            try (PreparedStatement change = connection.prepareStatement(
                    sql.contains("%") ? sql.formatted("select id from xapi.school where code = ?") : sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    change.setObject(i + 1, parameters[i]);
                }
                return change.executeUpdate();
            }
        });
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
