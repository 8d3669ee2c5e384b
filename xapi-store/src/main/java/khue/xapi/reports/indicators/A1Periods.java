/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many periods of experiential activities pupils had, against plan. */
final class A1Periods {

    static final Indicator DEFINITION = new Indicator(
            "A1",
            2,
            new Text("Số tiết hoạt động trải nghiệm", "Periods of experiential activities"),
            new Text(
                    "Số phút hoạt động được tính trong kỳ, chia cho 35 (tiểu học) hoặc 45 (trung học), rồi chia cho số học"
                            + " sinh của lớp. Kế hoạch (planned) là 105 tiết nhân số tuần học bắt đầu trong kỳ chia 35. Trẻ mầm"
                            + " non và lớp chưa rõ cấp học không được tính." + Parts.CREDITED_VI + Parts.ENROLLED_VI,
                    "Minutes of activities credited in the period, divided by 35 (primary) or 45 (secondary), and by the"
                            + " pupils enrolled in the class. The plan (planned) is 105 periods times the school weeks that"
                            + " begin in the period, divided by 35. Preschools and classes of unknown level do not count."
                            + Parts.CREDITED_EN + Parts.ENROLLED_EN),
            Unit.PERIODS,
            Grain.CLASS,
            new Contribution(
                    "periods", List.of("numerator"), "with " + Parts.CREDITED + ",\n" + Parts.SCHOOLING + "\n" + """
                    select class, cell, sum(times * seconds / 60.0 / case level when 'primary' then 35 else 45 end) as numerator
                      from credited
                      join schooling using (class)
                     where happened >= since and happened < until
                       and level in ('primary', 'lower-secondary', 'upper-secondary') and seconds is not null
                     group by class, cell"""),
            Parts.ENROLLED + ",\n" + Parts.SCHOOLING + ",\n" + """
                    pupils as (
                      select distinct class, enrolled.cell, learners, source, as_of
                        from enrolled
                        join schooling using (class)
                       where since < :until and until > :from
                         and level in ('primary', 'lower-secondary', 'upper-secondary')
                    ), plan as (
                      select 105 * count(*) / 35.0 as planned
                        from xapi.school_week
                       where starts_on::timestamp at time zone 'Asia/Ho_Chi_Minh' >= :from
                         and starts_on::timestamp at time zone 'Asia/Ho_Chi_Minh' < :until
                    ), figure as (
                      select pupils.cell, coalesce(sum(taught.numerator), 0) as numerator, sum(learners) as denominator,
                             coalesce(sum(taught.numerator), 0) / nullif(sum(learners), 0) as value, min(planned) as planned,
                             sum(learners) as people,
                             string_agg(distinct source, '; ' order by source) as source, min(as_of) as as_of
                        from pupils
                       cross join plan
                        left join contribution taught
                          on taught.class = pupils.class and taught.cell is not distinct from pupils.cell
                       group by pupils.cell
                    )""");

    private A1Periods() {}
}
