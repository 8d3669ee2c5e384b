/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many of those who registered for a course have satisfied it. */
final class T2Completion {

    static final Indicator DEFINITION = new Indicator(
            "T2",
            1,
            new Text("Hoàn thành bồi dưỡng", "Completion of training"),
            new Text(
                    "Số lượt đăng ký khoá bồi dưỡng trong kỳ đã đạt yêu cầu (satisfied) cùng khoá trước khi hết kỳ, chia cho"
                            + " số lượt đăng ký trong kỳ. Một người trong một khoá là một lượt, tính ở trường của lần đăng ký"
                            + " đầu tiên.",
                    "Registrations for a course in the period whose course was satisfied before the period ended, divided by"
                            + " the registrations in the period. A person in a course is one registration, at the school of"
                            + " the first time."),
            Unit.SHARE,
            Grain.SCHOOL,
            """
            registered as (
              select distinct on (person, course) person, course, school, happened
                from xapi.training
               where verb %s
                 and happened >= :from and happened < :until
                 and piece = 'course' and person is not null and course is not null
               order by person, course, happened, key
            ), satisfied as (
              select distinct person, course
                from xapi.training
               where verb %s and happened < :until and piece = 'course'
            ), figure as (
              select place.cell, count(satisfied.person) as numerator, count(*) as denominator,
                     count(satisfied.person)::numeric / count(*) as value, count(distinct registered.person) as people
                from registered
                left join satisfied using (person, course)
                left join place on place.school = registered.school
                               and registered.happened >= place.since and registered.happened < place.until
               group by place.cell
            )""".formatted(Verbs.is(Verbs.REGISTERED), Verbs.is(Verbs.SATISFIED)));

    private T2Completion() {}
}
