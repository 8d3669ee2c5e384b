/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many of the enrolled pupils have at least one accepted work. */
final class F1Participation {

    static final Indicator DEFINITION = new Indicator(
            "F1",
            3,
            new Text("Tham gia hồ sơ dự án học tập", "Participation in project portfolios"),
            new Text(
                    "Số học sinh có ít nhất một sản phẩm được chấp nhận trong kỳ, chia cho số học sinh của lớp."
                            + Parts.ACCEPTED_VI + Parts.ENROLLED_BY_YEAR_VI,
                    "Pupils with at least one work accepted in the period, divided by the pupils enrolled in the class."
                            + Parts.ACCEPTED_EN + Parts.ENROLLED_BY_YEAR_EN),
            Unit.SHARE,
            Grain.CLASS,
            Parts.PUPILS_WITH_WORKS,
            Parts.ENROLLED_BY_YEAR + ",\n" + """
                    of_class as (
                      select class, cell, year, max(pupils) as pupils, max(learners) as learners,
                             max(source) as source, max(as_of) as as_of
                        from (select class, cell, kind::integer as year, people as pupils,
                                     null::integer as learners, null::text as source, null::timestamptz as as_of
                                from contribution
                              union all
                              select class, cell, year, 0, learners, source, as_of from enrolled) as told
                       group by class, cell, year
                    ), figure as (
                      select cell,
                             coalesce(sum(pupils) filter (where learners is not null), 0) as numerator,
                             sum(learners) as denominator,
                             sum(pupils) filter (where learners is not null)::numeric / nullif(sum(learners), 0) as value,
                             coalesce(sum(learners), 0) as people,
                             string_agg(distinct source, '; ' order by source) as source,
                             min(as_of) as as_of
                        from of_class
                       group by cell
                    )""");

    private F1Participation() {}
}
