/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.postgres.Database;
import khue.xapi.reports.indicators.Figure.Source;
import khue.xapi.reports.indicators.Indicator.Grain;

/** Carries out definitions. */
@ApplicationScoped
public class Computation {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]+)");
    private static final Set<String> NAMED =
            Set.of("cell", "numerator", "denominator", "value", "people", "source", "as_of");
    private static final List<String> TRAITS =
            List.of("area", "ownership", "level", "cluster", "unit", "legacy_district");
    private static final int DECIMALS = 6;
    private static final int PATIENCE_IN_SECONDS = 60;

    /**
     * The planner is told the period, not left to guess: a week and a year are read in different ways. Compiling the query
     * would take longer than most of them.
     */
    private static final String PLAN_FOR_THIS_PERIOD =
            "set local plan_cache_mode = force_custom_plan; set local jit = off; set local work_mem = '64MB'";

    /** Two are computed at once for an answer ({@link Answers}): more helpers are in each other's way, and take longer to call. */
    private static final String SHARE_PROCESSORS = "; set local max_parallel_workers_per_gather = 1";

    /** Somebody may erase something between the look whether all that is kept is there and the reading of it; again and again, nobody does. */
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final KeptPeriods periods;
    private final KeptContributions contributions;
    private final KeptFindings findings;

    /** For the container's proxy. */
    protected Computation() {
        this(null, null, null, null);
    }

    /** Outside a container. */
    public Computation(Database database) {
        this(database, new KeptPeriods(database, Clock.systemUTC()));
    }

    Computation(Database database, KeptPeriods periods) {
        this(database, periods, new KeptContributions(database, periods));
    }

    @Inject
    public Computation(Database database, KeptPeriods periods, KeptContributions contributions) {
        this(database, periods, contributions, new KeptFindings(database));
    }

    Computation(Database database, KeptPeriods periods, KeptContributions contributions, KeptFindings findings) {
        this.database = database;
        this.periods = periods;
        this.contributions = contributions;
        this.findings = findings;
    }

    /** A figure for each cell about which there is something to say. */
    public List<Figure> compute(Indicator indicator, Question question) {
        return rows(
                indicator.contribution(),
                indicator.findings(),
                indicator.grain(),
                ",\n" + indicator.figure() + Frame.END,
                question,
                Computation::figure);
    }

    /** The people behind the figure of a cell. */
    record Group(Optional<String> cell, long people) {}

    /** How many people are behind each figure; which is less work than the figures. */
    List<Group> people(Indicator indicator, Question question) {
        return rows(
                indicator.contribution(),
                indicator.findings(),
                indicator.grain(),
                ",\n" + indicator.figure() + "\nselect cell, people from figure",
                question,
                row -> new Group(Optional.ofNullable(row.getString("cell")), row.getLong("people")));
    }

    /** The figures of facts alone, in a transaction of the caller's, with what that has changed. */
    public static List<Figure> compute(Indicator indicator, Question question, Connection connection)
            throws SQLException {
        return new Prepared(Frame.sql(indicator, question), question, Map.of(), List.of()).figures(connection);
    }

    /** Something that is kept. An erasure deletes it, and so does whoever forgets a period that nobody asked about lately. */
    @FunctionalInterface
    interface Kept {
        /** Whether it is still there, in the transaction in which it is to be read. */
        boolean isThere(Connection connection) throws SQLException;
    }

    /**
     * Figures that are about to be computed, in transactions of the caller's.
     *
     * @param kept what they are made of, where it is not facts
     */
    public record Prepared(String sql, Question question, Map<String, Object> parameters, List<Kept> kept) {

        /** Empty where something that is kept is not there any more: the figures would lack it. */
        public Optional<List<Figure>> figuresOfAll(Connection connection) throws SQLException {
            return rowsOfAll(Computation::figure, connection);
        }

        /** @param connection whose transaction has one snapshot, so that what is there is there until it is read */
        <T> Optional<List<T>> rowsOfAll(RowReader<T> reader, Connection connection) throws SQLException {
            for (Kept one : kept) {
                if (!one.isThere(connection)) {
                    return Optional.empty();
                }
            }
            return Optional.of(rows(sql, question, parameters, reader, connection));
        }

        public List<Figure> figures(Connection connection) throws SQLException {
            return rows(sql, question, parameters, Computation::figure, connection);
        }
    }

    /**
     * Figures of what is kept; of facts where what is kept is made of something that is about to change. Empty when that
     * is not read at all.
     *
     * @param changing whether a piece of SQL reads what is about to change
     * @param changingKept whether one by which something is kept would become another by it
     */
    public Optional<Prepared> prepared(
            Indicator indicator, Question question, Predicate<String> changing, Predicate<String> changingKept) {
        String ofFacts = Frame.sql(indicator, question);
        if (!changing.test(ofFacts)) {
            return Optional.empty();
        }
        boolean holds = Stream.concat(
                        indicator.contribution().map(Frame::table).stream(),
                        indicator.findings().stream().map(Frame::table))
                .noneMatch(changingKept);
        return Optional.of(
                holds
                        ? prepared(
                                indicator.contribution(),
                                indicator.findings(),
                                indicator.grain(),
                                ",\n" + indicator.figure() + Frame.END,
                                question)
                        : new Prepared(ofFacts, question, Map.of(), List.of()));
    }

    /** What a row of a query is read as. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * The rows of a query about a period.
     *
     * @param contribution the table {@code contribution} is made of
     * @param sql what comes after it and the findings, which begins with a comma
     */
    <T> List<T> rows(
            Optional<Contribution> contribution,
            List<Finding> made,
            Grain grain,
            String sql,
            Question question,
            RowReader<T> reader) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Prepared prepared = prepared(contribution, made, grain, sql, question);
            Optional<List<T>> rows = database.inTransaction(connection -> {
                beginSnapshot(connection);
                return prepared.rowsOfAll(reader, connection);
            });
            if (rows.isPresent()) {
                return rows.get();
            }
        }
        throw new IllegalStateException("what is kept was erased %d times while it was to be read".formatted(ATTEMPTS));
    }

    /** What was there at its first look is there until its end. */
    private static void beginSnapshot(Connection connection) throws SQLException {
        execute("set transaction isolation level repeatable read, read only", connection);
    }

    private Prepared prepared(
            Optional<Contribution> contribution, List<Finding> made, Grain grain, String sql, Question question) {
        Map<String, Object> parameters = new HashMap<>();
        String tables = Frame.withPlaces(grain, question);
        List<Kept> kept = new ArrayList<>();
        if (contribution.isPresent() || !made.isEmpty()) {
            int period = periods.numberOf(question.period());
            parameters.put("period", period);
            if (contribution.isPresent()) {
                KeptContributions.Brought brought = contributions.bring(contribution.get(), grain, period, question);
                parameters.putAll(brought.parameters());
                kept.addAll(brought.kept());
                tables = Frame.withKept(contribution.get(), grain, question);
            }
            made.forEach(finding -> kept.add(findings.bring(finding, period, question)));
        }
        String whole = tables + made.stream().map(Frame::kept).collect(Collectors.joining()) + sql;
        return new Prepared(whole, question, parameters, kept);
    }

    static <T> List<T> rows(
            String sql, Question question, Map<String, Object> more, RowReader<T> reader, Connection connection)
            throws SQLException {
        execute(PLAN_FOR_THIS_PERIOD + SHARE_PROCESSORS, connection);
        try (PreparedStatement select = prepare(sql, question, more, connection);
                ResultSet row = select.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    /** A statement, by its id and its key. */
    record Found(long key, UUID id) {}

    /** @param sql with further parameters: {@code :cell}, {@code :before} and {@code :most} */
    List<Found> statements(String sql, Question question, Optional<String> cell, long before, int most) {
        Map<String, Object> more = new HashMap<>(Map.of("before", before, "most", most));
        more.put("cell", cell.orElse(null));
        return database.inTransaction(connection -> rows(
                sql,
                question,
                more,
                row -> new Found(row.getLong("key"), row.getObject("id", UUID.class)),
                connection));
    }

    /** Names of classes with that of their school, of schools, cohorts or pairs, by cell, as they were at the end of the period. */
    public Map<String, Label> labels(Question question) {
        String sql = switch (question.by()) {
            case CLASS -> """
                    select distinct on (class.iri) class.iri as cell, school.code as school,
                           enrolment.label || coalesce(' – ' || past.name, '') as label
                      from xapi.class
                      left join xapi.class_school home on home.class = class.id
                      left join xapi.school on school.id = home.school
                      left join lateral (
                        select name from xapi.school_history
                         where school_history.school = school.id order by valid_from desc limit 1) as past on true
                      left join xapi.enrolment on enrolment.class = class.iri
                     order by class.iri, as_of >= :until, case when as_of < :until then as_of end desc, as_of""";
            case SCHOOL -> """
                    select distinct on (school.code) school.code as cell, past.name as label, school.code as school
                      from xapi.school left join xapi.school_history past on past.school = school.id
                     order by school.code, past.valid_from desc""";
            case COHORT -> """
                    select distinct on (code) code as cell, title as label, null as school
                      from xapi.cohort order by code, version desc""";
            case PAIR -> """
                    select pair.code as cell, null as school,
                           (select name from xapi.school_history where school = pair.one order by valid_from desc limit 1)
                           || ' – '
                           || (select name from xapi.school_history where school = pair.other order by valid_from desc limit 1)
                             as label
                      from xapi.twin_pair pair""";
            default -> "select null as cell, null as label, null as school where false";
        };
        return database.withConnection(connection -> {
            try (PreparedStatement select = prepare(sql, question, Map.of(), connection);
                    ResultSet row = select.executeQuery()) {
                Map<String, Label> labels = new TreeMap<>();
                while (row.next()) {
                    labels.put(
                            row.getString("cell"),
                            new Label(
                                    Optional.ofNullable(row.getString("label")),
                                    Optional.ofNullable(row.getString("school"))));
                }
                return labels;
            }
        });
    }

    /** When each of these classes or schools is in which cell; where it is in none, in the one without a name. */
    Map<String, Map<String, String>> places(Indicator indicator, Question question, Collection<String> units) {
        Map<String, Map<String, Times>> known = database.withConnection(connection -> {
            try (PreparedStatement select =
                            prepare(Frame.placesSql(indicator, question), question, Map.of(), connection);
                    ResultSet row = select.executeQuery()) {
                Map<String, Map<String, Times>> found = new HashMap<>();
                while (row.next()) {
                    String cell = row.getString("cell");
                    if (cell != null) {
                        found.computeIfAbsent(row.getString("name"), name -> new TreeMap<>())
                                .computeIfAbsent(cell, name -> new Times())
                                .add(instant("since", row), instant("until", row));
                    }
                }
                return found;
            }
        });
        Instant start = question.period().start();
        Instant end = question.period().end();
        Map<String, Map<String, String>> places = new HashMap<>();
        for (String unit : units) {
            Map<String, String> cells = new TreeMap<>();
            Times somewhere = new Times();
            known.getOrDefault(unit, Map.of()).forEach((cell, times) -> {
                cells.put(cell, times.toString());
                somewhere.add(times);
            });
            Times nowhere = somewhere.outside(start, end);
            if (!nowhere.isNever()) {
                cells.put("", nowhere.toString());
            }
            places.put(unit, cells);
        }
        return places;
    }

    private static Instant instant(String column, ResultSet row) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** @param all where and what the school was, in all its history */
    record Traits(Optional<String> home, List<String> all) {}

    /** Of classes by their IRI, or of schools by their code. */
    Map<String, Traits> traits(boolean ofClasses) {
        String units = ofClasses ? """
                  select class.iri as name, school.code as home, home.school
                    from xapi.class
                    left join xapi.class_school home on home.class = class.id
                    left join xapi.school on school.id = home.school""" : "select code as name, null as home, id as school from xapi.school";
        String columns = String.join(
                ", ",
                TRAITS.stream()
                        .map(
                                "coalesce(string_agg(coalesce(%1$s, '') || valid_from, ' ' order by valid_from), '') as %1$s"
                                        ::formatted)
                        .toList());
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select * from (%s) as unit
                             cross join lateral (select %s from xapi.school_history past where past.school = unit.school) as traits""".formatted(units, columns));
                    ResultSet row = select.executeQuery()) {
                Map<String, Traits> traits = new HashMap<>();
                while (row.next()) {
                    List<String> all = new ArrayList<>();
                    for (String trait : TRAITS) {
                        all.add(row.getString(trait));
                    }
                    traits.put(row.getString("name"), new Traits(Optional.ofNullable(row.getString("home")), all));
                }
                return traits;
            }
        });
    }

    /** @param school the code of the school that a class is in */
    public record Label(Optional<String> text, Optional<String> school) {}

    /** Before a query that goes through much of what there is. */
    static void planForThisPeriod(Connection connection) throws SQLException {
        execute(PLAN_FOR_THIS_PERIOD, connection);
    }

    private static void execute(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @param more further parameters by their names: numbers, lists of numbers, texts or null */
    static PreparedStatement prepare(String sql, Question question, Map<String, Object> more, Connection connection)
            throws SQLException {
        PreparedStatement select = connection.prepareStatement(
                PARAMETER.matcher(Verbs.looked(sql, connection)).replaceAll("?"));
        select.setQueryTimeout(PATIENCE_IN_SECONDS);
        int position = 0;
        for (MatchResult parameter : PARAMETER.matcher(sql).results().toList()) {
            position++;
            switch (parameter.group(1)) {
                case "from" ->
                    select.setObject(position, question.period().start().atOffset(ZoneOffset.UTC));
                case "until" ->
                    select.setObject(position, question.period().end().atOffset(ZoneOffset.UTC));
                case "today" -> select.setObject(position, question.today());
                case "own" -> select.setBoolean(position, question.by().isOwn());
                case "classes" -> set(position, more.get("classes"), select);
                default -> {
                    if (!more.containsKey(parameter.group(1))) {
                        throw new IllegalStateException("there is no parameter " + parameter.group());
                    }
                    set(position, more.get(parameter.group(1)), select);
                }
            }
        }
        return select;
    }

    private static void set(int position, Object value, PreparedStatement statement) throws SQLException {
        if (value instanceof List<?> numbers) {
            statement.setArray(position, statement.getConnection().createArrayOf("integer", numbers.toArray()));
        } else if (value instanceof String text) {
            statement.setString(position, text);
        } else {
            statement.setObject(position, value);
        }
    }

    private static Figure figure(ResultSet row) throws SQLException {
        Map<String, BigDecimal> more = new TreeMap<>();
        Set<String> columns = new TreeSet<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(row.getMetaData().getColumnLabel(i));
        }
        for (String column : columns) {
            if (!NAMED.contains(column)) {
                number(column, row).ifPresent(value -> more.put(column, value));
            }
        }
        return new Figure(
                Optional.ofNullable(row.getString("cell")),
                number("numerator", row),
                number("denominator", row),
                number("value", row),
                row.getLong("people"),
                columns.contains("source") ? source(row) : Optional.empty(),
                more);
    }

    /** Rounded alike whatever type the database computes in, so that equal figures are equal texts. */
    private static Optional<BigDecimal> number(String column, ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Computation::rounded);
    }

    static BigDecimal rounded(String number) {
        BigDecimal rounded =
                new BigDecimal(number).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private static Optional<Source> source(ResultSet row) throws SQLException {
        String name = row.getString("source");
        return name == null
                ? Optional.empty()
                : Optional.of(new Source(
                        name, row.getObject("as_of", OffsetDateTime.class).toInstant()));
    }
}
