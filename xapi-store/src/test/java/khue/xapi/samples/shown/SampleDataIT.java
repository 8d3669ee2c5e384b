/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import khue.xapi.credentials.Asker;
import khue.xapi.http.Limits;
import khue.xapi.http.Pause;
import khue.xapi.http.RequestJson;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.StatementsOfAuthority;
import khue.xapi.postgres.StoreForTests;
import khue.xapi.reports.SampleStore;
import khue.xapi.reports.facts.FactsOfStatements;
import khue.xapi.reports.imports.Imports;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Computation;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;
import khue.xapi.reports.reference.Enrolments;
import khue.xapi.samples.SampleSchools;
import khue.xapi.statements.StatementIntake;
import khue.xapi.statements.StatementStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample data in a store that has nothing yet: put in once, gone as a whole. */
class SampleDataIT {

    private static final Instant TODAY = Instant.parse("2026-11-23T03:00:00Z");
    private static final Period THIS_YEAR = new Period(LocalDate.of(2026, 9, 5), LocalDate.of(2027, 5, 31));
    private static final AtomicInteger STORES = new AtomicInteger();

    private SampleStore store;
    private SampleData data;

    @BeforeEach
    void aStoreThatIsNew() {
        store = new SampleStore("sample_data_" + STORES.incrementAndGet());
        data = data();
    }

    /** As another node, or the next start, has it. */
    private SampleData data() {
        Database database = store.database();
        FactsOfStatements facts = new FactsOfStatements();
        StatementStore statements = StoreForTests.store(database, List.of(facts));
        Clock clock = Clock.fixed(TODAY, ZoneOffset.UTC);
        return new SampleData(
                database,
                new Imports(database, clock),
                new Enrolments(database),
                new StatementIntake(statements, StoreForTests.attachments(database), new RequestJson(Limits.USUAL)),
                new StatementsOfAuthority(database, List.of(facts)),
                SampleSchools.BASE,
                clock,
                Pause.SLEEP);
    }

    @Test
    void makesFiguresAliveAndLeavesNothingBehind() throws InterruptedException {
        Map<String, Long> before = reference();
        data.wanted();
        data.goOn(() -> false);
        store.extraction().catchUp();

        SampleState there = data.state().orElseThrow();
        assertThat(there.step()).isEqualTo(SampleState.Step.THERE);
        assertThat(there.statements()).isEqualTo(there.planned()).isBetween(20_000, 60_000);
        assertThat(statements()).isEqualTo(there.planned());
        assertThat(figure("I1")).isBetween(15.0, 23.0);
        assertThat(figure("I2")).isEqualTo(7.0);
        assertThat(figure("F1")).isBetween(0.2, 0.9);
        assertThat(store.count("select count(*) from xapi.twin_pair")).isEqualTo(12);
        assertThat(new Computation(store.database())
                        .labels(question(Breakdown.CLASS))
                        .values())
                .as("many schools have a class of the same name")
                .hasSizeGreaterThan(25)
                .doesNotHaveDuplicates()
                .allSatisfy(label ->
                        assertThat(label.text().orElseThrow()).contains(" – ").endsWith("(mẫu)"));
        aSecondStartAddsNothing();

        data.unwanted();
        data.goOn(() -> false);
        store.extraction().catchUp();

        assertThat(data.state().orElseThrow().step()).isEqualTo(SampleState.Step.GONE);
        assertThat(statements()).isZero();
        assertThat(reference()).isEqualTo(before);
        assertThat(store.count("select count(*) from xapi.work_fact")).isZero();
        assertThat(store.count("select count(*) from xapi.source_hour where statements > 0"))
                .isZero();
        data.wanted();
        data.goOn(() -> false);
        assertThat(statements()).as("it does not come back").isZero();
    }

    private void aSecondStartAddsNothing() throws InterruptedException {
        long before = statements();
        SampleData next = data();
        next.wanted();
        next.goOn(() -> false);
        assertThat(statements()).isEqualTo(before);
    }

    @Test
    void goesOnAfterAStartThatWasInterrupted() throws InterruptedException {
        data.wanted();
        AtomicInteger looks = new AtomicInteger();
        data.goOn(() -> looks.incrementAndGet() > 8);
        assertThat(data.state().orElseThrow().step()).isEqualTo(SampleState.Step.FILLING);
        long half = statements();
        assertThat(half).isPositive();

        SampleData next = data();
        next.wanted();
        next.goOn(() -> false);

        SampleState there = next.state().orElseThrow();
        assertThat(there.step()).isEqualTo(SampleState.Step.THERE);
        assertThat(statements()).isEqualTo(there.planned()).isGreaterThan(half);
    }

    @Test
    void staysAwayFromAStoreThatIsInUse() throws InterruptedException {
        new Imports(store.database(), Clock.systemUTC())
                .bring(
                        "days-off",
                        "day,title,source\n2026-09-02,Quốc khánh,q\n".getBytes(StandardCharsets.UTF_8),
                        new Asker("tools", Optional.of("evaluator")));
        data.wanted();
        data.goOn(() -> false);

        assertThat(data.state()).isEmpty();
        assertThat(statements()).isZero();
    }

    private long statements() {
        return store.count("select count(*) from xapi.statement");
    }

    private Map<String, Long> reference() {
        return List.of(
                        "school",
                        "school_history",
                        "class_school",
                        "enrolment",
                        "model",
                        "pilot_phase",
                        "school_model",
                        "twin_pair",
                        "target",
                        "cohort",
                        "denominator",
                        "school_year",
                        "school_term",
                        "school_week")
                .stream()
                .collect(Collectors.toMap(table -> table, table -> store.count("select count(*) from xapi." + table)));
    }

    private double figure(String indicator) {
        return new Computation(store.database())
                .compute(Indicators.of(indicator).orElseThrow(), question(Breakdown.NONE))
                .get(0)
                .value()
                .orElseThrow()
                .doubleValue();
    }

    private static Question question(Breakdown by) {
        return new Question(THIS_YEAR, by, Geography.EVENT, LocalDate.ofInstant(TODAY, Period.ZONE));
    }
}
