/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import khue.xapi.credentials.Asker;
import khue.xapi.http.Failure;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.reports.SampleStore;
import khue.xapi.reports.imports.Imports.Shown;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Computation;
import khue.xapi.reports.indicators.Computation.Prepared;
import khue.xapi.reports.indicators.Figure;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of reference data in a real database, beside statements of a small school year. */
class ImportsIT {

    private static final Asker EVALUATOR = new Asker("tools", Optional.of("evaluator"));
    private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");
    private static final String SCHOOLS =
            "school,name,level,legacy_district,unit,area,ownership,valid_from,valid_until,source\n";

    private static SampleStore store;
    private static Imports imports;

    @BeforeAll
    static void aSchoolYearGoesBy() {
        store = new SampleStore("imports");
        imports = new Imports(store.database(), Clock.fixed(NOON, ZoneOffset.UTC));
        SampleYear year = SampleYear.tidy(7, new SampleSchools.Size(3, 1, 12, 1, 1));
        store.tell(year.schools());
        store.send(year.statements());
        store.extraction().catchUp();
    }

    @Test
    void figuresFollowAPastThatIsCorrectedAndComeBackWhenThatIsUndone() {
        Map<String, String> before = byArea();
        StringBuilder rows = new StringBuilder(SCHOOLS);
        imports.rows(table("schools")).stream()
                .map(row -> row.get("school"))
                .distinct()
                .forEach(code -> rows.append(code)
                        .append(",Trường mẫu,THCS,Ba Đình,,Nội thành,Công lập,01/09/2015,01/07/2025,biên bản 12\n")
                        .append(code)
                        .append(",Trường mẫu,THCS,,Xã Mới,Ngoại thành,Công lập,01/07/2025,,biên bản 12\n"));
        String file = rows.toString();

        Shown looked = look("schools", file);
        assertThat(byArea()).isEqualTo(before);
        Shown kept = keep(looked);

        assertThat(kept.made().state()).isEqualTo(Import.State.KEPT);
        assertThat(looked.plan().problems()).isEmpty();
        assertThat(looked.plan().changes()).isNotEmpty();
        assertThat(before).containsOnlyKeys("inner", "outer");
        assertThat(byArea()).containsOnlyKeys("outer");

        imports.undo(kept.made().id(), EVALUATOR);
        assertThat(byArea()).isEqualTo(before);
    }

    @Test
    void nothingIsKeptOfAFileWithOneMistake() {
        List<Row> before = imports.rows(table("days-off"));
        Shown looked = look("days-off", "day,title,source\n2025-09-02,Quốc khánh,q\n32/01/2026,Tết,q\n");

        assertThat(looked.plan().problems()).hasSize(1);
        assertFails("import-has-problems", () -> keep(looked));
        assertThat(imports.rows(table("days-off"))).isEqualTo(before);
    }

    @Test
    void keepsOnlyWhatWasLookedAt() {
        String file = "code,version,title,quota,source\nsau,1,Lớp sau,20,q\n";
        Shown first = look("cohorts", file);
        Shown second = look("cohorts", file.replace("20", "25"));
        keep(second);

        assertFails("import-outdated", () -> keep(first));
        Shown again = imports.show(first.made().id());
        assertThat(again.plan().changes())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.before().orElseThrow().get("quota")).isEqualTo("25"));
        keep(again);
        assertFails("import-decided", () -> keep(again));
        assertThat(find("cohorts", "sau")).containsEntry("quota", "20");
    }

    @Test
    void undoneInTheOrderInWhichTheyBuildOnEachOther() {
        Shown models = keep(look("models", "code,version,title,source\nvuon,1,x,q\n"));
        Shown phases = keep(look("phases", "code,title,starts_on,source\nthu,Thí điểm,2024-09-01,q\n"));
        keep(look("schools", SCHOOLS + "tv-1,Trường TV,,,,,,2020-01-01,,q\n"));
        Shown tried = keep(look(
                "school-models", "school;model;version;phase;valid_from;source\r\ntv-1;vuon;1;thu;01/09/2024;q\r\n"));
        Shown renamed = keep(look("models", "code,version,title,source\nvuon,1,Vườn trường,q\n"));

        assertThat(imports.show(models.made().id()).builtOn())
                .containsExactly(tried.made().id(), renamed.made().id());
        assertFails("import-built-on", () -> undo(models));
        assertFails("import-built-on", () -> undo(phases));

        undo(renamed);
        assertThat(find("models", "vuon")).containsEntry("title", "x");
        undo(tried);
        undo(models);
        undo(phases);
        assertThat(imports.rows(table("models")))
                .extracting(row -> row.get("code"))
                .doesNotContain("vuon");
        assertFails("import-decided", () -> undo(models));
    }

    @Test
    void isNotUndoneOverWhatSomebodyChangedByOtherMeans() {
        Shown kept = keep(look("days-off", "day,title,source\n2025-04-30,Thống nhất,q\n"));
        store.database()
                .withConnection(connection -> connection
                        .createStatement()
                        .executeUpdate("update xapi.day_off set title = 'Khác' where day = '2025-04-30'"));

        assertFails("import-changed-since", () -> undo(kept));
    }

    @Test
    void aFileThatIsAllThereIsTakesAwayTheRest() {
        keep(look(
                "denominators",
                "kind,school,value,as_of,source\nteachers,,900,2025-09-05,a\nteachers,,910,2026-01-05,a\n"));
        int before = imports.rows(table("denominators")).size();
        Shown whole = imports.look(
                table("denominators"),
                "mẫu số.csv",
                true,
                bytes("kind,school,value,as_of,source\nteachers,,910,2026-01-05,a\n"),
                EVALUATOR);

        assertThat(whole.plan().unchanged()).isEqualTo(1);
        assertThat(whole.plan().count(Plan.Change.Kind.REMOVED)).isEqualTo(before - 1);
        keep(whole);
        assertThat(imports.rows(table("denominators"))).hasSize(1);
        undo(whole);
        assertThat(imports.rows(table("denominators"))).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schools",
                "models",
                "phases",
                "school-models",
                "targets",
                "cohorts",
                "denominators",
                "school-years",
                "terms",
                "weeks",
                "days-off",
                "codes"
            })
    void whatIsExportedIsImportedAgainUnchanged(String name) throws Exception {
        keep(look(
                "targets",
                "code,version,title,indicator,starts_on,ends_on,baseline,target,source\n"
                        + "gap,1,\"-5 %, \"\"hết\"\"\",E1,2025-01-01,2025-12-31,1.125,0.05,'=q\n"));
        StringWriter out = new StringWriter();
        imports.write(table(name), out);

        Plan again = imports.look(table(name), name + ".csv", true, bytes(out.toString()), EVALUATOR)
                .plan();

        assertThat(again.problems().stream().filter(problem -> problem.fault() != Fault.FILE_WITHOUT_ROWS))
                .isEmpty();
        assertThat(again.changes()).isEmpty();
        assertThat(again.unchanged()).isEqualTo(imports.rows(table(name)).size());
    }

    @Test
    void whatWasOnlyLookedAtIsForgottenAfterADay() {
        Imports later = new Imports(store.database(), Clock.fixed(NOON.plus(Duration.ofHours(25)), ZoneOffset.UTC));
        Shown looked = look("days-off", "day,title,source\n2025-01-01,Tết dương lịch,q\n");
        later.look(table("days-off"), "x.csv", false, bytes("day,title,source\n2025-01-01,Tết,q\n"), EVALUATOR);

        assertFails("import-not-found", () -> keep(looked));
    }

    @Test
    void theEffectOfAnotherNameIsComputedAndNotGuessed() throws Exception {
        // Whoever opened a work handed it in, says this file.
        String file = "alias,verb,source\nhttp://adlnet.gov/expapi/verbs/launched,http://activitystrea.ms/submit,thử\n";
        Imports inSpring =
                new Imports(store.database(), Clock.fixed(Instant.parse("2026-04-22T05:00:00Z"), ZoneOffset.UTC));
        Shown looked = look("verb-aliases", file);
        String before = figures();

        Map<String, List<Figure>> asItWas = new HashMap<>();
        Question spring = new Question(
                new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31)),
                Breakdown.NONE,
                Geography.EVENT,
                LocalDate.of(2026, 4, 22));
        Indicators.ALL.forEach(
                indicator -> asItWas.put(indicator.id(), new Computation(store.database()).compute(indicator, spring)));
        Effect effect = inSpring.showWithEffect(looked.made().id()).effect().orElseThrow();
        assertThat(figures()).isEqualTo(before);
        assertThat(effect.computed()).isEqualTo(Indicators.ALL.size());

        keep(looked);
        for (Indicator indicator : Indicators.ALL) {
            boolean becameAnother = !new Computation(store.database())
                    .compute(indicator, spring)
                    .equals(asItWas.get(indicator.id()));
            assertThat(effect.figures().contains(indicator)).as(indicator.id()).isEqualTo(becameAnother);
        }
        assertThat(effect.figures()).isNotEmpty();
        assertThat(figures()).isNotEqualTo(before);
        undo(looked);
        assertThat(figures()).isEqualTo(before);
    }

    @Test
    void whatChangesIsShownWithoutWaitingForFigures() {
        Shown looked = look("days-off", "day,title,source\n2026-01-01,Tết dương lịch,q\n");

        Shown shown = imports.show(looked.made().id());

        assertThat(shown.plan()).isEqualTo(looked.plan());
        assertThat(shown.effect()).isEmpty();
    }

    @Test
    void figuresThatCannotBecomeOthersAreNotComputed() {
        Shown looked = look("verb-aliases", "alias,verb,source\nhttp://e.vn/x,http://activitystrea.ms/submit,q\n");
        Shown calendar = look("days-off", "day,title,source\n2026-01-01,Tết dương lịch,q\n");

        assertThat(withPatience(Duration.ZERO)
                        .showWithEffect(looked.made().id())
                        .effect()
                        .orElseThrow()
                        .open())
                .isEqualTo(Indicators.ALL);
        assertThat(imports.showWithEffect(calendar.made().id()).effect().orElseThrow())
                .extracting(Effect::open, Effect::figures, Effect::computed)
                .containsExactly(List.of(), List.of(), Indicators.ALL.size());
    }

    @Test
    void aSchoolInAnotherClusterIsSaidToChangeFiguresByClusterOnly() {
        Shown looked = look("schools", inAnotherCluster());
        assertThat(looked.plan().problems()).isEmpty();

        Effect effect = imports.showWithEffect(looked.made().id()).effect().orElseThrow();

        assertThat(effect.breakdowns()).containsExactly(Breakdown.CLUSTER);
        assertThat(effect.open()).isEmpty();
        assertThat(effect.figures()).isEmpty();
    }

    @Test
    void figuresOfWhatIsErasedBeforeItIsReadAreLeftOpenAndNotSaidToStay() {
        Shown looked = look("schools", inAnotherCluster());
        Computation erasedMeanwhile = new Computation(store.database()) {
            @Override
            public Optional<Prepared> prepared(
                    Indicator indicator,
                    Question question,
                    Predicate<String> changing,
                    Predicate<String> changingKept) {
                Optional<Prepared> prepared = super.prepared(indicator, question, changing, changingKept);
                store.database().inTransaction(connection -> {
                    execute("delete from xapi.kept_class", connection);
                    return null;
                });
                return prepared;
            }
        };

        Effect effect = new Effect.Finder(
                        store.database(), erasedMeanwhile, Clock.fixed(NOON, ZoneOffset.UTC), Duration.ofMinutes(1))
                .find(table("schools"), looked.plan(), connection -> {});

        assertThat(effect.open()).contains(Indicators.of("E1").orElseThrow());
        assertThat(effect.figures()).isEmpty();
    }

    /** The first school, always. */
    private static String inAnotherCluster() {
        List<String> columns =
                table("schools").columns().stream().map(Column::name).toList();
        Map<String, String> school = imports.rows(table("schools")).get(0).values();
        return String.join(",", columns) + "\n"
                + imports.rows(table("schools")).stream()
                        .filter(row -> row.get("school").equals(school.get("school")))
                        .map(row -> {
                            Map<String, String> values = new HashMap<>(row.values());
                            values.put("cluster", "Cụm khác hẳn");
                            return columns.stream()
                                    .map(column -> '"' + values.getOrDefault(column, "") + '"')
                                    .collect(Collectors.joining(","));
                        })
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    @Test
    void aFileIsShownAlsoWhileSomebodyElseIsWritingTheSame() throws Exception {
        String file = "alias,verb,source\nhttp://example.vn/busy,http://activitystrea.ms/submit,thử\n";
        Shown looked = look("verb-aliases", file);

        store.database().inTransaction(other -> {
            execute(
                    "insert into xapi.verb_alias (alias, verb, source) values"
                            + " ('http://example.vn/busy', 'http://activitystrea.ms/submit', 'x')",
                    other);
            Effect effect = withPatience(Duration.ofSeconds(2))
                    .showWithEffect(looked.made().id())
                    .effect()
                    .orElseThrow();

            assertThat(effect.open()).isNotEmpty();
            assertThat(effect.figures()).isEmpty();
            other.rollback();
            return null;
        });
        assertThat(imports.showWithEffect(looked.made().id())
                        .effect()
                        .orElseThrow()
                        .open())
                .isEmpty();
    }

    @Test
    void aChangeInBetweenLeavesFiguresOpenAndFailsNothing() {
        Shown looked = look("verb-aliases", "alias,verb,source\nhttp://e.vn/a,http://activitystrea.ms/submit,thử\n");

        Effect effect = new Effect.Finder(
                        store.database(),
                        new Computation(store.database()),
                        Clock.fixed(NOON, ZoneOffset.UTC),
                        Duration.ofMinutes(1))
                .find(table("verb-aliases"), looked.plan(), connection -> {
                    throw new SQLException("could not serialize access", "40001");
                });

        assertThat(effect.open()).isNotEmpty().isNotEqualTo(Indicators.ALL);
        assertThat(effect.computed())
                .isEqualTo(Indicators.ALL.size() - effect.open().size());
        assertThat(figures()).isNotEmpty();
    }

    @Test
    void whoLooksHoldsUpNobodyWhoKeeps() {
        String file = "alias,verb,source\nhttp://e.vn/held,http://activitystrea.ms/submit,thử\n";
        Shown looked = look("verb-aliases", file);
        List<String> epochs = new ArrayList<>();

        new Effect.Finder(
                        store.database(),
                        new Computation(store.database()),
                        Clock.fixed(NOON, ZoneOffset.UTC),
                        Duration.ofMinutes(1))
                .find(table("verb-aliases"), looked.plan(), connection -> {
                    execute(
                            "insert into xapi.verb_alias (alias, verb, source) values"
                                    + " ('http://e.vn/held', 'http://activitystrea.ms/submit', 'x');"
                                    + " set constraints all immediate",
                            connection);
                    store.database().inTransaction(other -> {
                        execute(
                                "set local lock_timeout = '1s'; update xapi.reference_state set epoch = epoch + 1",
                                other);
                        epochs.add("free");
                        return null;
                    });
                });

        assertThat(epochs).containsExactly("free");
    }

    @Test
    void aNameThatNoStatementHasIsNotTriedAndHoldsUpNobody() throws Exception {
        Shown looked = look(
                "actor-aliases",
                "home_page,account,known_home_page,known_account,source\n"
                        + "https://nobody.example.vn/,x,https://nobody.example.vn/,y,thử\n");

        Effect effect = imports.showWithEffect(looked.made().id()).effect().orElseThrow();

        assertThat(effect.figures()).isEmpty();
        assertThat(effect.open()).isEmpty();
    }

    @Test
    void countsRowsAsItShowsThem() {
        assertThat(imports.sizes())
                .isEqualTo(Table.ALL.stream()
                        .map(table -> imports.rows(table).size())
                        .toList());
    }

    @Test
    void aPersonWhoIsErasedHasNoOtherNamesAndGetsNoneByAFile() {
        String pseudonym = SampleSchools.BASE + "pid";
        String file = "home_page,account,known_home_page,known_account,source\n"
                + "https://lms.example.vn,41," + pseudonym + ",tí,khai báo\n"
                + "https://lms.example.vn,42," + pseudonym + ",sửu,khai báo\n";
        Shown kept = keep(look("actor-aliases", file));
        Shown waiting = look("actor-aliases", file.replace("khai báo", "khai báo lại"));
        assertThat(imports.rows(table("actor-aliases"))).hasSize(2);

        erase(AgentIdentifier.ofAccount(pseudonym, "tí"));

        assertThat(imports.rows(table("actor-aliases")))
                .extracting(row -> row.get("account"))
                .containsExactly("42");
        assertThat(store.count("select count(*) from xapi.reference_change where after::text like '%tí%'"))
                .isZero();
        assertFails("import-not-found", () -> keep(waiting));
        Shown again = look("actor-aliases", file);
        assertFails("import-contradicts", () -> keep(again));
        undo(kept);
        assertThat(imports.rows(table("actor-aliases"))).isEmpty();
    }

    /** As the erasure of a person begins. */
    private static void erase(AgentIdentifier person) {
        store.database().inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    with erasure as (
                      insert into xapi.erasure (id, request, agents, registrations, after)
                      values (gen_random_uuid(), gen_random_uuid(), array[?::uuid], '{}', 0) returning id)
                    insert into xapi.erased_agent (term, erasure)
                    select term.id, erasure.id from xapi.term, erasure where fingerprint = ?""")) {
                insert.setObject(1, Fingerprint.of(person));
                insert.setObject(2, Fingerprint.of(person));
                return insert.executeUpdate();
            }
        });
    }

    private static void execute(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Imports withPatience(Duration patience) {
        return new Imports(
                store.database(), Clock.fixed(NOON, ZoneOffset.UTC), new Computation(store.database()), patience);
    }

    private static String figures() {
        Question question = new Question(
                new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31)),
                Breakdown.NONE,
                Geography.EVENT,
                LocalDate.of(2026, 11, 22));
        return Indicators.ALL.stream()
                .map(indicator -> new Computation(store.database())
                        .compute(indicator, question)
                        .toString())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> byArea() {
        Question question = new Question(
                new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31)),
                Breakdown.AREA,
                Geography.EVENT,
                LocalDate.of(2026, 11, 22));
        return new Computation(store.database())
                .compute(Indicators.of("F3").orElseThrow(), question).stream()
                        .collect(Collectors.toMap(
                                figure -> figure.cell().orElse("?"),
                                (Figure figure) -> figure.denominator() + " " + figure.people()));
    }

    private static Map<String, String> find(String table, String code) {
        return imports.rows(table(table)).stream()
                .filter(row -> code.equals(row.get("code")))
                .findFirst()
                .orElseThrow()
                .values();
    }

    private static Shown look(String table, String file) {
        return imports.look(table(table), table + ".csv", false, bytes(file), EVALUATOR);
    }

    private static Shown keep(Shown looked) {
        return imports.keep(looked.made().id(), looked.plan().digest());
    }

    private static Shown undo(Shown kept) {
        return imports.undo(kept.made().id(), EVALUATOR);
    }

    private static Table table(String name) {
        return Table.named(name).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFails(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
