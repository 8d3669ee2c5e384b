/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.reports.SampleStore;
import khue.xapi.reports.indicators.PlainReports.Denominator;
import khue.xapi.reports.indicators.PlainReports.Pair;
import khue.xapi.reports.indicators.PlainReports.Plain;
import khue.xapi.reports.indicators.PlainReports.Term;
import khue.xapi.reports.indicators.PlainReports.Trial;
import khue.xapi.reports.reference.Place;
import khue.xapi.reports.reference.School;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleSchools.Alias;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every indicator by two roads: what the SQL says about facts is what plain Java finds in the statements, over a school
 * year as untidy as life: late, sent twice, voided, erased, by other verbs and names, of schools that moved.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoRoadsIT {

    private static final long SEED = 4906;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final List<Period> PERIODS = List.of(
            new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31)),
            new Period(LocalDate.of(2025, 11, 20), LocalDate.of(2026, 2, 2)));

    /** Of three school years: schools moved between and within them, and the end of the last is yet to come. */
    private static final Period OF_SEVERAL_YEARS = new Period(LocalDate.of(2025, 5, 1), LocalDate.of(2027, 2, 28));

    private static final Set<String> OF_CLASS_LISTS = Set.of("F1", "A1", "E1", "W1", "W3");

    /** Statements arrive while the test runs, whenever they happened. */
    private static final List<Period> PERIODS_OF_ARRIVAL = List.of(
            new Period(
                    LocalDate.now(Period.ZONE).minusDays(1),
                    LocalDate.now(Period.ZONE).plusDays(1)),
            new Period(
                    LocalDate.now(Period.ZONE).plusDays(2),
                    LocalDate.now(Period.ZONE).plusDays(5)));

    private static final SampleYear YEAR = SampleYear.untidy(SEED, new SampleSchools.Size(8, 3, 7, 3, 4));

    private static SampleStore store;
    private static Computation computation;
    private static final Map<String, List<Place>> HISTORY = new TreeMap<>();
    private static final Map<String, String> ALIASES = new HashMap<>();

    @BeforeAll
    static void aSchoolYearGoesBy() {
        store = new SampleStore("two_roads");
        computation = new Computation(store.database());
        Random random = new Random(SEED);
        List<Sent> all = YEAR.statements();
        List<Sent> sent = new ArrayList<>();
        store.tell(YEAR.schools());
        for (int first = 0; first < all.size(); ) {
            int end = Math.min(all.size(), first + 1 + random.nextInt(60));
            List<Sent> batch = new ArrayList<>(all.subList(first, end));
            if (!sent.isEmpty()) {
                batch.add(sent.get(random.nextInt(sent.size())));
            }
            Collections.shuffle(batch, random);
            store.send(batch);
            sent.addAll(all.subList(first, end));
            first = end;
            if (random.nextInt(3) == 0) {
                store.extraction().step();
            }
            if (random.nextInt(12) == 0) {
                store.extraction().keepDays(Duration.ZERO);
            }
            if (random.nextInt(40) == 0) {
                everyFigure();
            }
            if (random.nextInt(10) == 0) {
                store.erase(sent.remove(random.nextInt(sent.size())).id());
            }
        }
        store.extraction().catchUp();
        YEAR.schools().all().forEach(school -> HISTORY.put(school.code(), school.history()));
    }

    @Test
    @Order(1)
    void everyIndicatorHasASecondRoad() {
        assertThat(Indicators.ALL)
                .extracting(Indicator::id)
                .containsExactlyInAnyOrderElementsOf(PlainReports.ALL.keySet());
        assertThat(store.count("select count(*) from xapi.voided")).isPositive();
        assertThat(store.count("select count(*) from xapi.work")).isGreaterThan(1_000);
    }

    @Test
    @Order(2)
    void figuresAreWhatPlainJavaFindsInTheStatements() throws Exception {
        bothRoadsMeet(by -> true);
    }

    @Test
    @Order(3)
    void aClassCountsInTheSchoolYearsOfItsLists() {
        Map<Integer, Set<String>> listed = new TreeMap<>();
        YEAR.schools().enrolments().forEach(list -> {
            LocalDate day = list.asOf().atZone(Period.ZONE).toLocalDate();
            listed.computeIfAbsent(day.plusMonths(5).getYear() - 1, year -> new TreeSet<>())
                    .add(list.classIri());
        });
        assertThat(listed).containsKeys(2024, 2025, 2026);
        listed.forEach((year, classes) -> {
            Period october = new Period(LocalDate.of(year, 10, 1), LocalDate.of(year, 10, 31));
            Question question = new Question(october, Breakdown.CLASS, Geography.EVENT, TODAY);
            assertThat(computation.compute(Indicators.of("F1").orElseThrow(), question).stream()
                            .filter(figure -> figure.denominator().isPresent())
                            .map(figure -> figure.cell().orElseThrow()))
                    .as("" + year)
                    .containsExactlyInAnyOrderElementsOf(classes);
        });
        Set<String> given = new TreeSet<>(listed.get(2024));
        given.removeAll(listed.get(2025));
        assertThat(given).as("classes of the former year only").isNotEmpty();
    }

    @Test
    @Order(3)
    void theSameWhenWhatIsKeptByDaysIsUpToDate() {
        Map<String, List<Figure>> before = everyFigure();
        assertThat(store.count("select count(*) from xapi.days_due")).isPositive();
        assertThat(store.count("select count(*) from xapi.person_days")).isPositive();

        while (store.extraction().keepDays(Duration.ZERO)) {
            // A step is one transaction.
        }

        assertThat(store.count("select count(*) from xapi.days_due")).isZero();
        assertThat(everyFigure()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void afterSomebodysNamesWereBroughtTogether() throws Exception {
        for (Alias alias : YEAR.schools().aliases()) {
            store.tell(alias);
            ALIASES.put(name(alias.other()), name(alias.known()));
        }

        assertThat(ALIASES).isNotEmpty();
        bothRoadsMeet(by -> !by.isOfPlaces());
    }

    private static String name(AgentIdentifier account) {
        return account.homePage() + " " + account.value();
    }

    @Test
    @Order(5)
    void afterItBecameKnownThatASchoolHadMoved() throws Exception {
        School first = YEAR.schools().all().get(0);
        Place was = first.history().get(1);
        LocalDate moved = LocalDate.of(2025, 12, 13);
        School corrected = new School(
                first.code(),
                first.name(),
                "a decision that was found late",
                List.of(
                        first.history().get(0),
                        new Place(
                                was.from(),
                                Optional.of(moved),
                                was.level(),
                                was.district(),
                                was.ward(),
                                was.unit(),
                                Optional.of("outer"),
                                was.ownership(),
                                was.cluster()),
                        new Place(
                                moved,
                                Optional.empty(),
                                was.level(),
                                Optional.of("Gia Lâm"),
                                was.ward(),
                                Optional.of("Xã Khác"),
                                was.area(),
                                Optional.of("private"),
                                Optional.empty())));
        store.tell(corrected);
        HISTORY.put(corrected.code(), corrected.history());

        bothRoadsMeet(Breakdown::isOfPlaces);
    }

    @Test
    @Order(6)
    void theSameAfterAllFactsWereMadeAgain() {
        Map<String, List<Figure>> before = everyFigure();
        store.rebuild().begin();
        assertThat(store.rebuild().progress()).isPresent();
        assertThat(everyFigure()).isEqualTo(before);

        store.finishRebuild();

        assertThat(store.rebuild().progress()).isEmpty();
        assertThat(everyFigure()).isEqualTo(before);
        assertThat(store.count("select count(*) from pg_class where relname like 'work\\_fact\\__%' and relkind = 'r'"))
                .isEqualTo(1);
    }

    /** Every period of a trend by the second road, which is asked for each of them. */
    @Test
    @Order(10)
    void aTrendIsWhatPlainJavaFindsInEachPeriod() throws Exception {
        PlainReports plain = plain();
        Answers answers = new Answers(computation, new SmallGroups(computation, new TieBook(store.database()), 1));
        Map<Step, List<Period>> periods = Map.of(
                Step.QUARTER,
                List.of(
                        new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2025, 9, 30)),
                        new Period(LocalDate.of(2025, 10, 1), LocalDate.of(2025, 12, 31)),
                        new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31)),
                        new Period(LocalDate.of(2026, 4, 1), LocalDate.of(2026, 5, 31))),
                Step.TERM,
                List.of(
                        new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 1, 18)),
                        new Period(LocalDate.of(2026, 1, 19), LocalDate.of(2026, 5, 31))),
                Step.SCHOOL_YEAR,
                List.of(PERIODS.get(0)));
        SoftAssertions softly = new SoftAssertions();
        int compared = 0;
        for (Indicator indicator : Indicators.ALL) {
            if (indicator.id().startsWith("Q")) {
                continue;
            }
            Question usual = new Question(PERIODS.get(0), indicator.breakdowns().get(0), Geography.EVENT, TODAY);
            for (Step step : periods.keySet()) {
                List<Step.Part> parts = new SchoolCalendar(store.database()).parts(step, usual.period(), TODAY);
                assertThat(parts).extracting(Step.Part::period).isEqualTo(periods.get(step));
                List<Question> series =
                        parts.stream().map(part -> usual.in(part.period())).toList();
                List<Answers.Answer> trend = answers.answers(indicator, series);
                for (int i = 0; i < series.size(); i++) {
                    Map<String, Figure> figures = new TreeMap<>();
                    Map<String, Plain> expected =
                            new TreeMap<>(PlainReports.ALL.get(indicator.id()).apply(plain, series.get(i)));
                    // Of a group of nobody nothing is told.
                    expected.values().removeIf(one -> one.people() == 0);
                    Stream.concat(
                                    trend.get(i).rows().stream(),
                                    Stream.of(trend.get(i).total()).filter(total -> usual.by() == Breakdown.NONE))
                            .filter(row -> !row.suppressed())
                            .forEach(row -> figures.put(row.figure().cell().orElse(""), row.figure()));
                    compared += compare(indicator.id() + " " + series.get(i), figures, expected, softly);
                }
            }
        }
        softly.assertAll();
        assertThat(compared).isGreaterThan(300);
    }

    /** The statements behind every cell of some indicators of each kind: together all that the indicator reads, each in its cell. */
    @Test
    @Order(7)
    void leadsFromEveryCellToItsStatements() throws Exception {
        PlainReports plain = plain();
        Evidence evidence = new Evidence(computation, new SmallGroups(computation, new TieBook(store.database()), 1));
        int found = 0;
        for (String id : List.of("F3", "A5", "T2", "I5")) {
            Indicator indicator = Indicators.of(id).orElseThrow();
            for (Question question : questions(indicator)) {
                Map<String, Set<String>> expected = new PlainEvidence(plain, question).of(id);
                for (String cell : expected.keySet()) {
                    Evidence.Page page = evidence.behind(
                            indicator,
                            question,
                            Optional.of(cell).filter(key -> !key.isEmpty()),
                            Long.MAX_VALUE,
                            1_000_000);
                    assertThat(page.statements())
                            .as(id + " " + question + " " + cell)
                            .extracting(Object::toString)
                            .containsExactlyInAnyOrderElementsOf(expected.get(cell));
                    found += page.statements().size();
                }
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    @Test
    @Order(8)
    void givesTheStatementsBehindATotalPageByPage() {
        Indicator indicator = Indicators.of("F3").orElseThrow();
        Question question = new Question(PERIODS.get(0), Breakdown.NONE, Geography.EVENT, TODAY);
        Evidence evidence = new Evidence(computation, new SmallGroups(computation, new TieBook(store.database()), 1));
        Evidence.Page whole = evidence.behind(indicator, question, Optional.empty(), Long.MAX_VALUE, 1_000_000);
        List<UUID> pages = new ArrayList<>();
        Optional<Long> next = Optional.of(Long.MAX_VALUE);
        while (next.isPresent()) {
            Evidence.Page page = evidence.behind(indicator, question, Optional.empty(), next.get(), 100);
            pages.addAll(page.statements());
            next = page.next();
        }

        assertThat(pages).hasSizeGreaterThan(100).isEqualTo(whole.statements());
    }

    private static void bothRoadsMeet(Predicate<Breakdown> wanted) throws Exception {
        PlainReports plain = plain();
        int compared = 0;
        SoftAssertions softly = new SoftAssertions();
        for (Indicator indicator : Indicators.ALL) {
            for (Question question : questions(indicator)) {
                if (!wanted.test(question.by())) {
                    continue;
                }
                Map<String, Figure> figures = new TreeMap<>();
                try {
                    List<Figure> kept = computation.compute(indicator, question);
                    kept.forEach(figure -> figures.put(figure.cell().orElse(""), figure));
                    softly.assertThat(kept).as(indicator.id() + " " + question).isEqualTo(ofFacts(indicator, question));
                } catch (IllegalStateException refused) {
                    softly.fail(indicator.id() + " " + question, refused);
                    continue;
                }
                Map<String, Plain> expected =
                        PlainReports.ALL.get(indicator.id()).apply(plain, question);
                compared += compare(indicator.id() + " " + question, figures, expected, softly);
            }
        }
        softly.assertAll();
        assertThat(compared).isGreaterThan(300);
    }

    /** By the SQL that is shown, without anything that is kept for each class. */
    private static List<Figure> ofFacts(Indicator indicator, Question question) {
        return store.database().inTransaction(connection -> Computation.compute(indicator, question, connection));
    }

    private static List<Question> questions(Indicator indicator) {
        List<Question> questions = new ArrayList<>();
        List<Period> periods = new ArrayList<>(indicator.id().startsWith("Q") ? PERIODS_OF_ARRIVAL : PERIODS);
        if (OF_CLASS_LISTS.contains(indicator.id())) {
            periods.add(OF_SEVERAL_YEARS);
        }
        for (Period period : periods) {
            for (Breakdown by : indicator.breakdowns()) {
                for (Geography geography : by.isOfPlaces() ? Geography.values() : new Geography[] {Geography.EVENT}) {
                    questions.add(new Question(period, by, geography, TODAY));
                }
            }
        }
        return questions;
    }

    private static int compare(
            String what, Map<String, Figure> figures, Map<String, Plain> expected, SoftAssertions softly) {
        softly.assertThat(figures.keySet()).as(what).isEqualTo(new TreeSet<>(expected.keySet()));
        Set<String> both = new HashSet<>(expected.keySet());
        both.retainAll(figures.keySet());
        for (String cell : both) {
            Figure figure = figures.get(cell);
            Plain plain = expected.get(cell);
            String place = what + " «" + cell + "»";
            same(place + " numerator", figure.numerator(), plain.numerator(), softly);
            same(place + " denominator", figure.denominator(), plain.denominator(), softly);
            same(place + " value", figure.value(), plain.value(), softly);
            softly.assertThat(figure.people()).as(place + " people").isEqualTo(plain.people());
            Map<String, Double> more = new TreeMap<>();
            plain.more().forEach((name, value) -> {
                if (value != null) {
                    more.put(name, value);
                }
            });
            softly.assertThat(figure.more().keySet()).as(place).isEqualTo(more.keySet());
            more.forEach((name, value) ->
                    same(place + " " + name, Optional.ofNullable(figure.more().get(name)), value, softly));
        }
        return both.size();
    }

    private static void same(String place, Optional<BigDecimal> figure, Double expected, SoftAssertions softly) {
        if (expected == null || figure.isEmpty()) {
            softly.assertThat(figure.map(BigDecimal::doubleValue).orElse(null))
                    .as(place)
                    .isEqualTo(expected);
        } else {
            softly.assertThat(figure.get().doubleValue()).as(place).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    @Order(9)
    void keepsNothingOfWhatWasErased() {
        long pupil = store.count("""
                select person from xapi.person_days where part = 'event' group by person
                 order by count(*) desc, person limit 1""");
        String kept = "select count(*) from xapi.person_days where person = " + pupil;
        String contributed = "select count(*) from xapi.kept_contribution where %d = any (members)".formatted(pupil);
        everyFigure();
        assertThat(store.count(kept)).isPositive();
        assertThat(store.count(contributed)).isPositive();
        assertThat(store.count("select count(*) from xapi.kept_finding")).isPositive();

        statementsAbout(pupil).forEach(store::erase);

        assertThat(store.count(kept)).isZero();
        assertThat(store.count(contributed)).isZero();
        assertThat(store.count("select count(*) from xapi.kept_finding")).isZero();
        while (store.extraction().keepDays(Duration.ZERO)) {
            // A step is one transaction.
        }
        assertThat(store.count(kept)).isZero();
    }

    private static Set<UUID> statementsAbout(long pupil) {
        return store.database().withConnection(connection -> {
            Set<UUID> ids = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    select id from xapi.statement_id where key in (
                      select key from xapi.work_fact where pupil = ?
                      union all select key from xapi.participation_fact where pupil = ?
                      union all select key from xapi.competency_fact where pupil = ?)""")) {
                for (int i = 1; i <= 3; i++) {
                    select.setLong(i, pupil);
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getObject("id", UUID.class));
                    }
                }
            }
            return ids;
        });
    }

    private static Map<String, List<Figure>> everyFigure() {
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        for (Indicator indicator : Indicators.ALL) {
            for (Breakdown by : indicator.breakdowns()) {
                // Q1 grows while the test runs.
                boolean ofArrival = Set.of("Q2", "Q3", "Q4").contains(indicator.id());
                Question question =
                        new Question((ofArrival ? PERIODS_OF_ARRIVAL : PERIODS).get(0), by, Geography.EVENT, TODAY);
                figures.put(indicator.id() + question, computation.compute(indicator, question));
            }
        }
        return figures;
    }

    /** Reads every statement that is stored, and whatever voids one. */
    private static PlainReports plain() throws Exception {
        Map<Long, JsonNode> statements = new TreeMap<>();
        store.database().withConnection(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select key, payload from xapi.statement")) {
                while (row.next()) {
                    statements.put(row.getLong("key"), new ObjectMapper().readTree(row.getString("payload")));
                }
                return null;
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        Set<String> voided = new HashSet<>();
        statements.values().stream()
                .filter(statement -> statement.at("/verb/id").asText().endsWith("/voided"))
                .forEach(statement -> voided.add(statement.at("/object/id").asText()));
        List<PlainFact> all = new ArrayList<>();
        List<PlainFact> standing = new ArrayList<>();
        statements.forEach((key, statement) -> {
            PlainFact fact = PlainFact.of(key, statement, ALIASES);
            all.add(fact);
            if (!voided.contains(statement.get("id").asText())) {
                standing.add(fact);
            }
        });
        return new PlainReports(
                standing,
                homes(all),
                HISTORY,
                YEAR.schools().enrolments(),
                weeks(),
                YEAR.schools().denominators().stream()
                        .map(one -> new Denominator(one.kind(), one.school(), one.value(), one.asOf()))
                        .toList(),
                YEAR.schools().trials().stream()
                        .map(one -> new Trial(one.school(), one.model(), one.from(), one.until()))
                        .toList(),
                YEAR.schools().twins().stream()
                        .map(one -> new Pair(one.code(), one.one(), one.other(), one.from()))
                        .toList(),
                List.of(
                        new Term(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 1, 18)),
                        new Term(LocalDate.of(2026, 1, 19), LocalDate.of(2026, 5, 31)),
                        new Term(LocalDate.of(2026, 9, 5), LocalDate.of(2027, 1, 17)),
                        new Term(LocalDate.of(2027, 1, 18), LocalDate.of(2027, 5, 31))),
                all,
                ALIASES.keySet(),
                store.extraction().through());
    }

    /** What a class list says, or else the first statement that names a class alone and a school. */
    private static Map<String, String> homes(List<PlainFact> facts) {
        Map<String, String> homes = new HashMap<>();
        YEAR.schools()
                .enrolments()
                .forEach(enrolment ->
                        homes.put(enrolment.classIri(), enrolment.school().orElseThrow()));
        facts.stream()
                .filter(fact -> fact.classes().size() == 1)
                .forEach(fact -> fact.school()
                        .ifPresent(school -> homes.putIfAbsent(fact.classes().get(0), school)));
        return homes;
    }

    private static List<LocalDate> weeks() {
        return store.database().withConnection(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select starts_on from xapi.school_week")) {
                List<LocalDate> weeks = new ArrayList<>();
                while (row.next()) {
                    weeks.add(row.getObject("starts_on", LocalDate.class));
                }
                return weeks;
            }
        });
    }
}
