/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import khue.xapi.postgres.Database;

/** Terms and school years, as reference data tells them. */
@ApplicationScoped
public class SchoolCalendar {

    private final Database database;

    /** For the container's proxy. */
    protected SchoolCalendar() {
        this(null);
    }

    @Inject
    public SchoolCalendar(Database database) {
        this.database = database;
    }

    /** The periods of a trend over the span. */
    public List<Step.Part> parts(Step step, Period span, LocalDate today) {
        List<Step.Named> ofSchools = switch (step) {
            case TERM ->
                named(
                        "select school_year || '/' || number, starts_on, ends_on from xapi.school_term order by starts_on");
            // The summer belongs to the year that ended.
            case SCHOOL_YEAR -> named("""
                        select name, starts_on, coalesce(lead(starts_on) over (order by starts_on) - 1,
                                                         (starts_on + interval '1 year')::date - 1)
                          from xapi.school_year order by starts_on""");
            default -> List.of();
        };
        return step.parts(span, today, ofSchools);
    }

    private List<Step.Named> named(String sql) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                List<Step.Named> named = new ArrayList<>();
                while (row.next()) {
                    named.add(new Step.Named(
                            row.getString(1),
                            new Period(row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class))));
                }
                return named;
            }
        });
    }
}
