/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import khue.xapi.postgres.Database;

/**
 * The periods that people ask about sooner or later: what reports are due of, what the first page and the target board begin
 * with, and the school years that small groups are looked for in.
 */
@ApplicationScoped
public class UsualPeriods {

    private static final int MONTHS_OF_A_QUARTER = 3;

    /** The present one and the one before, from the first day to the day before the next begins; and as far as they are taught. */
    private static final String SCHOOL_YEARS = """
            select starts_on, ends_on,
                   coalesce(lead(starts_on) over (order by starts_on) - 1, (starts_on + interval '1 year')::date - 1) as last
              from xapi.school_year
             order by starts_on <= ? desc, starts_on desc
             limit 2""";

    private static final String TARGETS = """
            select distinct starts_on, ends_on
              from (select distinct on (code) starts_on, ends_on from xapi.target order by code, version desc) as target
             order by starts_on desc, ends_on""";

    private final Database database;
    private final SmallGroups smallGroups;
    private final Clock clock;

    /** For the container's proxy. */
    protected UsualPeriods() {
        this(null, null, null);
    }

    @Inject
    public UsualPeriods(Database database, SmallGroups smallGroups, Clock clock) {
        this.database = database;
        this.smallGroups = smallGroups;
        this.clock = clock;
    }

    /** @param behind periods that are looked at whenever somebody asks about this one */
    record Usual(Period period, List<Period> behind) {}

    /** As the calendar in Hà Nội stands; what people look at first comes first. */
    List<Usual> all() {
        LocalDate today = today();
        Set<Period> usual = new LinkedHashSet<>();
        schoolYears(today).forEach(year -> usual.add(year.whole()));
        usual.addAll(targets());
        schoolYears(today).forEach(year -> usual.add(year.taught()));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.minusMonths((month.getMonthValue() - 1) % MONTHS_OF_A_QUARTER);
        LocalDate year = today.withDayOfYear(1);
        for (int back = 0; back <= 1; back++) {
            usual.add(months(month.minusMonths(back), 1));
            usual.add(months(quarter.minusMonths((long) back * MONTHS_OF_A_QUARTER), MONTHS_OF_A_QUARTER));
            usual.add(months(year.minusYears(back), 12));
        }
        return usual.stream()
                .map(period -> new Usual(period, smallGroups.periodsBehind(period, today)))
                .toList();
    }

    /** Which the first page is about. */
    Optional<Period> thisSchoolYear() {
        LocalDate today = today();
        return schoolYears(today).stream()
                .map(SchoolYear::whole)
                .filter(year -> !year.from().isAfter(today) && !year.until().isBefore(today))
                .findFirst();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Period.ZONE);
    }

    private static Period months(LocalDate first, int months) {
        return new Period(first, first.plusMonths(months).minusDays(1));
    }

    private record SchoolYear(Period whole, Period taught) {}

    private List<SchoolYear> schoolYears(LocalDate today) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SCHOOL_YEARS)) {
                select.setObject(1, today);
                List<SchoolYear> years = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        LocalDate first = row.getObject("starts_on", LocalDate.class);
                        if (!first.isAfter(today)) {
                            years.add(new SchoolYear(
                                    new Period(first, row.getObject("last", LocalDate.class)),
                                    new Period(first, row.getObject("ends_on", LocalDate.class))));
                        }
                    }
                }
                return years;
            }
        });
    }

    private List<Period> targets() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(TARGETS);
                    ResultSet row = select.executeQuery()) {
                List<Period> targets = new ArrayList<>();
                while (row.next()) {
                    targets.add(new Period(
                            row.getObject("starts_on", LocalDate.class), row.getObject("ends_on", LocalDate.class)));
                }
                return targets;
            }
        });
    }
}
