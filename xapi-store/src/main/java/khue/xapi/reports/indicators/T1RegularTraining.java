/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many teachers have done their regular training. */
final class T1RegularTraining {

    static final Indicator DEFINITION = new Indicator(
            "T1",
            1,
            new Text("Hoàn thành bồi dưỡng thường xuyên", "Regular training done"),
            new Text(
                    "Số giáo viên được ghi nhận trong kỳ ít nhất 40 tiết ở mỗi chương trình của ít nhất ba chương trình bồi"
                            + " dưỡng thường xuyên (satisfied hoặc waived, có programme và period-count; một hoạt động ở một"
                            + " chương trình tính một lần, lấy số tiết lớn nhất), chia cho số giáo viên. Tính ở trường của lần"
                            + " ghi nhận cuối." + Parts.KNOWN_VI,
                    "Teachers who were credited in the period with at least 40 periods in each of at least three programmes of"
                            + " regular training (satisfied or waived, with programme and period-count; an activity counts once"
                            + " in a programme, with the most periods), divided by the teachers. At the school of the last"
                            + " credit." + Parts.KNOWN_EN),
            Unit.SHARE,
            Grain.SCHOOL,
            Parts.known("everybody", "teachers") + ",\n" + """
                    credit as (
                      select person, programme, activity, periods, school, happened, key
                        from xapi.training
                       where verb %s
                         and happened >= :from and happened < :until
                         and person is not null and programme is not null and periods is not null
                    ), enough as (
                      select person, programme
                        from (select person, programme, activity, max(periods) as periods
                                from credit group by person, programme, activity) as counted
                       group by person, programme having sum(periods) >= 40
                    ), ready as (
                      select person from enough group by person having count(*) >= 3
                    ), home as (
                      select distinct on (person) person, school, happened from credit order by person, happened desc, key desc
                    ), counted as (
                      select place.cell, count(ready.person) as teachers, count(*) as credited
                        from home
                        left join ready using (person)
                        left join place on place.school = home.school
                                       and home.happened >= place.since and home.happened < place.until
                       group by place.cell
                    ), cells as (
                      select cell from counted union select cell from everybody
                    ), figure as (
                      select cells.cell, coalesce(teachers, 0) as numerator, everybody.n as denominator,
                             coalesce(teachers, 0) / nullif(everybody.n, 0)::numeric as value,
                             coalesce(everybody.n, credited) as people, everybody.source, everybody.as_of
                        from cells
                        left join counted on counted.cell is not distinct from cells.cell
                        left join everybody on everybody.cell is not distinct from cells.cell
                    )""".formatted(Verbs.is(Verbs.SATISFIED, Verbs.WAIVED)));

    private T1RegularTraining() {}
}
