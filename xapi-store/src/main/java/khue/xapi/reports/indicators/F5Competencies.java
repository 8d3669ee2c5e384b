/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import java.util.Optional;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many of the active pupils showed a competency or a quality. */
final class F5Competencies {

    static final Indicator DEFINITION = new Indicator(
            "F5",
            2,
            new Text("Phẩm chất và năng lực", "Competencies and qualities"),
            new Text(
                    "Số học sinh được đánh giá từ Đạt trở lên (passed) trong kỳ ở một sản phẩm rèn phẩm chất hay năng lực đó,"
                            + " chia cho số học sinh hoạt động trong kỳ: đã nộp sản phẩm, dự hoạt động hoặc tự ghi việc được"
                            + " người khác chấp nhận ở lớp đó, hoặc được đánh giá như vậy. Không chia theo năng lực thì tính mọi phẩm chất và năng"
                            + " lực. Học sinh của hai lớp được tính ở mỗi lớp.",
                    "Pupils who passed in the period in a work that trains the competency or quality, divided by the pupils"
                            + " who were active in the period: handed in a work, attended an activity, logged what somebody else"
                            + " approved in that class, or passed in this way. Not cut by competency, any competency or quality counts. A pupil"
                            + " of two classes counts in each."),
            Unit.SHARE,
            Grain.CLASS,
            Optional.of(Breakdown.COMPETENCY),
            Optional.of(new Contribution(
                    "competencies",
                    List.of("kind", "numerator", "people"),
                    "with " + Parts.PERIOD + ",\n" + Parts.LOGGED + ",\n" + Parts.SEEN + ",\n" + Parts.LOGGED_ON + ",\n"
                            + Parts.anywhere("class") + ",\n"
                            + """
                    deed as (
                      select class, pupil, null as competency, stretch, days from seen
                      union all
                      select class, pupil, null, stretch, days from logged_on
                      union all
                      select class, person, null, stretch, days & xapi.days_within(stretch, first, beyond)
                        from xapi.days_of_people cross join period
                       where part = 'work' and verb %1$s and xapi.among(class, :classes)
                      union all
                      select class, person, competency, stretch, days & xapi.days_within(stretch, first, beyond)
                        from xapi.days_of_people cross join period
                       where part = 'competency' and verb %2$s and xapi.among(class, :classes)
                    ), placed as (
                      select distinct deed.class, deed.pupil, deed.competency, anywhere.cell
                        from deed left join anywhere using (class)
                       where days <> 0 and %3$s
                    )
                    select class, cell, null as kind, count(distinct pupil) filter (where competency is not null) as numerator,
                           count(distinct pupil) as people
                      from placed group by class, cell
                    union all
                    select class, cell, competency, null, count(distinct pupil)
                      from placed where competency is not null group by class, cell, competency""".formatted(Verbs.is(Verbs.SUBMIT), Verbs.is(Verbs.PASSED), Parts.THERE))),
            List.of(),
            """
            whole as (
              select cell, sum(numerator) as passed, sum(people) as people from contribution where kind is null group by cell
            ), counted as (
              select kind, sum(people) as people from contribution where kind is not null group by kind
            ), figure as (
              select case when :own then kind else cell end as cell,
                     case when :own then counted.people else passed end as numerator, whole.people as denominator,
                     case when :own then counted.people else passed end / whole.people as value,
                     case when :own then counted.people else whole.people end as people
                from whole
                left join counted on :own
               where not :own or kind is not null
            )""");

    private F5Competencies() {}
}
