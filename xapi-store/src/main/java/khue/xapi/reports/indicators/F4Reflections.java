/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How often pupils reflect on a work until it is accepted. */
final class F4Reflections {

    static final Indicator DEFINITION = new Indicator(
            "F4",
            2,
            new Text("Suy ngẫm trên mỗi sản phẩm", "Reflections per accepted work"),
            new Text(
                    "Số lần học sinh viết suy ngẫm, đến hết kỳ, về các sản phẩm được chấp nhận trong kỳ, chia cho số sản phẩm"
                            + " đó." + Parts.ACCEPTED_VI + " Học sinh của hai lớp được tính ở mỗi lớp.",
                    "Reflections that pupils wrote, up to the end of the period, on works accepted in the period, divided by"
                            + " those works." + Parts.ACCEPTED_EN + " A pupil of two classes counts in each."),
            Unit.RATE,
            Grain.CLASS,
            new Contribution(
                    "reflections",
                    List.of("numerator", "denominator", "people"),
                    "with " + Parts.ACCEPTED + ",\n" + """
                    reflected as (
                      select class, pupil, project, count(*) as reflections
                        from xapi.work
                       where verb %s
                         and happened < :until
                         and piece = 'reflection' and pupil is not null and class is not null
                         and xapi.among(class, :classes)
                       group by class, pupil, project
                    )
                    select class, cell, coalesce(sum(reflections), 0) as numerator, count(*) as denominator,
                           count(distinct pupil) as people
                      from accepted left join reflected using (class, pupil, project)
                     group by class, cell""".formatted(Verbs.is(Verbs.CREATE))),
            """
            figure as (
              select cell, sum(numerator) as numerator, sum(denominator) as denominator,
                     sum(numerator) / sum(denominator) as value, sum(people) as people
                from contribution
               group by cell
            )""");

    private F4Reflections() {}
}
