/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How far apart participation is: inner and outer city, public and private schools. */
final class E1EquityGap {

    static final Indicator DEFINITION = new Indicator(
            "E1",
            3,
            new Text("Khoảng cách công bằng về tham gia", "Equity gap of participation"),
            new Text(
                    "F1 của các lớp nội thành trừ F1 của các lớp ngoại thành, với khoảng tin cậy 95 % (low, high: hiệu ± 1,96"
                            + " lần sai số chuẩn của hiệu hai tỉ lệ); tương tự công lập trừ ngoài công lập (ownership,"
                            + " ownership_low, ownership_high). Trong mỗi lớp và mỗi năm học tính nhiều nhất là sĩ số. Khu vực và loại trường là của ngày cuối kỳ. Chỉ nêu khi cả nội"
                            + " thành và ngoại thành đều có lớp đã báo sĩ số.",
                    "F1 of the classes of the inner city minus F1 of those of the outer city, with its 95 % interval (low,"
                            + " high: the difference ± 1.96 times the standard error of a difference of two shares); likewise"
                            + " public minus private (ownership, ownership_low, ownership_high). In each class and school year no more are counted than enrolled. Area and ownership are those"
                            + " of the last day of the period. Told only where both inner and outer city have classes whose"
                            + " enrolment is known."),
            Unit.GAP,
            Grain.CLASS,
            Parts.PUPILS_WITH_WORKS,
            Parts.ENROLLED_BY_YEAR + ",\n" + """
                    of_class as (
                      select enrolled.class, enrolled.cell, enrolled.learners, coalesce(shown.people, 0) as pupils
                        from enrolled
                        left join contribution shown
                          on shown.class = enrolled.class and shown.cell is not distinct from enrolled.cell
                         and shown.kind = enrolled.year::text
                    ), share as (
                      select cell, area, ownership, least(pupils, learners)::float8 as pupils, learners::float8 as learners
                        from of_class
                        join xapi.class_school home using (class)
                        join xapi.school_history past on past.school = home.school
                       where past.valid_from::timestamp at time zone 'Asia/Ho_Chi_Minh' < :until
                         and coalesce(past.valid_until::timestamp at time zone 'Asia/Ho_Chi_Minh', 'infinity') >= :until
                    ), side as (
                      select cell,
                             sum(learners) filter (where area = 'inner') as inner_n,
                             sum(pupils) filter (where area = 'inner') as inner_k,
                             sum(learners) filter (where area = 'outer') as outer_n,
                             sum(pupils) filter (where area = 'outer') as outer_k,
                             sum(learners) filter (where ownership = 'public') as public_n,
                             sum(pupils) filter (where ownership = 'public') as public_k,
                             sum(learners) filter (where ownership = 'private') as private_n,
                             sum(pupils) filter (where ownership = 'private') as private_k
                        from share
                       group by cell
                    ), part as (
                      select *, inner_k / nullif(inner_n, 0) as inner_p, outer_k / nullif(outer_n, 0) as outer_p,
                             public_k / nullif(public_n, 0) as public_p, private_k / nullif(private_n, 0) as private_p
                        from side
                    ), spread as (
                      select cell, inner_p - outer_p as gap, public_p - private_p as ownership,
                             least(inner_n, outer_n, public_n, private_n) as people,
                             1.96 * sqrt(inner_p * (1 - inner_p) / inner_n + outer_p * (1 - outer_p) / outer_n) as error,
                             1.96 * sqrt(public_p * (1 - public_p) / public_n + private_p * (1 - private_p) / private_n) as ownership_error
                        from part
                       where inner_n > 0 and outer_n > 0
                    ), figure as (
                      select cell, null::numeric as numerator, null::numeric as denominator, gap as value, people::bigint,
                             gap - error as low, gap + error as high, ownership,
                             ownership - ownership_error as ownership_low, ownership + ownership_error as ownership_high
                        from spread
                    )""");

    private E1EquityGap() {}
}
