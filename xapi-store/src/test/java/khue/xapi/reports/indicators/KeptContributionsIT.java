/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.xapi.reports.SampleStore;
import khue.xapi.reports.indicators.Computation.Kept;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.reference.Place;
import khue.xapi.reports.reference.School;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What is kept is what the facts say, whatever happens, and only what has changed is made again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeptContributionsIT {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Period YEAR = new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31));
    private static final Period AUTUMN = new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2025, 10, 31));
    private static final SampleYear SAMPLE = SampleYear.tidy(11, new SampleSchools.Size(4, 4, 6, 2, 2));
    private static final Moment CLOCK = new Moment(Instant.parse("2026-11-22T01:00:00Z"));

    private static final long FINDINGS = Indicators.ALL.stream()
            .flatMap(indicator -> indicator.findings().stream())
            .distinct()
            .count();

    private static SampleStore store;
    private static KeptPeriods periods;
    private static KeptContributions kept;
    private static Computation computation;
    private static List<Sent> later;

    @BeforeAll
    static void halfASchoolYearGoesBy() {
        store = new SampleStore("kept_contributions");
        periods = new KeptPeriods(store.database(), CLOCK);
        kept = new KeptContributions(store.database(), periods);
        computation = new Computation(store.database(), periods, kept);
        store.tell(SAMPLE.schools());
        store.sendAll(SAMPLE.statements(Instant.MIN, Instant.parse("2026-01-05T00:00:00Z")));
        later = new ArrayList<>(SAMPLE.statements(Instant.parse("2026-01-05T00:00:00Z"), Instant.MAX));
    }

    /** First, while all is kept since one moment and no school has moved. */
    @Test
    @Order(1)
    void onlyClassesInWhichSomethingHappenedAreMadeAgain() {
        everyFigure(YEAR);
        everyFigure(AUTUMN);
        long before = store.count("select moved from xapi.facts");
        long made = store.count("select count(*) from xapi.kept_class where moved = " + before);

        next(1);
        assertThat(everyFigure(YEAR)).isEqualTo(ofFacts(YEAR));
        everyFigure(AUTUMN);

        long touched = store.count("select count(distinct class) from xapi.class_moved where moved > " + before);
        long contributions = store.count("select count(distinct contribution) from xapi.kept_class");
        assertThat(touched)
                .isPositive()
                .isLessThan(SAMPLE.schools().enrolments().size() / 2L);
        // What happened in January changes nothing in autumn.
        assertThat(store.count("select count(*) from xapi.kept_class where moved > " + before))
                .isEqualTo(touched * contributions);
        assertThat(store.count("select count(*) from xapi.kept_class where moved <= " + before))
                .isEqualTo(made - touched * contributions);
    }

    /** As many of the statements to come as it takes to change facts of that many classes at the least. */
    private static void next(int classes) {
        long before = store.count("select moved from xapi.facts");
        while (store.count("select count(distinct class) from xapi.class_moved where moved > " + before) < classes) {
            store.sendAll(List.of(later.remove(0)));
        }
    }

    @Test
    void anotherNameOfAVerbIsInTheNextFigure() {
        Map<String, List<Figure>> before = everyFigure(YEAR);
        sql(
                "insert into xapi.verb_alias (alias, verb, source) values ('http://activitystrea.ms/submit', 'http://example.vn/handed-in', 'test')");
        sql(
                "update xapi.verb_alias set verb = 'http://activitystrea.ms/approve' where alias = 'http://activitystrea.ms/submit'");
        Map<String, List<Figure>> after = everyFigure(YEAR);
        assertThat(after).isNotEqualTo(before).isEqualTo(ofFacts(YEAR));

        sql("delete from xapi.verb_alias where alias = 'http://activitystrea.ms/submit'");
        assertThat(everyFigure(YEAR)).isEqualTo(before);
    }

    @Test
    void soIsASchoolThatMovedAndMovedBack() {
        School school = SAMPLE.schools().all().get(0);
        Place was = school.history().get(school.history().size() - 1);
        LocalDate moved = LocalDate.of(2025, 11, 1);
        LocalDate back = LocalDate.of(2025, 12, 1);
        Map<String, List<Figure>> before = everyFigure(YEAR);

        store.tell(new School(
                school.code(),
                school.name(),
                "a decision",
                List.of(
                        at(was, was.from(), Optional.of(moved), "inner"),
                        at(was, moved, Optional.of(back), "outer"),
                        at(was, back, Optional.empty(), "inner"))));
        assertThat(everyFigure(YEAR)).isNotEqualTo(before).isEqualTo(ofFacts(YEAR));
        next(2);
        assertThat(everyFigure(YEAR)).isEqualTo(ofFacts(YEAR));
    }

    private static Place at(Place was, LocalDate from, Optional<LocalDate> until, String area) {
        return new Place(
                from,
                until,
                was.level(),
                was.district(),
                was.ward(),
                was.unit(),
                Optional.of(area),
                was.ownership(),
                was.cluster());
    }

    @Test
    void whatSomebodyTriesAndTakesBackIsInNoFigure() {
        Map<String, List<Figure>> before = everyFigure(YEAR);
        long epoch = store.count("select epoch from xapi.reference_state");
        try {
            store.database().inTransaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("delete from xapi.school_history");
                }
                throw new IllegalStateException("taken back");
            });
        } catch (IllegalStateException takenBack) {
            assertThat(takenBack).hasMessage("taken back");
        }
        assertThat(store.count("select epoch from xapi.reference_state")).isEqualTo(epoch);
        assertThat(everyFigure(YEAR)).isEqualTo(before);
    }

    @Test
    void periodsThatSomebodyWantsAreKeptBeforehandAndOthersForgotten() throws Exception {
        everyFigure(YEAR);
        next(1);
        kept.bringAll(() -> {});
        long made = store.count("select sum(moved) from xapi.kept_class");
        everyFigure(YEAR);
        assertThat(store.count("select sum(moved) from xapi.kept_class")).isEqualTo(made);

        CLOCK.pass(KeptPeriods.WANTED.plus(Duration.ofSeconds(1)));
        kept.bringAll(() -> {});
        assertThat(store.count("select count(*) from xapi.kept_period")).isZero();
        assertThat(store.count("select count(*) from xapi.kept_contribution")).isZero();
    }

    @Test
    void whatAnotherReleaseKeptIsTakenAway() throws Exception {
        everyFigure(YEAR);
        sql(
                "insert into xapi.kept_contribution (period, contribution, class) select id, 'deeds 000000000000', 1 from xapi.kept_period");
        kept.bringAll(() -> {});
        assertThat(store.count("select count(*) from xapi.kept_contribution where contribution = 'deeds 000000000000'"))
                .isZero();
        assertThat(store.count("select count(*) from xapi.kept_contribution")).isPositive();
    }

    @Test
    void whatIsFoundInTheWholeProgrammeIsKeptUntilFactsChange() {
        Map<String, List<Figure>> before = everyFigure(YEAR);
        sql("update xapi.kept_finding set rows = '[]'");
        assertThat(everyFigure(YEAR)).isNotEqualTo(before);

        long changes = store.count("select moved from xapi.facts");
        while (store.count("select moved from xapi.facts") == changes) {
            store.sendAll(List.of(later.remove(0)));
        }
        assertThat(everyFigure(YEAR)).isEqualTo(ofFacts(YEAR));
        assertThat(store.count("select count(*) from xapi.kept_finding where moved > " + changes))
                .isEqualTo(FINDINGS);
    }

    @Test
    void soIsAFactOfNoClass() {
        everyFigure(YEAR);
        long changes = store.count("select moved from xapi.facts");
        long classes = store.count("select count(*) from xapi.class_moved");
        Sent training = later.stream()
                .filter(sent -> new String(sent.json(), UTF_8).contains("cmi5/activitytype/course\""))
                .findFirst()
                .orElseThrow();
        later.remove(training);
        store.sendAll(List.of(training));
        assertThat(store.count("select count(*) from xapi.class_moved")).isEqualTo(classes);
        assertThat(store.count("select moved from xapi.facts")).isEqualTo(changes + 1);
        assertThat(everyFigure(YEAR)).isEqualTo(ofFacts(YEAR));
    }

    @Test
    void whatIsErasedBetweenMakingAndReadingLeavesNoHole() {
        List<Sent> erased = new ArrayList<>(SAMPLE.statements(Instant.MIN, Instant.parse("2025-10-01T00:00:00Z")));
        Runnable erasure = () -> store.erase(erased.remove(0).id());
        for (Indicator indicator : List.of(I1ActiveSchools.DEFINITION, A4OutsidePartners.DEFINITION)) {
            for (Breakdown by : List.of(Breakdown.NONE, Breakdown.AREA)) {
                Question question = new Question(YEAR, by, Geography.EVENT, TODAY);
                List<Figure> answer = new Computation(store.database(), periods, contributionsAnd(once(erasure)))
                        .compute(indicator, question);
                assertThat(answer).as(indicator.id() + " by " + by).isEqualTo(ofFacts(indicator, question));
            }
        }
        Question question = new Question(YEAR, Breakdown.NONE, Geography.EVENT, TODAY);
        assertThat(new Computation(store.database(), periods, kept, findingsAnd(once(erasure)))
                        .compute(A4OutsidePartners.DEFINITION, question))
                .isEqualTo(ofFacts(A4OutsidePartners.DEFINITION, question));
    }

    private static Runnable once(Runnable event) {
        Iterator<Runnable> events = List.of(event).iterator();
        return () -> {
            if (events.hasNext()) {
                events.next().run();
            }
        };
    }

    /** Something happens as soon as they are there. */
    private static KeptContributions contributionsAnd(Runnable event) {
        return new KeptContributions(store.database(), periods) {
            @Override
            Brought bring(Contribution contribution, Grain grain, int period, Question question) {
                Brought brought = super.bring(contribution, grain, period, question);
                event.run();
                return brought;
            }
        };
    }

    private static KeptFindings findingsAnd(Runnable event) {
        return new KeptFindings(store.database()) {
            @Override
            Kept bring(Finding finding, int period, Question question) {
                Kept brought = super.bring(finding, period, question);
                event.run();
                return brought;
            }
        };
    }

    private static Map<String, List<Figure>> everyFigure(Period period) {
        return figures(period, computation::compute);
    }

    private static Map<String, List<Figure>> ofFacts(Period period) {
        return figures(period, KeptContributionsIT::ofFacts);
    }

    private static List<Figure> ofFacts(Indicator indicator, Question question) {
        return store.database().inTransaction(connection -> Computation.compute(indicator, question, connection));
    }

    @FunctionalInterface
    private interface Road {
        List<Figure> compute(Indicator indicator, Question question);
    }

    private static Map<String, List<Figure>> figures(Period period, Road road) {
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        for (Indicator indicator : Indicators.ALL) {
            for (Breakdown by : indicator.breakdowns()) {
                if (indicator.contribution().isPresent()
                        || !indicator.findings().isEmpty()) {
                    Question question = new Question(period, by, Geography.EVENT, TODAY);
                    figures.put(indicator.id() + " by " + by, road.compute(indicator, question));
                }
            }
        }
        return figures;
    }

    private static void sql(String sql) {
        store.database().inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return statement.executeUpdate();
            }
        });
    }
}
