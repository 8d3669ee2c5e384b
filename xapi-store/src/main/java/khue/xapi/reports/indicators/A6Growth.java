/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** Whether pupils get better at solving problems. */
final class A6Growth {

    static final Indicator DEFINITION = new Indicator(
            "A6",
            1,
            new Text("Tiến bộ về giải quyết vấn đề và sáng tạo", "Growth in solving problems"),
            new Text(
                    "Trung bình của mức cuối trừ mức đầu trên rubric «giải quyết vấn đề và sáng tạo» (problem-solving) của mỗi"
                            + " học sinh trong kỳ, với hai lần đánh giá cách nhau ít nhất 60 ngày; chỉ nêu khi có ít nhất 10 học"
                            + " sinh. low và high là khoảng tin cậy 95 %: trung bình ± 1,96 lần độ lệch chuẩn chia căn bậc hai"
                            + " của số học sinh. Tính ở nơi của lần đánh giá cuối.",
                    "The mean over pupils of the last minus the first level on the rubric of solving problems"
                            + " (problem-solving) in the period, where at least 60 days lie between; told from 10 pupils on. low"
                            + " and high are its 95 % interval: the mean ± 1.96 times the standard deviation divided by the root"
                            + " of the number of pupils. In the place of the last evaluation."),
            Unit.LEVELS,
            Grain.CLASS,
            """
            rated as (
              select class, pupil, min(happened) as first, max(happened) as last,
                     array_agg(level order by happened, key, level) as levels
                from xapi.competency
               where verb %s
                 and happened >= :from and happened < :until
                 and competency like '%%/problem-solving' and level is not null
                 and pupil is not null and class is not null
               group by class, pupil
            ), grown as (
              select class, pupil, last as happened, levels[cardinality(levels)] - levels[1] as growth
                from rated where last >= first + interval '1440 hours'
            ), figure as (
              select place.cell, sum(growth) as numerator, count(*) as denominator, avg(growth) as value,
                     count(*) as people,
                     avg(growth) - 1.96 * stddev_samp(growth) / sqrt(count(*)) as low,
                     avg(growth) + 1.96 * stddev_samp(growth) / sqrt(count(*)) as high
                from grown
                left join place on place.class = grown.class
                               and grown.happened >= place.since and grown.happened < place.until
               group by place.cell
              having count(*) >= 10
            )""".formatted(Verbs.is(Verbs.EVALUATED)));

    private A6Growth() {}
}
