/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

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
            Parts.PERIOD + ",\n" + Parts.LOGGED + ",\n" + Parts.SEEN + ",\n" + Parts.LOGGED_ON + ",\n"
                    + Parts.anywhere("class") + ",\n"
                    + """
                    deed as (
                      select class, pupil, null as competency, stretch, days from seen
                      union all
                      select class, pupil, null, stretch, days from logged_on
                      union all
                      select class, person, null, stretch, days & xapi.days_within(stretch, first, beyond)
                        from xapi.days_of_people cross join period
                       where part = 'work' and verb %1$s
                      union all
                      select class, person, competency, stretch, days & xapi.days_within(stretch, first, beyond)
                        from xapi.days_of_people cross join period
                       where part = 'competency' and verb %2$s
                    ), placed as (
                      select distinct deed.class, deed.pupil, deed.competency, anywhere.cell
                        from deed left join anywhere using (class)
                       where days <> 0 and %3$s
                    ), counted as (
                      select cell, count(*) as pupils
                        from (select distinct case when :own then competency else cell end as cell, class, pupil
                                from placed where competency is not null) as there
                       group by cell
                    ), whole as (
                      select cell, count(*) as pupils from (select distinct cell, class, pupil from placed) as there group by cell
                    ), figure as (
                      select case when :own then counted.cell else whole.cell end as cell,
                             coalesce(counted.pupils, 0) as numerator, whole.pupils as denominator,
                             coalesce(counted.pupils, 0)::numeric / whole.pupils as value,
                             case when :own then counted.pupils else whole.pupils end as people
                        from whole
                        left join counted on :own or counted.cell is not distinct from whole.cell
                       where not :own or counted.cell is not null
                    )""".formatted(Verbs.is(Verbs.SUBMIT), Verbs.is(Verbs.PASSED), Parts.THERE));

    private F5Competencies() {}
}
