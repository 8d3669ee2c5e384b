/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many schools do what the programme is about. */
final class I1ActiveSchools {

    static final Indicator DEFINITION = new Indicator(
            "I1",
            2,
            new Text("Trường hoạt động", "Active schools"),
            new Text(
                    "Số trường hoạt động trong kỳ, so với chỉ tiêu (target)." + Parts.ACTIVE_VI
                            + " Trường chuyển địa bàn trong kỳ được xét ở mỗi nơi theo thời gian ở đó.",
                    "Schools that were active in the period, against the target." + Parts.ACTIVE_EN
                            + " A school that moved during the period is looked at in each place for its time there."),
            Unit.COUNT,
            Grain.SCHOOL,
            Parts.DEEDS,
            Parts.ACTIVE + ",\n" + """
                    figure as (
                      select busy.cell, count(active.school) as numerator, null::numeric as denominator,
                             count(active.school) as value, coalesce(sum(busy.pupils), 0) as people,
                             (select target from xapi.target where code = 'schools' order by version desc limit 1) as target
                        from busy
                        left join active on active.school = busy.school and active.cell is not distinct from busy.cell
                       group by busy.cell
                    )""");

    private I1ActiveSchools() {}
}
