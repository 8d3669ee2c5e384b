/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many of the guardians who agreed to look did. */
final class F6Guardians {

    static final Indicator DEFINITION = new Indicator(
            "F6",
            1,
            new Text("Phụ huynh đã xem", "Guardians who looked"),
            new Text(
                    "Số phụ huynh đã xem sản phẩm của con trong kỳ (viewed), chia cho số phụ huynh đã đồng ý. Tính ở trường"
                            + " của lớp." + Parts.KNOWN_VI,
                    "Guardians who looked at their child's works in the period (viewed), divided by the guardians who"
                            + " consented. At the school of the class." + Parts.KNOWN_EN),
            Unit.SHARE,
            Grain.SCHOOL,
            new Contribution(
                    "guardians",
                    List.of("members"),
                    "with " + Parts.PERIOD + ",\n" + Parts.anywhere("school") + "\n"
                            + """
                    select looked.class, cell, array_agg(distinct person) as members
                      from (select class, person, stretch, days & xapi.days_within(stretch, first, beyond) as days
                              from xapi.days_of_people cross join period
                             where part = 'family' and verb %s and xapi.among(class, :classes)) as looked
                      join xapi.class_school home using (class)
                      left join anywhere on anywhere.school = home.school
                     where days <> 0 and %s
                     group by looked.class, cell""".formatted(Verbs.is(Verbs.VIEWED), Parts.THERE)),
            Parts.known("agreed", "guardians-consented") + ",\n" + """
                    looked as (
                      select contribution.cell, count(distinct guardian) as guardians
                        from contribution
                        join xapi.class_school home using (class)
                       cross join lateral unnest(members) as guardian
                       group by contribution.cell
                    ), cells as (
                      select cell from looked union select cell from agreed
                    ), figure as (
                      select cells.cell, coalesce(guardians, 0) as numerator, agreed.n as denominator,
                             coalesce(guardians, 0) / nullif(agreed.n, 0)::numeric as value,
                             coalesce(agreed.n, guardians) as people, agreed.source, agreed.as_of
                        from cells
                        left join looked on coalesce(looked.cell, '') = coalesce(cells.cell, '')
                        left join agreed on coalesce(agreed.cell, '') = coalesce(cells.cell, '')
                    )""");

    private F6Guardians() {}
}
