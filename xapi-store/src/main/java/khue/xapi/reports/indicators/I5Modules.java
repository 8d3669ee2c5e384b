/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many of the families and pupils who wanted to learn something online did. */
final class I5Modules {

    static final Indicator DEFINITION = new Indicator(
            "I5",
            1,
            new Text("Học trực tuyến của phụ huynh và học sinh", "Online training of families and pupils"),
            new Text(
                    "Số lượt phụ huynh và học sinh hoàn thành (completed) bài học ngắn trước khi hết kỳ, chia cho số lượt đã"
                            + " được mời và đồng ý (registered) trong kỳ. Một người với một bài là một lượt, tính ở trường của"
                            + " lần đăng ký đầu tiên.",
                    "Micro-modules that guardians and pupils completed before the period ended, divided by those to which they"
                            + " were invited and agreed (registered) in the period. A person and a module count once, at the"
                            + " school of the first registration."),
            Unit.SHARE,
            Grain.SCHOOL,
            """
            taken as materialized (
              select person, activity, school, role, verb, happened, key
                from xapi.training
               where verb %1$s and happened < :until and piece = 'module' and person is not null
            ), invited as (
              select distinct on (person, activity) person, activity, school, happened
                from taken
               where verb %2$s and happened >= :from and role in ('guardian', 'learner')
               order by person, activity, happened, key
            ), finished as (
              select distinct person, activity from taken where verb %3$s
            ), figure as (
              select place.cell, count(finished.person) as numerator, count(*) as denominator,
                     count(finished.person)::numeric / count(*) as value, count(distinct invited.person) as people
                from invited
                left join finished using (person, activity)
                left join place on place.school = invited.school
                               and invited.happened >= place.since and invited.happened < place.until
               group by place.cell
            )""".formatted(
                            Verbs.is(Verbs.REGISTERED, Verbs.COMPLETED),
                            Verbs.is(Verbs.REGISTERED),
                            Verbs.is(Verbs.COMPLETED)));

    private I5Modules() {}
}
