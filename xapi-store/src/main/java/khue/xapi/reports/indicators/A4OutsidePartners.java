/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many activities somebody from outside the school took part in making. */
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
            """
            attended as (
              select part.event, part.class, part.pupil, place.cell
                from xapi.participation part
                left join place on place.class = part.class
                               and part.happened >= place.since and part.happened < place.until
               where part.verb %s
                 and part.happened >= :from and part.happened < :until
                 and part.piece = 'event' and part.pupil is not null and part.class is not null
            ), helped as (
              select distinct event
                from xapi.participation
               where verb %s
                 and happened < :until and piece = 'event'
                 and role not in ('learner', 'teacher', 'head', 'staff', 'observer')
            ), figure as (
              select cell, count(distinct helped.event) as numerator, count(distinct attended.event) as denominator,
                     count(distinct helped.event)::numeric / count(distinct attended.event) as value,
                     count(distinct (class, pupil)) as people
                from attended left join helped using (event)
               group by cell
            )""".formatted(Verbs.is(Verbs.ATTENDED), Verbs.is(Verbs.HOST, Verbs.MENTORED, Verbs.SPONSOR)));

    private A4OutsidePartners() {}
}
