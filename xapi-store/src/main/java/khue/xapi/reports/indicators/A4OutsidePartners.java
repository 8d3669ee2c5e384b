/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/**
 * How many activities somebody from outside the school took part in making. Names of cells are long: activities, of which there are
 * many, are told apart by a number of the cell.
 */
final class A4OutsidePartners {

    static final Indicator DEFINITION = new Indicator(
            "A4",
            1,
            new Text("Hoạt động có người ngoài trường", "Activities with outside partners"),
            new Text(
                    "Số hoạt động có học sinh dự trong kỳ mà trước khi hết kỳ có người ngoài trường tổ chức (host), hướng dẫn"
                            + " (mentored) hoặc tài trợ (sponsor), chia cho số hoạt động có học sinh dự trong kỳ. Người ngoài"
                            + " trường là người có vai trò (actor-role) khác học sinh, giáo viên, quản lí, nhân viên và người"
                            + " quan sát.",
                    "Activities attended in the period that somebody from outside the school hosted, mentored or sponsored"
                            + " before it ended, divided by the activities attended in the period. From outside is who acts in a"
                            + " role (actor-role) other than learner, teacher, head, staff or observer."),
            Unit.SHARE,
            Grain.CLASS,
            new Contribution(
                    "activities",
                    List.of("kind", "people", "members"),
                    "with " + Parts.PERIOD + ",\n" + Parts.SEEN + ",\n" + Parts.anywhere("class") + ",\n"
                            + """
                    attended as (
                      select distinct part.class, part.event, place.cell
                        from xapi.event_days part
                       cross join period
                        left join place on place.class = part.class
                                       and xapi.begins(day) >= place.since and xapi.begins(day) < place.until
                       where part.verb %s and day >= first and day < beyond and part.event is not null
                         and xapi.among(part.class, :classes)
                    )
                    select class, cell, 'activities' as kind, null as people, array_agg(event) as members
                      from attended group by class, cell
                    union all
                    select class, anywhere.cell, 'pupils', count(distinct pupil), null
                      from seen left join anywhere using (class)
                     where %s
                     group by class, anywhere.cell""".formatted(Verbs.is(Verbs.ATTENDED), Parts.THERE)),
            new Finding("helped", "event integer", """
            select distinct event
              from xapi.participation
             where verb %s
               and happened < :until and piece = 'event'
               and role not in ('learner', 'teacher', 'head', 'staff', 'observer')""".formatted(Verbs.is(Verbs.HOST, Verbs.MENTORED, Verbs.SPONSOR))),
            """
            numbered as (
              select cell, kind, people, members, dense_rank() over (order by cell) as number from contribution
            ), attended as (
              select distinct number, event from numbered cross join lateral unnest(members) as event where kind = 'activities'
            ), counted as (
              select number, count(*) filter (where event in (select event from helped)) as numerator, count(*) as denominator
                from attended
               group by number
            ), crowd as (
              select number, cell, sum(people) as people
                from numbered
               group by number, cell
              having bool_or(kind = 'activities')
            ), figure as (
              select cell, numerator, denominator, numerator::numeric / denominator as value, people
                from crowd left join counted using (number)
            )""");

    private A4OutsidePartners() {}
}
