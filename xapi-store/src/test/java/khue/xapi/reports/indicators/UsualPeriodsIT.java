/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import khue.xapi.reports.SampleStore;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asks first about a usual period finds everything made: beforehand, between writers, and as the calendar turns. */
class UsualPeriodsIT {

    private static final SampleYear SAMPLE = SampleYear.tidy(13, new SampleSchools.Size(2, 3, 4, 1, 2));

    /** Five minutes before February begins in Hà Nội. */
    private static final Instant BEFORE_FEBRUARY = Instant.parse("2026-01-31T16:55:00Z");

    private static final Period JANUARY = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31));
    private static final Period FEBRUARY = new Period(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 28));
    private static final Period DECEMBER = new Period(LocalDate.of(2025, 12, 1), LocalDate.of(2025, 12, 31));
    private static final Period FIRST_QUARTER = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31));
    private static final Period LAST_QUARTER = new Period(LocalDate.of(2025, 10, 1), LocalDate.of(2025, 12, 31));
    private static final Period YEAR = new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 9, 4));
    private static final Period YEAR_OF_TEACHING = new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31));
    private static final Period CALENDAR_YEAR = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));
    private static final Period CALENDAR_YEAR_BEFORE = new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31));
    private static final Period OF_TARGETS = new Period(LocalDate.of(2023, 1, 1), LocalDate.of(2025, 12, 31));

    private static final int CLASSES_OF_A_TURN = 4;

    /** Some of them, where it does not matter which. */
    private static final Set<Period> A_FEW = Set.of(JANUARY, LAST_QUARTER);

    private static int stores;

    private final Moment clock = new Moment(BEFORE_FEBRUARY);
    private SampleStore store;
    private KeptPeriods periods;
    private KeptContributions kept;
    private UsualPeriods usual;
    private Answers answers;
    private List<Sent> later;

    @BeforeEach
    void statementsUntilTheEndOfJanuary() {
        store = new SampleStore("usual_periods_" + ++stores);
        periods = new KeptPeriods(store.database(), clock);
        kept = new KeptContributions(store.database(), periods, CLASSES_OF_A_TURN);
        Computation computation = new Computation(store.database(), periods, kept);
        SmallGroups smallGroups = new SmallGroups(computation, new TieBook(store.database()), 10);
        usual = new UsualPeriods(store.database(), smallGroups, clock);
        answers = new Answers(computation, smallGroups);
        store.tell(SAMPLE.schools());
        store.sendAll(SAMPLE.statements(Instant.MIN, BEFORE_FEBRUARY));
        later = new ArrayList<>(SAMPLE.statements(BEFORE_FEBRUARY, Instant.MAX));
    }

    @Test
    void areWhatReportsTheBoardAndTheFirstPageBeginWith() {
        assertThat(usualOnes())
                .contains(
                        YEAR,
                        YEAR_OF_TEACHING,
                        OF_TARGETS,
                        JANUARY,
                        DECEMBER,
                        FIRST_QUARTER,
                        LAST_QUARTER,
                        CALENDAR_YEAR,
                        CALENDAR_YEAR_BEFORE);
        assertThat(usual.thisSchoolYear()).contains(YEAR);

        clock.pass(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(usualOnes()).doesNotContain(FEBRUARY).contains(DECEMBER);
        clock.pass(Duration.ofSeconds(1));
        assertThat(usualOnes()).contains(FEBRUARY, JANUARY).doesNotContain(DECEMBER);
    }

    @Test
    void nobodyWhoAsksFirstHasAnythingToMake() throws Exception {
        periods.expect(usual.all());
        kept.bringAll(() -> {});
        String made = everythingKept();
        for (Period period : List.of(
                YEAR, YEAR_OF_TEACHING, OF_TARGETS, JANUARY, DECEMBER, FIRST_QUARTER, LAST_QUARTER, CALENDAR_YEAR)) {
            everyAnswer(period);
        }
        assertThat(everythingKept()).isEqualTo(made);

        // The test can fail: a period that is not usual is made when somebody asks.
        everyAnswer(new Period(LocalDate.of(2025, 11, 3), LocalDate.of(2025, 11, 9)));
        assertThat(everythingKept()).isNotEqualTo(made);
    }

    @Test
    void aMonthIsKeptFromItsFirstFactsOnAndForgottenAfterItsTime() throws Exception {
        Set<Period> months = Set.of(DECEMBER, JANUARY, FEBRUARY);
        beforehand(months);
        assertThat(periodsKept()).contains(JANUARY, DECEMBER).doesNotContain(FEBRUARY);

        clock.pass(Duration.ofMinutes(6));
        beforehand(months);
        assertThat(periodsKept()).as("nothing has happened in it").doesNotContain(FEBRUARY);

        store.sendAll(later);
        clock.pass(KeptPeriods.LOOKED);
        beforehand(months);
        assertThat(periodsKept()).contains(FEBRUARY, JANUARY, DECEMBER);

        clock.pass(KeptPeriods.WANTED.plus(Duration.ofSeconds(1)));
        beforehand(months);
        assertThat(periodsKept()).contains(FEBRUARY, JANUARY).doesNotContain(DECEMBER);
        assertThat(store.count(
                        "select count(*) from xapi.kept_class where period not in (select id from xapi.kept_period)"))
                .isZero();
    }

    @Test
    void areRightAfterVoidingErasingAndMakingAllFactsAgain() throws Exception {
        beforehand();
        isAsOfFacts();

        store.sendAll(List.of(SampleStore.voiding(accepted())));
        beforehand();
        isAsOfFacts();

        store.sendAll(later.subList(0, 20));
        beforehand();
        isAsOfFacts();

        SAMPLE.statements(Instant.MIN, BEFORE_FEBRUARY).stream().limit(5).forEach(sent -> store.erase(sent.id()));
        beforehand();
        isAsOfFacts();

        store.rebuild().begin();
        store.finishRebuild();
        beforehand();
        isAsOfFacts();
    }

    /** By the road that was made beforehand, and nothing had to be made on the way. */
    private void isAsOfFacts() {
        String made = everythingKept();
        for (Period period : A_FEW) {
            for (Indicator indicator : Indicators.ALL) {
                if (indicator.contribution().isPresent()) {
                    Question question = new Question(period, Breakdown.NONE, Geography.EVENT, today());
                    assertThat(new Computation(store.database(), periods, kept).compute(indicator, question))
                            .as(indicator.id() + " " + period)
                            .isEqualTo(store.database()
                                    .inTransaction(connection -> Computation.compute(indicator, question, connection)));
                }
            }
        }
        assertThat(everythingKept()).isEqualTo(made);
    }

    @Test
    void givesWayBetweenClasses() throws Exception {
        periods.expect(only(A_FEW));
        AtomicInteger turns = new AtomicInteger();
        assertThatThrownBy(() -> kept.bringAll(() -> {
                    if (turns.incrementAndGet() == 3) {
                        throw new InterruptedException("the store stops");
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(store.count("select count(*) from xapi.kept_class"))
                .as("the classes of one turn, of one contribution to one period")
                .isEqualTo(CLASSES_OF_A_TURN)
                .isLessThan(store.count("select count(*) from xapi.class"));

        beforehand();
        isAsOfFacts();
    }

    @Test
    void leavesToOthersWhatTheyMake() throws Exception {
        periods.expect(only(A_FEW));
        int period = (int) store.count("select min(id) from xapi.kept_period");
        String key = Parts.PUPILS_WITH_WORKS.key();
        store.database().inTransaction(connection -> {
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, ?))")) {
                lock.setString(1, "xapi.kept_contribution " + key);
                lock.setInt(2, period);
                lock.execute();
            }
            try {
                kept.bringAll(() -> {});
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
            return null;
        });
        String ofIt =
                "select count(*) from xapi.kept_class where period = " + period + " and contribution %s '" + key + "'";
        assertThat(store.count(ofIt.formatted("="))).isZero();
        assertThat(store.count(ofIt.formatted("<>"))).isPositive();

        kept.bringAll(() -> {});
        assertThat(store.count(ofIt.formatted("="))).isEqualTo(store.count("select count(*) from xapi.class"));
    }

    @Test
    void twoNodesMakeEverythingOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                KeptPeriods ofNode = new KeptPeriods(store.database(), clock);
                KeptContributions node = new KeptContributions(store.database(), ofNode, CLASSES_OF_A_TURN);
                work.add(nodes.submit(() -> {
                    ofNode.expect(only(A_FEW));
                    node.bringAll(() -> {});
                    return null;
                }));
            }
            for (Future<?> one : work) {
                one.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        // What one left to the other may have been left by both.
        beforehand();
        isAsOfFacts();
        assertThat(store.count("""
                        select count(*) from (select from xapi.kept_contribution kept
                                               group by period, contribution, class, cell, kind, numerator, members
                                              having count(*) > 1) as twice""")).isZero();
    }

    private void beforehand() throws InterruptedException {
        beforehand(A_FEW);
    }

    private void beforehand(Collection<Period> some) throws InterruptedException {
        periods.expect(only(some));
        kept.bringAll(() -> {});
    }

    private List<UsualPeriods.Usual> only(Collection<Period> periods) {
        return usual.all().stream()
                .filter(one -> periods.contains(one.period()))
                .map(one -> new UsualPeriods.Usual(one.period(), List.of()))
                .toList();
    }

    private List<Period> usualOnes() {
        return usual.all().stream().map(UsualPeriods.Usual::period).toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Period.ZONE);
    }

    private void everyAnswer(Period period) {
        for (Indicator indicator : Indicators.ALL) {
            answers.answer(indicator, new Question(period, Breakdown.NONE, Geography.EVENT, today()));
        }
    }

    /** Which periods there are, and which row of them was written when; not those of classes in several cells. */
    private String everythingKept() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String sql : List.of(
                "select string_agg(id::text, ' ' order by id) from xapi.kept_period",
                "select md5(string_agg(period || contribution || class || xmin, ' ' order by period, contribution, class)) from xapi.kept_class where contribution not like '% by %'")) {
            rows.put(sql, store.database().withConnection(connection -> {
                try (PreparedStatement select = connection.prepareStatement(sql);
                        ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }));
        }
        return rows.toString();
    }

    /** All of whose contributions are there, of all classes. */
    private Set<Period> periodsKept() {
        return store.database().withConnection(connection -> {
            Set<Period> periods = new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("""
                            select since, until from xapi.kept_period
                             where (select count(*) from xapi.kept_class where period = id)
                                   = (select count(*) from xapi.class)
                                     * (select count(distinct contribution) from xapi.kept_class)""")) {
                while (row.next()) {
                    periods.add(new Period(
                            row.getObject("since", OffsetDateTime.class)
                                    .atZoneSameInstant(Period.ZONE)
                                    .toLocalDate(),
                            row.getObject("until", OffsetDateTime.class)
                                    .atZoneSameInstant(Period.ZONE)
                                    .toLocalDate()
                                    .minusDays(1)));
                }
            }
            return periods;
        });
    }

    private UUID accepted() {
        return SAMPLE.statements(Instant.MIN, BEFORE_FEBRUARY).stream()
                .filter(sent -> new String(sent.json(), StandardCharsets.UTF_8).contains("/approve\""))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
