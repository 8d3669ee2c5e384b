/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import khue.xapi.reports.SampleStore;
import khue.xapi.reports.board.Board.CohortGoal;
import khue.xapi.reports.board.Board.Goal;
import khue.xapi.reports.board.Board.Missing;
import khue.xapi.reports.board.Board.SchoolLine;
import khue.xapi.reports.board.Coverage.Cell;
import khue.xapi.reports.board.Coverage.State;
import khue.xapi.reports.board.Ecosystem.Link;
import khue.xapi.reports.board.Ecosystem.SchoolMap;
import khue.xapi.reports.indicators.Answers;
import khue.xapi.reports.indicators.AnswersForTests;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Computation;
import khue.xapi.reports.indicators.Figure;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;
import khue.xapi.reports.indicators.SchoolActivity;
import khue.xapi.reports.reference.Enrolment;
import khue.xapi.reports.reference.Enrolments;
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

/**
 * The board over a school year in which one school has only begun, one is without an answer of any teacher, one is silent and
 * one is tiny: as plain Java reads it in the statements, and as the indicators say it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BoardIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String YEAR = "2025-2026";
    private static final Period PERIOD = new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31));
    private static final SampleYear SAMPLE = SampleYear.tidy(17, new SampleSchools.Size(8, 3, 7, 2, 2));
    private static final String BEGUN = "01-1001";
    private static final String SILENT = "01-1002";
    private static final String UNANSWERED = "01-1005";
    private static final String TINY = "01-1007";

    private static SampleStore store;
    private static Computation computation;
    private static final Map<String, School> SCHOOLS = new TreeMap<>();

    @BeforeAll
    static void aSchoolYearGoesBy() {
        store = new SampleStore("board");
        computation = new Computation(store.database());
        store.tell(SAMPLE.schools());
        SAMPLE.schools().all().forEach(school -> SCHOOLS.put(school.code(), school));
        SAMPLE.schools().enrolments().stream()
                .filter(enrolment -> enrolment.school().equals(Optional.of(TINY)))
                .forEach(enrolment -> new Enrolments(store.database())
                        .put(new Enrolment(
                                enrolment.classIri(),
                                enrolment.label(),
                                enrolment.school(),
                                2,
                                Instant.parse("2026-03-01T00:00:00Z"),
                                "a class list")));
        List<String> few = new ArrayList<>();
        List<Sent> some = SAMPLE.statements().stream()
                .filter(sent -> happens(read(sent.json()), few))
                .toList();
        store.sendAll(some);
    }

    private static boolean happens(JsonNode statement, List<String> few) {
        String school = PlainActivity.school(statement);
        String actor = statement.at("/actor/account/name").asText();
        return switch (school) {
            case SILENT -> false;
            case UNANSWERED -> !statement.at("/verb/id").asText().endsWith("/evaluated");
            case BEGUN ->
                !PlainActivity.extension(statement, "actor-role").equals("learner") || isOneOfThree(actor, few);
            default -> true;
        };
    }

    private static boolean isOneOfThree(String pupil, List<String> few) {
        if (few.size() < 3 && !few.contains(pupil)) {
            few.add(pupil);
        }
        return few.contains(pupil);
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Board board(Geography geography) {
        return boards(10).board(Optional.of(YEAR), geography, (indicator, question) -> {});
    }

    private static Boards boards(int minimum) {
        return new Boards(
                new ProgrammeData(store.database()),
                answers(minimum),
                new SchoolActivity(computation),
                new FirstDays(store.database()),
                store.extraction(),
                Clock.fixed(TODAY.atTime(12, 0).atZone(Period.ZONE).toInstant(), Period.ZONE));
    }

    private static Answers answers(int minimum) {
        return AnswersForTests.of(store.database(), minimum);
    }

    private static Map<String, PlainActivity.School> plain() throws Exception {
        Predicate<String> isPreschool = code -> Optional.ofNullable(SCHOOLS.get(code))
                .filter(school -> school.history().get(0).level().equals(Optional.of("preschool")))
                .isPresent();
        return new PlainActivity(PlainActivity.standing(stored()).toList(), isPreschool, PERIOD).schools();
    }

    private static List<JsonNode> stored() throws Exception {
        return store.database().withConnection(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select payload from xapi.statement")) {
                List<JsonNode> all = new ArrayList<>();
                while (row.next()) {
                    all.add(JSON.readTree(row.getString("payload")));
                }
                return all;
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    @Test
    @Order(1)
    void saysOfEachSchoolWhereItStandsAndWhatItLacks() throws Exception {
        schoolsAreAsInTheStatements();
        Map<String, SchoolLine> lines = lines();

        assertThat(lines.get(BEGUN).standing()).isEqualTo(Standing.BEGUN);
        assertThat(lines.get(BEGUN).missingPupils()).isEqualTo(2);
        assertThat(lines.get(SILENT).standing()).isEqualTo(Standing.QUIET);
        assertThat(lines.get(TINY).standing()).isEqualTo(Standing.HIDDEN);
        assertThat(lines.get(TINY).missingPupils()).isZero();
        assertThat(lines.get(UNANSWERED).missingTeachers()).isEqualTo(1);
    }

    private static Map<String, SchoolLine> lines() {
        return board(Geography.EVENT).schools().stream()
                .collect(Collectors.toMap(line -> line.site().code(), line -> line));
    }

    private static void schoolsAreAsInTheStatements() throws Exception {
        Map<String, PlainActivity.School> plain = plain();
        Map<String, Figure> active = figures("I1", Breakdown.SCHOOL);
        for (SchoolLine line : board(Geography.EVENT).schools()) {
            String code = line.site().code();
            PlainActivity.School expected = plain.getOrDefault(code, new PlainActivity.School());
            boolean told = active.containsKey(code)
                    && active.get(code).value().orElseThrow().signum() > 0;
            assertThat(told).as(code).isEqualTo(expected.isActive());
            if (line.standing() != Standing.HIDDEN) {
                assertThat(line.standing() == Standing.ACTIVE).as(code).isEqualTo(told);
            }
            if (line.standing() == Standing.BEGUN) {
                assertThat(line.missingPupils()).as(code).isEqualTo(Math.max(0, 5 - expected.pupils.size()));
                assertThat(line.missingTeachers()).as(code).isEqualTo(expected.grownUps.isEmpty() ? 1 : 0);
            }
        }
    }

    private static Map<String, Figure> figures(String id, Breakdown by) {
        return computation
                .compute(Indicators.of(id).orElseThrow(), new Question(PERIOD, by, Geography.EVENT, TODAY))
                .stream()
                .collect(Collectors.toMap(figure -> figure.cell().orElse(""), figure -> figure));
    }

    @Test
    @Order(2)
    void coversWhatTheIndicatorOfModelsSays() throws Exception {
        coverageIsAsInTheStatements(Geography.EVENT, PERIOD.until());
        Coverage all = boards(1)
                .board(Optional.of(YEAR), Geography.EVENT, (indicator, question) -> {})
                .coverage();
        BigDecimal coverage = figures("I2", Breakdown.NONE).get("").more().get("coverage");

        assertThat(all.cells()).hasSize(16);
        assertThat(BigDecimal.valueOf(all.covered()).divide(BigDecimal.valueOf(16), 6, RoundingMode.HALF_UP))
                .isEqualByComparingTo(coverage);
        assertThat(all.covered()).isPositive();
    }

    private static void coverageIsAsInTheStatements(Geography geography, LocalDate day) throws Exception {
        Map<String, PlainActivity.School> plain = plain();
        Map<List<String>, List<School>> kinds = SCHOOLS.values().stream()
                .collect(Collectors.groupingBy(school -> school.history().stream()
                        .filter(place -> !day.isBefore(place.from())
                                && place.until()
                                        .filter(end -> !day.isBefore(end))
                                        .isEmpty())
                        .findFirst()
                        .map(BoardIT::kind)
                        .orElse(List.of())));
        for (Cell cell : board(geography).coverage().cells()) {
            List<School> here = kinds.getOrDefault(List.of(cell.level(), cell.area(), cell.ownership()), List.of());
            assertThat(cell.schools()).isEqualTo(here.size());
            boolean covered = here.stream()
                    .filter(school -> !school.code().equals(TINY))
                    .anyMatch(school -> plain.containsKey(school.code())
                            && plain.get(school.code()).isActive()
                            && tries(school.code()));
            assertThat(cell.state() == State.COVERED).as(cell.toString()).isEqualTo(covered);
            assertThat(cell.state() == State.EMPTY).as(cell.toString()).isEqualTo(here.isEmpty());
        }
    }

    private static List<String> kind(Place place) {
        return List.of(
                place.level().orElseThrow(),
                place.area().orElseThrow(),
                place.ownership().orElseThrow());
    }

    private static boolean tries(String school) {
        return SAMPLE.schools().trials().stream()
                .anyMatch(trial -> trial.school().equals(school));
    }

    @Test
    @Order(3)
    void namesTheSchoolsOfAModelAndWhenSomethingFirstHappenedThere() throws Exception {
        List<JsonNode> standing = PlainActivity.standing(stored()).toList();
        int dates = 0;
        for (Board.ModelLine model : board(Geography.EVENT).models()) {
            for (Board.TrialLine line : model.trials()) {
                LocalDate end = line.trial().until().orElse(PERIOD.until().plusDays(1));
                Optional<LocalDate> expected = standing.stream()
                        .filter(statement -> PlainActivity.school(statement)
                                .equals(line.trial().school()))
                        .map(statement -> LocalDate.ofInstant(PlainActivity.happened(statement), Period.ZONE))
                        .filter(day -> !day.isBefore(line.trial().from()) && day.isBefore(end))
                        .min(Comparator.naturalOrder())
                        .filter(day -> line.standing() != Standing.HIDDEN);
                assertThat(line.first()).as(line.trial().toString()).isEqualTo(expected);
                dates += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(dates).isPositive();
    }

    @Test
    @Order(4)
    void readsTheTargetOfTeachersInBothWaysWithTheSourceOfEachNumber() {
        Goal goal = goal("I3");
        Figure figure = answers(10)
                .answer(Indicators.of("I3").orElseThrow(), new Question(PERIOD, Breakdown.NONE, Geography.EVENT, TODAY))
                .total()
                .figure();

        assertThat(goal.readings()).extracting(Board.Reading::name).containsExactly("value", "of_all");
        assertThat(goal.readings().get(0).actual()).isPresent().isEqualTo(figure.value());
        assertThat(goal.readings().get(1).actual())
                .isPresent()
                .hasValue(figure.more().get("of_all"));
        assertThat(goal.readings()
                        .get(0)
                        .denominator()
                        .orElseThrow()
                        .known()
                        .orElseThrow()
                        .number())
                .isEqualTo(40);
        assertThat(goal.readings()
                        .get(1)
                        .denominator()
                        .orElseThrow()
                        .known()
                        .orElseThrow()
                        .asOf())
                .isEqualTo(LocalDate.of(2026, 1, 10));
        CohortGoal leaders = board(Geography.EVENT).cohorts().stream()
                .filter(cohort -> cohort.code().equals("leaders"))
                .findFirst()
                .orElseThrow();
        assertThat(leaders.planned().orElseThrow().quota()).isEqualTo(50);
        assertThat(leaders.suppressed()).as("there are seven heads").isTrue();
        assertThat(leaders.finished()).isEmpty();
    }

    private static Goal goal(String indicator) {
        return board(Geography.EVENT).goals().stream()
                .filter(goal -> goal.target().indicator().equals(Optional.of(indicator)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(5)
    void withoutASchoolYearMeasuresATargetInItsOwnPeriod() {
        Board board = boards(10).board(Optional.empty(), Geography.EVENT, (indicator, question) -> {});

        assertThat(board.goals())
                .extracting(Goal::period)
                .containsOnly(new Period(LocalDate.of(2023, 1, 1), LocalDate.of(2025, 12, 31)));
        assertThat(board.mapDay()).isEqualTo(LocalDate.of(2025, 12, 31));
        assertThat(boards(10).year("1999-2000")).isEmpty();
    }

    @Test
    @Order(6)
    void putsASchoolThatMovedWhereItWasOnTheDayOfTheMap() throws Exception {
        School first = SCHOOLS.get("01-1000");
        Place was = first.history().get(1);
        Place moved = new Place(
                LocalDate.of(2026, 2, 1),
                Optional.empty(),
                was.level(),
                was.district(),
                was.ward(),
                was.unit(),
                Optional.of("outer"),
                Optional.of("private"),
                was.cluster());
        Place before = new Place(
                was.from(),
                Optional.of(moved.from()),
                was.level(),
                was.district(),
                was.ward(),
                was.unit(),
                was.area(),
                was.ownership(),
                was.cluster());
        School corrected = new School(
                first.code(),
                first.name(),
                "a decision",
                List.of(first.history().get(0), before, moved));
        store.tell(corrected);
        SCHOOLS.put(corrected.code(), corrected);

        coverageIsAsInTheStatements(Geography.EVENT, PERIOD.until());
        coverageIsAsInTheStatements(Geography.CURRENT, TODAY);
        coverageIsAsInTheStatements(Geography.LEGACY, LocalDate.of(2025, 6, 30));
        assertThat(board(Geography.LEGACY).coverage())
                .isNotEqualTo(board(Geography.EVENT).coverage());
    }

    @Test
    @Order(7)
    void drawsWhoTakesPartInWhat() throws Exception {
        send(told(MENTORED, "artisan", SILENT, "culture", "context"));
        send(told(MENTORED, "business", "01-1000", "technology"));
        send(told(MENTORED, "guardian", TINY, "technology"));
        // Neither a role nor a component that anybody has listed is on the map.
        send(told(MENTORED, "observer", "01-1000", "technology"));
        send(told(MENTORED, "artisan", "01-1000", "weather"));
        store.extraction().catchUp();

        mapIsAsInTheStatements();
        assertThat(school(SILENT).links())
                .containsExactlyInAnyOrder(
                        new Link("artisan", "people"), new Link("artisan", "culture"), new Link("artisan", "context"));
        assertThat(school("01-1000").has("learner", "people")).isTrue();
        assertThat(school("01-1000").has("learner", "knowledge")).isTrue();
        assertThat(school("01-1000").has("learner", "technology")).isFalse();
        assertThat(school("01-1000").has("business", "technology")).isTrue();
        assertThat(school(TINY).hidden()).isTrue();
        assertThat(school(TINY).links()).isEmpty();
        Ecosystem map = ecosystem();
        assertThat(map.schoolsWith("artisan", "culture")).isEqualTo(1);
        assertThat(map.told()).isEqualTo(7);
    }

    @Test
    @Order(8)
    void takesALinkOffTheMapWhenWhatToldItIsVoidedOrErased() throws Exception {
        ObjectNode wrong = told(MENTORED, "staff", SILENT, "culture");
        ObjectNode erased = told(MENTORED, "alumnus", SILENT, "culture");
        send(wrong);
        send(erased);
        store.extraction().catchUp();
        assertThat(school(SILENT).has("staff", "culture")).isTrue();
        assertThat(school(SILENT).has("alumnus", "culture")).isTrue();

        ObjectNode voiding = told("http://adlnet.gov/expapi/verbs/voided", "teacher", SILENT);
        voiding.remove("context");
        voiding.putObject("object")
                .put("objectType", "StatementRef")
                .put("id", wrong.get("id").asText());
        send(voiding);
        store.extraction().catchUp();
        store.erase(UUID.fromString(erased.get("id").asText()));

        assertThat(school(SILENT).has("staff", "culture")).isFalse();
        assertThat(school(SILENT).has("alumnus", "culture")).isFalse();
        mapIsAsInTheStatements();
    }

    private static final String MENTORED = "http://id.tincanapi.com/verb/mentored";

    /** Somebody in a role did something at a school that touches these components. */
    private static ObjectNode told(String verb, String role, String school, String... components) {
        ObjectNode statement = SAMPLE.statements().stream()
                .<ObjectNode>map(sent -> (ObjectNode) read(sent.json()))
                .filter(one -> one.at("/verb/id").asText().endsWith("/attended"))
                .filter(one -> one.at("/object/definition/type").asText().endsWith("/event"))
                .findFirst()
                .orElseThrow();
        statement.put(
                "id",
                UUID.nameUUIDFromBytes((verb + role + school).getBytes(StandardCharsets.UTF_8))
                        .toString());
        ((ObjectNode) statement.at("/actor/account")).put("name", role + " of " + school);
        statement.putObject("verb").put("id", verb);
        ObjectNode extensions = (ObjectNode) statement.at("/context/extensions");
        extensions.removeAll();
        extensions.put("https://w3id.org/xapi/acrossx/extensions/school", school);
        extensions.put("https://khue.io/xapi/ext/actor-role", role);
        ArrayNode list = extensions.putArray("https://khue.io/xapi/ext/components");
        List.of(components).forEach(list::add);
        return statement;
    }

    private static void send(ObjectNode statement) {
        store.send(List.of(new Sent(
                UUID.fromString(statement.get("id").asText()),
                Instant.EPOCH,
                statement.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private static Ecosystem ecosystem() {
        Ecosystems ecosystems = new Ecosystems(
                store.database(),
                new ProgrammeData(store.database()),
                answers(10),
                store.extraction(),
                Clock.fixed(TODAY.atTime(12, 0).atZone(Period.ZONE).toInstant(), Period.ZONE));
        assertThat(ecosystems.year(Optional.of("1999-2000"))).isEmpty();
        assertThat(ecosystems.year(Optional.empty())).hasValue("2026-2027");
        return ecosystems.of(ecosystems.year(Optional.of(YEAR)).orElseThrow());
    }

    private static SchoolMap school(String code) {
        return ecosystem().schools().stream()
                .filter(school -> school.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static void mapIsAsInTheStatements() throws Exception {
        Map<String, Set<Link>> expected =
                PlainActivity.links(PlainActivity.standing(stored()).toList(), PERIOD);
        Ecosystem map = ecosystem();
        assertThat(map.schools()).hasSize(8);
        assertThat(map.components()).hasSize(5);
        assertThat(map.roles()).hasSize(10);
        for (SchoolMap school : map.schools()) {
            assertThat(school.links())
                    .as(school.code())
                    .isEqualTo(school.code().equals(TINY) ? Set.of() : expected.getOrDefault(school.code(), Set.of()));
        }
    }

    @Test
    @Order(9)
    void isTheSameAfterAllFactsWereMadeAgain() {
        Coverage coverage = board(Geography.EVENT).coverage();
        List<SchoolLine> schools = board(Geography.EVENT).schools();
        List<SchoolMap> maps = ecosystem().schools();
        store.rebuild().begin();
        store.finishRebuild();

        assertThat(board(Geography.EVENT).coverage()).isEqualTo(coverage);
        assertThat(board(Geography.EVENT).schools()).isEqualTo(schools);
        assertThat(ecosystem().schools()).isEqualTo(maps);
    }

    @Test
    @Order(10)
    void followsWhatIsErased() throws Exception {
        assertThat(lines().get("01-1003").standing()).isEqualTo(Standing.ACTIVE);
        SAMPLE.statements().stream()
                .map(sent -> read(sent.json()))
                .filter(statement -> PlainActivity.school(statement).equals("01-1003"))
                .filter(statement -> statement.at("/verb/id").asText().endsWith("/evaluated"))
                .forEach(statement ->
                        store.erase(UUID.fromString(statement.get("id").asText())));

        assertThat(lines().get("01-1003").standing()).isEqualTo(Standing.BEGUN);
        schoolsAreAsInTheStatements();
        coverageIsAsInTheStatements(Geography.EVENT, PERIOD.until());
    }

    @Test
    @Order(11)
    void saysWhatNobodyHasImported() {
        store.database().inTransaction(connection -> {
            try (Statement delete = connection.createStatement()) {
                for (String table : List.of("target", "cohort", "denominator", "school_model", "model")) {
                    delete.execute("delete from xapi." + table);
                }
                delete.execute(
                        "insert into xapi.target select 'odd', 1, 'Odd', 'X9', date '2025-01-01', date '2026-01-01',"
                                + " null, 5, 'nobody'");
                return null;
            }
        });
        Board board = boards(10).board(Optional.empty(), Geography.EVENT, (indicator, question) -> {});

        assertThat(board.missing())
                .extracting(Missing::what, missing -> missing.name().orElse(""), Missing::table)
                .contains(
                        tuple("target", "I1", "targets"),
                        tuple("target", "I2", "targets"),
                        tuple("target", "I3", "targets"),
                        tuple("indicator", "odd", "targets"),
                        tuple("cohorts", "", "cohorts"),
                        tuple("models", "", "models"));
        assertThat(board.goals().get(0).readings()).isEmpty();
        assertThat(board.coverage().covered()).isZero();
    }
}
