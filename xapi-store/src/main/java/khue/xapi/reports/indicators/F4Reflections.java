/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

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
            Parts.ACCEPTED + ",\n" + """
                    reflected as (
                      select class, pupil, project, count(*) as reflections
                        from xapi.work
                       where verb %s
                         and happened < :until
                         and piece = 'reflection' and pupil is not null and class is not null
                       group by class, pupil, project
                    ), of_pupil as (
                      select cell, coalesce(sum(reflections), 0) as reflections, count(*) as works
                        from accepted left join reflected using (class, pupil, project)
                       group by cell, class, pupil
                    ), figure as (
                      select cell, sum(reflections) as numerator, sum(works) as denominator,
                             sum(reflections) / sum(works) as value, count(*) as people
                        from of_pupil
                       group by cell
                    )""".formatted(Verbs.is(Verbs.CREATE)));

    private F4Reflections() {}
}
