/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

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
            Parts.known("agreed", "guardians-consented") + ",\n" + """
                    looked as (
                      select place.cell, count(distinct work.actor) as guardians
                        from xapi.work
                        join xapi.class_school home using (class)
                        left join place on place.school = home.school
                                       and work.happened >= place.since and work.happened < place.until
                       where work.verb %s
                         and work.happened >= :from and work.happened < :until
                         and work.piece = 'shared' and work.role = 'guardian'
                       group by place.cell
                    ), cells as (
                      select cell from looked union select cell from agreed
                    ), figure as (
                      select cells.cell, coalesce(guardians, 0) as numerator, agreed.n as denominator,
                             coalesce(guardians, 0) / nullif(agreed.n, 0)::numeric as value,
                             coalesce(agreed.n, guardians) as people, agreed.source, agreed.as_of
                        from cells
                        left join looked on looked.cell is not distinct from cells.cell
                        left join agreed on agreed.cell is not distinct from cells.cell
                    )""".formatted(Verbs.is(Verbs.VIEWED)));

    private F6Guardians() {}
}
