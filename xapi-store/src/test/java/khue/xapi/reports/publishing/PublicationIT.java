/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import khue.xapi.ServerForTests;
import khue.xapi.http.Json;
import khue.xapi.postgres.StoreForTests;
import khue.xapi.reports.SampleStore;
import khue.xapi.reports.indicators.Answers;
import khue.xapi.reports.indicators.AnswersForTests;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a program for charts sees of the database, which it enters as docs/how-to/connect-superset-or-metabase.md says. */
@TestMethodOrder(OrderAnnotation.class)
class PublicationIT {

    private static final Path HOW_TO = Path.of("../docs/how-to/connect-superset-or-metabase.md");
    private static final Path REFERENCE = Path.of("../docs/reference/reporting-views.md");
    private static final String DATABASE = "published_figures";

    private static final Instant NOW =
            LocalDate.of(2025, 12, 20).atStartOfDay(Period.ZONE).toInstant();
    private static final List<Indicator> PUBLISHED = Stream.of("F1", "F2", "Q2")
            .map(id -> Indicators.of(id).orElseThrow())
            .toList();
    private static final int MINIMUM = 10;
    private static final String DENIED = "42501";
    private static final String READ_ONLY = "25006";

    /** Schools of eight pupils in two classes. */
    private static final SampleYear SAMPLE = SampleYear.untidy(12, new SampleSchools.Size(12, 2, 4, 3, 3));

    private static SampleStore store;
    private static DataSource reader;
    private static Answers answers;
    private static Instant now = NOW;

    @BeforeAll
    static void anAdministratorDoesWhatTheHowToSays() throws IOException, SQLException {
        store = new SampleStore(DATABASE);
        store.tell(SAMPLE.schools());
        List<Sent> statements = SAMPLE.statements(Instant.MIN, NOW);
        store.sendAll(statements);
        answers = AnswersForTests.of(store.database(), MINIMUM);

        DataSource administrator = ServerForTests.databaseAs("postgres", DATABASE);
        StoreForTests.openReporting(administrator);
        assertThat(publication().isRead()).as("before anybody can read it").isFalse();
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(block("login").replace("database khue ", "database " + DATABASE + " "));
        }
        reader = ServerForTests.databaseAs("superset", DATABASE);
    }

    private static Publication publication() {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Publication(store.database(), answers, store.extraction(), clock, PUBLISHED);
    }

    private static int publish() {
        Publication publication = publication();
        publication.plan();
        int periods = 0;
        while (publication.step(() -> false)) {
            periods++;
        }
        return periods;
    }

    /** The SQL of the how-to below the line that begins with {@code -- name}. */
    private static String block(String name) throws IOException {
        var found = Pattern.compile("```sql\n-- " + name + "\\b.*?\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(HOW_TO));
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }

    @Test
    @Order(1)
    void writesDownWhatAnEvaluatorWouldBeAnswered() {
        assertThat(publication().isRead()).isTrue();
        assertThat(publish()).as("periods").isEqualTo(4 + 2 + 1 + 1);

        for (Indicator indicator : PUBLISHED) {
            assertThat(figures(indicator, "none", Geography.EVENT))
                    .as(indicator.id())
                    .hasSize(1)
                    .isEqualTo(answered(indicator, Breakdown.NONE, Geography.EVENT));
        }
        Indicator f1 = PUBLISHED.get(0);
        assertThat(figures(f1, "school", Geography.EVENT))
                .hasSizeGreaterThan(5)
                .isEqualTo(answered(f1, Breakdown.SCHOOL, Geography.EVENT));
        assertThat(figures(f1, "unit", Geography.LEGACY))
                .isNotEmpty()
                .isEqualTo(answered(f1, Breakdown.UNIT, Geography.LEGACY));
        assertThat(asReader("select distinct suppressed::text from reporting.figure where indicator = 'F1' order by 1"))
                .containsExactly("false", "true");
        assertThat(asReader("select distinct breakdown from reporting.figure")).doesNotContain("class");
        assertThat(asReader("select distinct name from reporting.figure_detail where indicator = 'F2'"))
                .isNotEmpty();
    }

    /** In the school year. */
    private static Set<String> answered(Indicator indicator, Breakdown by, Geography geography) {
        Period schoolYear = new Period(LocalDate.of(2025, 9, 5), LocalDate.of(2026, 5, 31));
        Question question = new Question(schoolYear, by, geography, LocalDate.ofInstant(now, Period.ZONE));
        Answers.Answer answer = answers.answer(indicator, question);
        Set<String> rows = new TreeSet<>();
        (by == Breakdown.NONE ? List.of(answer.total()) : answer.rows())
                .forEach(row -> rows.add(String.join(
                        " ",
                        row.figure().cell().orElse("-"),
                        String.valueOf(row.suppressed()),
                        row.figure().numerator().map(Object::toString).orElse("-"),
                        row.figure().denominator().map(Object::toString).orElse("-"),
                        row.figure().value().map(Object::toString).orElse("-"))));
        return rows;
    }

    private static Set<String> figures(Indicator indicator, String breakdown, Geography geography) {
        return new TreeSet<>(asReader("""
                select concat_ws(' ', coalesce(cell, '-'), suppressed::text, coalesce(numerator::text, '-'),
                                 coalesce(denominator::text, '-'), coalesce(value::text, '-'))
                  from reporting.figure
                 where period = '2025-2026' and indicator = '%s' and breakdown = '%s' and geography = '%s'""".formatted(indicator.id(), breakdown, geography.word())));
    }

    @Test
    @Order(2)
    void tellsNothingAboutSinglePeople() throws IOException {
        Set<String> people = new TreeSet<>();
        for (Sent sent : SAMPLE.statements(Instant.MIN, NOW)) {
            JsonNode statement = Json.mapper().readTree(sent.json());
            people.add(statement.path("actor").path("account").path("name").asText());
            people.add(statement.path("id").asText("-no id-"));
        }
        people.removeIf(String::isBlank);
        assertThat(people).hasSizeGreaterThan(100);

        StringBuilder everything = new StringBuilder();
        for (String view : views()) {
            List<String> rows = asReader("select seen::text from reporting." + view + " as seen");
            rows.forEach(row -> everything.append(row).append('\n'));
        }
        assertThat(everything).hasSizeGreaterThan(10_000);
        assertThat(people).noneMatch(everything.toString()::contains);
        assertThat(asReader("select count(*)::text from reporting.figure where suppressed and value is not null"))
                .containsExactly("0");
    }

    @Test
    @Order(2)
    void letsTheReaderReadTheViewsAndNothingElse() {
        List<String> open = asReader("""
                select n.nspname || '.' || c.relname
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
                   and n.nspname not like 'pg_toast%' and has_schema_privilege(n.oid, 'usage')
                   and (has_table_privilege(c.oid, 'select, insert, update, delete, truncate')
                        or has_any_column_privilege(c.oid, 'select, insert, update'))
                 order by 1""");
        assertThat(open)
                .containsExactlyElementsOf(
                        views().stream().map("reporting."::concat).toList());

        for (String sql : List.of(
                "select * from xapi.statement",
                "select * from xapi.work",
                "select * from xapi.published_figure",
                "select * from reporting.flyway_schema_history",
                "select xapi.fingerprint('somebody')",
                "select pg_read_file('postgresql.conf')",
                "set role postgres")) {
            assertRefused(sql, DENIED);
        }
        assertRefused("create temporary table mine (a integer)", READ_ONLY);
        assertRefused("set default_transaction_read_only = off; delete from reporting.word", DENIED);
        assertRefused("set default_transaction_read_only = off; create table reporting.mine (a integer)", DENIED);
        assertThat(asReader("show statement_timeout")).containsExactly("1min");
    }

    private static void assertRefused(String sql, String state) {
        assertThatThrownBy(() -> {
                    try (Connection connection = reader.getConnection();
                            Statement statement = connection.createStatement()) {
                        for (String one : sql.split("; ")) {
                            statement.execute(one);
                        }
                    }
                })
                .as(sql)
                .asInstanceOf(type(SQLException.class))
                .extracting(SQLException::getSQLState)
                .isEqualTo(state);
    }

    @Test
    @Order(2)
    void saysOfEveryColumnWhatItIsAsTheReferenceDoes() throws IOException {
        List<String> told = asReader("""
                select case when a.attnum is null then format('%s. %s', c.relname, obj_description(c.oid))
                            else format('%s.%s: %s', c.relname, a.attname, col_description(c.oid, a.attnum)) end
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                  left join (select attrelid, attnum, attname from pg_attribute where attnum > 0 and not attisdropped
                             union all select oid, null, null from pg_class) a on a.attrelid = c.oid
                 where n.nspname = 'reporting' and c.relkind = 'v'""");
        List<String> documented = new ArrayList<>();
        String view = "";
        for (String line : Files.readAllLines(REFERENCE)) {
            if (line.startsWith("## reporting.")) {
                view = line.substring("## reporting.".length());
            } else if (line.startsWith("| `")) {
                String[] cells = line.split(" \\| |^\\| | \\|$");
                documented.add(view + "." + cells[1].replace("`", "") + ": " + cells[2]);
            } else if (!view.isEmpty() && line.endsWith(".") && Character.isUpperCase(line.charAt(0))) {
                documented.add(
                        view + ". " + Character.toLowerCase(line.charAt(0)) + line.substring(1, line.length() - 1));
            }
        }
        assertThat(documented).containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    @Order(3)
    void forgetsWhatWasErasedAtOnceAndHearsOfTheRestWithinTheDay() throws SQLException {
        assertThat(publish()).as("nothing changed").isZero();
        Indicator f1 = PUBLISHED.get(0);
        Set<String> before = figures(f1, "none", Geography.EVENT);

        eraseTheWorksOfTheBusiestSchool();
        assertThat(publish()).as("a change that nobody has to hurry for").isZero();
        now = NOW.plus(Duration.ofHours(1));
        assertThat(publish())
                .as("what lasts: a month, a quarter, a year and a school year")
                .isEqualTo(4);

        administrator(
                "insert into xapi.erasure (id, request, agents, registrations, after, deleted) values ('%s', '%s', '{}', '{}', 0, 1)"
                        .formatted(UUID.randomUUID(), UUID.randomUUID()));
        assertThat(publish()).as("somebody was erased").isEqualTo(4 + 2 + 1 + 1);
        assertThat(figures(f1, "none", Geography.EVENT))
                .isEqualTo(answered(f1, Breakdown.NONE, Geography.EVENT))
                .isNotEqualTo(before);
    }

    @Test
    @Order(4)
    void worksWithoutTheSchemaWhereTheStoreMayNotMakeIt() throws SQLException {
        ServerForTests.newDatabase("narrow");
        DataSource administrator = ServerForTests.databaseAs("postgres", "narrow");
        execute(administrator, "create role narrow_store login; create schema xapi authorization narrow_store");
        DataSource owner = ServerForTests.databaseAs("narrow_store", "narrow");
        StoreForTests.migrated(owner);

        StoreForTests.openReporting(owner);
        assertThat(texts(administrator, "select to_regnamespace('reporting')::text"))
                .containsOnlyNulls();

        execute(administrator, "create schema reporting authorization narrow_store");
        StoreForTests.openReporting(owner);
        StoreForTests.openReporting(owner);
        assertThat(texts(
                        ServerForTests.databaseAs("superset", "narrow"),
                        "select code from word where kind = 'area' order by code"))
                .containsExactly("inner", "outer");
    }

    private static void eraseTheWorksOfTheBusiestSchool() {
        List<UUID> ids = texts(ServerForTests.databaseAs("postgres", DATABASE), """
                        select distinct i.id::text
                          from xapi.work w
                          join xapi.class_school home on home.class = w.class
                          join xapi.statement_id i on i.key = w.key
                         where home.school = (select home.school from xapi.work join xapi.class_school home using (class)
                                               group by 1 order by count(*) desc limit 1)""").stream()
                .map(UUID::fromString)
                .toList();
        assertThat(ids).isNotEmpty();
        ids.forEach(store::erase);
        store.extraction().catchUp();
    }

    private static List<String> views() {
        return asReader("select viewname from pg_views where schemaname = 'reporting' order by 1");
    }

    private static List<String> asReader(String sql) {
        return texts(reader, sql);
    }

    private static void administrator(String sql) throws SQLException {
        execute(ServerForTests.databaseAs("postgres", DATABASE), sql);
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
