/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.xapi.postgres.Database;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.board.Programme.Cohort;
import khue.xapi.reports.board.Programme.Model;
import khue.xapi.reports.board.Programme.Site;
import khue.xapi.reports.board.Programme.Target;
import khue.xapi.reports.board.Programme.Trial;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Text;

/** Reads what reference data say of the programme. */
@ApplicationScoped
public class ProgrammeData {

    private final Database database;

    /** For the container's proxy. */
    protected ProgrammeData() {
        this(null);
    }

    @Inject
    public ProgrammeData(Database database) {
        this.database = database;
    }

    Programme read() {
        return database.inTransaction(connection -> new Programme(
                rows("""
                        select distinct on (code) code, version, title, indicator, starts_on, ends_on, baseline, target, source
                          from xapi.target order by code, version desc""", ProgrammeData::target, connection),
                rows("""
                        select distinct on (code) code, version, title, quota, least_days, most_days, source
                          from xapi.cohort order by code, version desc""", ProgrammeData::cohort, connection),
                rows("""
                        select distinct on (code) code, version, title, level, area, ownership, source
                          from xapi.model order by code, version desc""", ProgrammeData::model, connection),
                rows("""
                        select school.code, model, phase, valid_from, valid_until
                          from xapi.school_model join xapi.school on school.id = school
                         order by model, school.code, valid_from""", ProgrammeData::trial, connection),
                codes(connection),
                years(connection)));
    }

    /** Every school of which anything is known, as it is on that day. */
    List<Site> sites(LocalDate day) {
        return database.withConnection(
                connection -> rows("""
                select distinct on (school.code) school.code, past.name,
                       case when past.holds then past.level end as level,
                       case when past.holds then past.area end as area,
                       case when past.holds then past.ownership end as ownership
                  from xapi.school
                  left join (select *, valid_from <= :day and coalesce(valid_until > :day, true) as holds
                               from xapi.school_history) as past on past.school = school.id
                 order by school.code, past.holds desc nulls last, past.valid_from desc""".replace(":day", "date '" + day + "'"), ProgrammeData::site, connection));
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(String sql, Reading<T> reading, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reading.of(row));
            }
            return rows;
        }
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getString("code"),
                row.getInt("version"),
                row.getString("title"),
                text("indicator", row),
                new Period(day("starts_on", row), day("ends_on", row)),
                Optional.ofNullable(row.getBigDecimal("baseline")),
                row.getBigDecimal("target"),
                row.getString("source"));
    }

    private static Cohort cohort(ResultSet row) throws SQLException {
        return new Cohort(
                row.getString("code"),
                row.getInt("version"),
                row.getString("title"),
                row.getInt("quota"),
                Optional.ofNullable(row.getObject("least_days", Integer.class)),
                Optional.ofNullable(row.getObject("most_days", Integer.class)),
                row.getString("source"));
    }

    private static Model model(ResultSet row) throws SQLException {
        return new Model(
                row.getString("code"),
                row.getInt("version"),
                row.getString("title"),
                text("level", row),
                text("area", row),
                text("ownership", row),
                row.getString("source"));
    }

    private static Trial trial(ResultSet row) throws SQLException {
        return new Trial(
                row.getString("code"),
                row.getString("model"),
                row.getString("phase"),
                day("valid_from", row),
                Optional.ofNullable(day("valid_until", row)));
    }

    private static Site site(ResultSet row) throws SQLException {
        return new Site(
                row.getString("code"),
                text("name", row),
                text("level", row),
                text("area", row),
                text("ownership", row));
    }

    private static Map<String, List<Code>> codes(Connection connection) throws SQLException {
        Map<String, List<Code>> codes = new LinkedHashMap<>();
        rows(
                        """
                        select kind, code, vi, en
                          from xapi.code
                         order by kind, array_position(array['preschool', 'primary', 'lower-secondary', 'upper-secondary',
                                                             'inner', 'outer', 'public', 'private',
                                                             'people', 'knowledge', 'technology', 'context', 'culture',
                                                             'learner', 'teacher', 'head', 'staff', 'guardian', 'alumnus',
                                                             'mentor', 'artisan', 'business', 'community'], code), code""",
                        row -> Map.entry(
                                row.getString("kind"),
                                new Code(row.getString("code"), new Text(row.getString("vi"), row.getString("en")))),
                        connection)
                .forEach(entry -> codes.computeIfAbsent(entry.getKey(), kind -> new ArrayList<>())
                        .add(entry.getValue()));
        return codes;
    }

    private static Map<String, Period> years(Connection connection) throws SQLException {
        Map<String, Period> years = new LinkedHashMap<>();
        rows(
                        "select name, starts_on, ends_on from xapi.school_year order by starts_on desc",
                        row -> Map.entry(row.getString("name"), new Period(day("starts_on", row), day("ends_on", row))),
                        connection)
                .forEach(year -> years.put(year.getKey(), year.getValue()));
        return years;
    }

    private static Optional<String> text(String column, ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static LocalDate day(String column, ResultSet row) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
