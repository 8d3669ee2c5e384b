/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import khue.xapi.postgres.Database;
import khue.xapi.reports.board.Programme.Trial;
import khue.xapi.reports.indicators.Period;

/** Since when something happens at schools that try models. */
@ApplicationScoped
public class FirstDays {

    /**
     * Of the tables {@code school} and {@code role}, the sets of components that there are at all: from one to the next in
     * the index, so that the time grows with them and not with the facts.
     */
    static final String KINDS = """
            with recursive kind as (
              (select components from xapi.ecosystem_fact fact
                where generation = (select generation from present) and fact.school = school.id and fact.role = role.code
                order by components limit 1)
              union all
              select (select components from xapi.ecosystem_fact fact
                       where generation = (select generation from present) and fact.school = school.id
                         and fact.role = role.code and fact.components > kind.components
                       order by components limit 1)
                from kind where kind.components is not null)
            select components from kind where components is not null""";

    private static final String FIRST = """
            with present as (
              select generation from xapi.facts
            )
            select school.code, model.model, model.valid_from,
                   (min(first.happened) at time zone 'Asia/Ho_Chi_Minh')::date as day
              from xapi.school_model model
              join xapi.school on school.id = model.school
             cross join (select code from xapi.code where kind = 'role') as role
             cross join lateral (%s) as kind
             cross join lateral (
               select one.happened from xapi.ecosystem one
                where one.school = school.id and one.role = role.code and one.components = kind.components
                  and one.happened >= greatest(?, model.valid_from::timestamp at time zone 'Asia/Ho_Chi_Minh')
                  and one.happened < least(?, coalesce(model.valid_until::timestamp at time zone 'Asia/Ho_Chi_Minh', 'infinity'))
                order by one.happened limit 1) as first
             group by school.code, model.model, model.valid_from""".formatted(KINDS);

    private final Database database;

    /** For the container's proxy. */
    protected FirstDays() {
        this(null);
    }

    @Inject
    public FirstDays(Database database) {
        this.database = database;
    }

    private record Tried(String school, String model, LocalDate from) {}

    /** The first day of each trial on which anybody of the school did something, within the period; none where nobody did. */
    Days in(Period period) {
        Map<Tried, LocalDate> days = new HashMap<>();
        database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(FIRST)) {
                select.setObject(1, period.start().atOffset(ZoneOffset.UTC));
                select.setObject(2, period.end().atOffset(ZoneOffset.UTC));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        days.put(
                                new Tried(
                                        row.getString("code"),
                                        row.getString("model"),
                                        row.getObject("valid_from", LocalDate.class)),
                                row.getObject("day", LocalDate.class));
                    }
                }
                return null;
            }
        });
        return trial -> Optional.ofNullable(days.get(new Tried(trial.school(), trial.model(), trial.from())));
    }

    /** Answers by trial. */
    interface Days {
        Optional<LocalDate> of(Trial trial);
    }
}
