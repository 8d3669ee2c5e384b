/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
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
            new Contribution(
                    "growth", List.of("numerator", "denominator", "people"), """
            with rated as (
              select class, pupil, min(happened) as first, max(happened) as last,
                     array_agg(level order by happened, key, level) as levels
                from xapi.competency
               where verb %s
                 and happened >= :from and happened < :until
                 and competency like '%%/problem-solving' and level is not null
                 and pupil is not null and class is not null and xapi.among(class, :classes)
               group by class, pupil
            ), grown as (
              select class, pupil, last as happened, levels[cardinality(levels)] - levels[1] as growth
                from rated where last >= first + interval '1440 hours'
            )
            select grown.class, place.cell, sum(growth) as numerator, sum(growth * growth) as denominator, count(*) as people
              from grown
              left join place on place.class = grown.class
                             and grown.happened >= place.since and grown.happened < place.until
             group by grown.class, place.cell""".formatted(Verbs.is(Verbs.EVALUATED))),
            """
            grown as (
              select cell, sum(numerator) as growth, sum(denominator) as squares, sum(people) as people
                from contribution
               group by cell
              having sum(people) >= 10
            ), spread as (
              select *, growth / people as mean,
                     1.96 * sqrt((squares - growth * growth / people) / (people - 1) / people) as error
                from grown
            ), figure as (
              select cell, growth as numerator, people as denominator, mean as value, people, mean - error as low,
                     mean + error as high
                from spread
            )""");

    private A6Growth() {}
}
