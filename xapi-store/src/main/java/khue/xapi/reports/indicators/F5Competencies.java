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
            1,
            new Text("Phẩm chất và năng lực", "Competencies and qualities"),
            new Text(
                    "Số học sinh được đánh giá từ Đạt trở lên (passed) trong kỳ ở một sản phẩm rèn phẩm chất hay năng lực đó,"
                            + " chia cho số học sinh hoạt động trong kỳ: đã nộp sản phẩm, dự hoạt động hoặc tự ghi việc được"
                            + " chấp nhận, hoặc được đánh giá như vậy. Không chia theo năng lực thì tính mọi phẩm chất và năng"
                            + " lực. Học sinh của hai lớp được tính ở mỗi lớp.",
                    "Pupils who passed in the period in a work that trains the competency or quality, divided by the pupils"
                            + " who were active in the period: handed in a work, attended an activity, had approved what they"
                            + " logged, or passed in this way. Not cut by competency, any competency or quality counts. A pupil"
                            + " of two classes counts in each."),
            Unit.SHARE,
            Grain.CLASS,
            Optional.of(Breakdown.COMPETENCY),
            Parts.DONE + ",\n" + """
                    shown as (
                      select class, pupil, competency, happened
                        from xapi.competency
                       where verb %s
                         and happened >= :from and happened < :until and pupil is not null and class is not null
                    ), deed as (
                      select class, pupil, happened, null as competency from done
                      union all
                      select class, pupil, happened, null
                        from xapi.work
                       where verb %s
                         and happened >= :from and happened < :until
                         and piece = 'project' and pupil is not null and class is not null
                      union all
                      select class, pupil, happened, competency from shown
                    ), placed as (
                      select deed.class, deed.pupil, deed.competency, place.cell
                        from deed
                        left join place on place.class = deed.class
                                       and deed.happened >= place.since and deed.happened < place.until
                    ), counted as (
                      select case when :own then competency else cell end as cell, count(distinct (class, pupil)) as pupils
                        from placed where competency is not null
                       group by 1
                    ), whole as (
                      select cell, count(distinct (class, pupil)) as pupils from placed group by cell
                    ), figure as (
                      select case when :own then counted.cell else whole.cell end as cell,
                             coalesce(counted.pupils, 0) as numerator, whole.pupils as denominator,
                             coalesce(counted.pupils, 0)::numeric / whole.pupils as value,
                             case when :own then counted.pupils else whole.pupils end as people
                        from whole
                        left join counted on :own or counted.cell is not distinct from whole.cell
                       where not :own or counted.cell is not null
                    )""".formatted(Verbs.is(Verbs.PASSED), Verbs.is(Verbs.SUBMIT)));

    private F5Competencies() {}
}
