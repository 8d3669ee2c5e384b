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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import khue.xapi.postgres.Database;
import khue.xapi.reports.indicators.Figure.Source;

/** Carries out definitions. */
@ApplicationScoped
public class Computation {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]+)");
    private static final Set<String> NAMED =
            Set.of("cell", "numerator", "denominator", "value", "people", "source", "as_of");
    private static final int DECIMALS = 6;
    private static final int PATIENCE_IN_SECONDS = 60;

    private final Database database;

    /** For the container's proxy. */
    protected Computation() {
        this(null);
    }

    @Inject
    public Computation(Database database) {
        this.database = database;
    }

    /** A figure for each cell about which there is something to say. */
    public List<Figure> compute(Indicator indicator, Question question) {
        String sql = Frame.sql(indicator, question);
        return database.inTransaction(connection -> {
            planForThisPeriod(connection);
            try (PreparedStatement select = prepare(sql, question, connection);
                    ResultSet row = select.executeQuery()) {
                List<Figure> figures = new ArrayList<>();
                while (row.next()) {
                    figures.add(figure(row));
                }
                return figures;
            }
        });
    }

    /** Names of classes or schools by cell, as they were at the end of the period, and for classes their school. */
    public Map<String, Label> labels(Question question) {
        String sql = switch (question.by()) {
            case CLASS -> """
                    select distinct on (class.iri) class.iri as cell, enrolment.label, school.code as school
                      from xapi.class
                      left join xapi.class_school home on home.class = class.id
                      left join xapi.school on school.id = home.school
                      left join xapi.enrolment on enrolment.class = class.iri
                     order by class.iri, as_of >= :until, case when as_of < :until then as_of end desc, as_of""";
            case SCHOOL -> """
                    select distinct on (school.code) school.code as cell, past.name as label, school.code as school
                      from xapi.school left join xapi.school_history past on past.school = school.id
                     order by school.code, past.valid_from desc""";
            default -> "select null as cell, null as label, null as school where false";
        };
        return database.withConnection(connection -> {
            try (PreparedStatement select = prepare(sql, question, connection);
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

    /** @param school the code of the school that a class is in */
    public record Label(Optional<String> text, Optional<String> school) {}

    /**
     * The planner is told the period, not left to guess: a week and a year are read in different ways. Compiling the query
     * would take longer than most of them.
     */
    private static void planForThisPeriod(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "set local plan_cache_mode = force_custom_plan; set local jit = off; set local work_mem = '64MB'");
        }
    }

    private static PreparedStatement prepare(String sql, Question question, Connection connection) throws SQLException {
        PreparedStatement select =
                connection.prepareStatement(PARAMETER.matcher(sql).replaceAll("?"));
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
                default -> throw new IllegalStateException("there is no parameter " + parameter.group());
            }
        }
        return select;
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
