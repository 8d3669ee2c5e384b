/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many colleagues a core teacher has mentored. */
final class T4Mentees {

    static final Indicator DEFINITION = new Indicator(
            "T4",
            1,
            new Text("Đồng nghiệp được kèm cặp", "Colleagues mentored"),
            new Text(
                    "Số đồng nghiệp khác nhau mà giáo viên cốt cán kèm cặp trong kỳ (mentored) và chính đồng nghiệp đã xác nhận"
                            + " (approve) trước khi hết kỳ, chia cho số giáo viên cốt cán: người đã đạt yêu cầu (satisfied) một"
                            + " khoá của nhóm giáo viên cốt cán trước khi hết kỳ, tính ở trường của lần đạt đầu tiên.",
                    "Distinct colleagues whom core teachers mentored in the period, where the colleague confirmed it (approve)"
                            + " before it ended, divided by the core teachers: who satisfied a course for core teachers before"
                            + " the period ended, at the school of the first time."),
            Unit.RATE,
            Grain.SCHOOL,
            new Finding("mentored", "person integer, mentee integer", """
            select distinct help.actor as person, help.pupil as mentee
              from xapi.participation help
             where help.verb %s
               and help.happened >= :from and help.happened < :until
               and help.piece = 'event' and help.pupil <> help.actor
               and exists (
                 select from xapi.participation word
                  where word.verb %s
                    and word.happened >= help.happened and word.happened < :until
                    and word.event = help.event and word.actor = help.pupil)""".formatted(
                            Verbs.is(Verbs.MENTORED), Verbs.is(Verbs.APPROVE))),
            """
            core as (
              select distinct on (person) person, school, happened
                from xapi.training
               where verb %s
                 and happened < :until and piece = 'course' and cohort = 'core-teachers' and person is not null
               order by person, happened, key
            ), counted as (
              select core.person, core.school, core.happened, count(mentored.mentee) as mentees
                from core left join mentored using (person)
               group by core.person, core.school, core.happened
            ), figure as (
              select place.cell, sum(mentees) as numerator, count(*) as denominator, avg(mentees) as value,
                     count(*) as people
                from counted
                left join place on place.school = counted.school
                               and counted.happened >= place.since and counted.happened < place.until
               group by place.cell
            )""".formatted(Verbs.is(Verbs.SATISFIED)));

    private T4Mentees() {}
}
