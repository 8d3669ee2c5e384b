/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples.shown;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import khue.xapi.credentials.Asker;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Pause;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.StatementsOfAuthority;
import khue.xapi.reports.imports.Imports;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Enrolments;
import khue.xapi.samples.PilotSchool;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;
import khue.xapi.samples.shown.SampleState.Step;
import khue.xapi.statements.StatementIntake;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The school year before this one, and this one until today, of schools that there are not. Reference data comes as files, statements
 * as if they had been sent; both are known afterwards by who brought them.
 *
 * <p>Everything can be begun anew: what is there already is not put in twice, and what is gone is not taken out twice.
 */
@ApplicationScoped
public class SampleData {

    private static final long SEED = 1217;
    private static final int BATCH = 250;
    private static final Duration WINDOW = Duration.ofDays(45);
    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofSeconds(5);
    private static final String NAME = "Dữ liệu mẫu";

    /** No key has a name with a colon (RFC 7617). */
    private static final Asker ASKER = new Asker(":sample", Optional.of(NAME));

    private final Database database;
    private final Imports imports;
    private final Enrolments enrolments;
    private final StatementIntake intake;
    private final StatementsOfAuthority statements;
    private final String base;
    private final Clock clock;
    private final Pause pause;
    private final Credential sender;

    /** For the container's proxy. */
    protected SampleData() {
        this(null, null, null, null, null, "https://khue.io/xapi/", null, null);
    }

    @Inject
    public SampleData(
            Database database,
            Imports imports,
            Enrolments enrolments,
            StatementIntake intake,
            StatementsOfAuthority statements,
            @ConfigProperty(name = "khue.iri.base", defaultValue = SampleSchools.BASE) String base,
            Clock clock,
            Pause pause) {
        this.database = database;
        this.imports = imports;
        this.enrolments = enrolments;
        this.intake = intake;
        this.statements = statements;
        this.base = base;
        this.clock = clock;
        this.pause = pause;
        // Keys of people vouch below another home page: nothing of theirs is taken for a sample.
        this.sender =
                new Credential(ASKER.key(), Set.of(Scope.STATEMENTS_WRITE), new Authority(base + "samples", NAME));
    }

    Optional<SampleState> state() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select state, begun_at, statements, planned from xapi.sample_data");
                    ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new SampleState(
                                Step.of(row.getString("state")),
                                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                                row.getInt("statements"),
                                row.getInt("planned")))
                        : Optional.empty();
            }
        });
    }

    /** Decides that there is to be sample data, where nothing was ever stored or imported. */
    void wanted() {
        change("""
                insert into xapi.sample_data (state, begun_at)
                select 'filling', ?
                 where not exists (select from xapi.statement)
                   and not exists (select from xapi.enrolment)
                   and not exists (select from xapi.reference_import where kept_at is not null)
                on conflict do nothing""", clock.instant().atOffset(ZoneOffset.UTC));
    }

    /** Decides that the sample data is to go. */
    void unwanted() {
        change("update xapi.sample_data set state = 'leaving' where state in ('filling', 'there')");
    }

    /** Does what was decided, as far as nobody else is at it. */
    void goOn(BooleanSupplier stopped) throws InterruptedException {
        boolean ours = true;
        while (ours && !stopped.getAsBoolean()) {
            Optional<SampleState> now = state();
            if (now.isEmpty()) {
                return;
            }
            switch (now.get().step()) {
                case FILLING -> ours = alone(() -> fill(now.get(), stopped));
                case LEAVING -> ours = alone(() -> empty(stopped));
                case THERE, GONE -> ours = false;
            }
        }
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    /** @return whether nobody else was at it, on any node */
    private boolean alone(Task task) throws InterruptedException {
        InterruptedException[] interrupted = new InterruptedException[1];
        boolean ours = database.withConnection(connection -> {
            if (!ask(connection, "select pg_try_advisory_lock(hashtext('xapi.sample_data'))")) {
                return false;
            }
            try {
                task.run();
            } catch (InterruptedException stopping) {
                interrupted[0] = stopping;
            } finally {
                ask(connection, "select pg_advisory_unlock(hashtext('xapi.sample_data'))");
            }
            return true;
        });
        if (interrupted[0] != null) {
            throw interrupted[0];
        }
        return ours;
    }

    private void fill(SampleState state, BooleanSupplier stopped) {
        LocalDate today = LocalDate.ofInstant(state.begunAt(), Period.ZONE);
        int year = today.getMonthValue() >= Month.SEPTEMBER.getValue() ? today.getYear() : today.getYear() - 1;
        SampleYear former = SampleYear.pilot(SEED, year - 1, base);
        SampleYear present = SampleYear.pilot(SEED, year, base);
        new SampleFiles(former.schools(), present.schools(), today, schoolYears())
                .all()
                .forEach((table, file) -> imports.bring(table, file, ASKER));
        for (SampleYear one : List.of(former, present)) {
            one.schools().enrolments().stream()
                    .filter(enrolment -> !enrolment.asOf().isAfter(state.begunAt()))
                    .map(SampleData::marked)
                    .forEach(enrolments::put);
        }
        List<SampleYear> years = List.of(former, present);
        plan(years.stream()
                .mapToInt(one -> one.statements(Instant.MIN, state.begunAt()).size())
                .sum());
        Instant from = former.schools().firstDay().atStartOfDay(Period.ZONE).toInstant();
        while (from.isBefore(state.begunAt()) && !stopped.getAsBoolean() && step() == Step.FILLING) {
            Instant until = from.plus(WINDOW).isBefore(state.begunAt()) ? from.plus(WINDOW) : state.begunAt();
            for (SampleYear one : years) {
                send(one.statements(from, until), stopped);
            }
            from = until;
        }
        if (!stopped.getAsBoolean()) {
            change("update xapi.sample_data set state = 'there' where state = 'filling'");
        }
    }

    private void send(List<Sent> sent, BooleanSupplier stopped) {
        for (int at = 0; at < sent.size() && !stopped.getAsBoolean(); at += BATCH) {
            List<Sent> batch = sent.subList(at, Math.min(sent.size(), at + BATCH));
            StringBuilder body = new StringBuilder("[");
            for (Sent one : batch) {
                body.append(body.length() > 1 ? "," : "").append(new String(one.json(), StandardCharsets.UTF_8));
            }
            intake.takeIn(body.append(']').toString(), XapiVersion.V1, sender, Optional.empty());
            change("update xapi.sample_data set statements = statements + ?", batch.size());
        }
    }

    private static Enrolment marked(Enrolment told) {
        return new Enrolment(
                told.classIri(), told.label(), told.school(), told.learners(), told.asOf(), SampleFiles.SOURCE);
    }

    private void empty(BooleanSupplier stopped) throws InterruptedException {
        boolean more = true;
        while (more) {
            if (stopped.getAsBoolean()) {
                return;
            }
            OptionalInt deleted = statements.deleteSome(sender.authority());
            if (deleted.isEmpty()) {
                pause.take(UNTIL_TRIED_AGAIN);
            } else {
                change("update xapi.sample_data set statements = greatest(0, statements - ?)", deleted.getAsInt());
                more = deleted.getAsInt() > 0;
            }
        }
        imports.takeOut(ASKER);
        change("delete from xapi.enrolment where source = ?", SampleFiles.SOURCE);
        change(
                "delete from xapi.class_school using xapi.school where school.id = class_school.school and school.code = any (?)",
                (Object) codes());
        // A school about which somebody has told something real keeps its number.
        change("""
                delete from xapi.school
                 where code = any (?)
                   and not exists (select from xapi.school_history told where told.school = school.id)
                   and not exists (select from xapi.school_model told where told.school = school.id)
                   and not exists (select from xapi.denominator told where told.school = school.id)
                   and not exists (select from xapi.twin_pair told where school.id in (told.one, told.other))""", (Object) codes());
        change("update xapi.sample_data set state = 'gone', statements = 0");
    }

    private static String[] codes() {
        return PilotSchool.all().stream().map(PilotSchool::code).toArray(String[]::new);
    }

    private Step step() {
        return state().map(SampleState::step).orElse(Step.GONE);
    }

    private Set<String> schoolYears() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select name from xapi.school_year where source <> '" + SampleFiles.SOURCE + "'");
                    ResultSet row = select.executeQuery()) {
                Set<String> names = new HashSet<>();
                while (row.next()) {
                    names.add(row.getString("name"));
                }
                return names;
            }
        });
    }

    /** What is there again after a start that was interrupted is counted anew. */
    private void plan(int all) {
        change("update xapi.sample_data set planned = ?, statements = 0", all);
    }

    private int change(String sql, Object... parameters) {
        return database.withConnection(connection -> {
            try (PreparedStatement change = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    Object value = parameters[i] instanceof String[] texts
                            ? connection.createArrayOf("text", texts)
                            : parameters[i];
                    change.setObject(i + 1, value);
                }
                return change.executeUpdate();
            }
        });
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(question);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
