/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import java.util.Optional;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** W1, W2 and W3: what comes of two schools that agreed to exchange. */
final class Twins {

    static final Indicator EXCHANGES = of(
            "W1",
            1,
            new Text("Trao đổi giữa các cặp trường", "Exchanges of twin schools"),
            new Text(
                    "Số lần trao đổi trong kỳ, chia cho số cặp trường và số học kỳ mà kỳ báo cáo chạm tới."
                            + Parts.EXCHANGES_VI,
                    "Exchanges in the period, divided by the pairs and the school terms that the period has days of."
                            + Parts.EXCHANGES_EN),
            Unit.RATE,
            Optional.empty(),
            List.of(Parts.CONFIRMED),
            Parts.EXCHANGES + ",\n" + """
                    term as (
                      select count(*) as terms
                        from xapi.school_term
                       where starts_on::timestamp at time zone 'Asia/Ho_Chi_Minh' < :until
                         and (ends_on + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' > :from
                    ), counted as (
                      select pair.code, pair.people, count(distinct exchange.event) as exchanges
                        from pair left join exchange using (code)
                       group by pair.code, pair.people
                    ), figure as (
                      select case when :own then code end as cell, sum(exchanges) as numerator,
                             count(*) * min(terms) as denominator, sum(exchanges) / nullif(count(*) * min(terms), 0) as value,
                             sum(people) as people
                        from counted cross join term
                       group by 1
                    )""");

    static final Indicator RECIPROCITY = of(
            "W2",
            1,
            new Text("Qua lại giữa các cặp trường", "Reciprocity of twin schools"),
            new Text(
                    "Trong mỗi cặp, số lần trao đổi do trường tổ chức ít hơn chia cho số lần do trường kia tổ chức: 1 là ngang"
                            + " nhau, 0 là chỉ một phía. Nhiều cặp thì lấy tổng chia cho tổng." + Parts.EXCHANGES_VI,
                    "Of each pair, the exchanges that the school hosted that hosted fewer, divided by those of the other: 1 is"
                            + " as many, 0 is one side alone. Of several pairs, the sum of the one by the sum of the other."
                            + Parts.EXCHANGES_EN),
            Unit.BALANCE,
            Optional.empty(),
            List.of(Parts.CONFIRMED),
            Parts.EXCHANGES + ",\n" + """
                    counted as (
                      select pair.code, pair.people, count(*) filter (where exchange.school = pair.one) as by_one,
                             count(*) filter (where exchange.school = pair.other) as by_other
                        from pair left join exchange using (code)
                       group by pair.code, pair.people
                    ), figure as (
                      select case when :own then code end as cell, sum(least(by_one, by_other)) as numerator,
                             sum(greatest(by_one, by_other)) as denominator,
                             sum(least(by_one, by_other)) / nullif(sum(greatest(by_one, by_other)), 0) as value,
                             sum(people) as people
                        from counted
                       group by 1
                    )""");

    static final Indicator GAP = of(
            "W3",
            2,
            new Text("Khoảng cách giữa hai trường của cặp", "The gap between twin schools"),
            new Text(
                    "Hệ số góc (bình phương tối thiểu) theo tháng của khoảng cách giữa hai trường: mỗi tháng của kỳ lấy trị"
                            + " tuyệt đối của hiệu phần học sinh có sản phẩm được chấp nhận (như F1); tương tự số tiết mỗi học sinh"
                            + " (periods, như A1) và phần giáo viên vận dụng trong số người đạt yêu cầu ở tháng đó (transfer, như"
                            + " T3). Số âm là khoảng cách thu hẹp. Nhiều cặp thì lấy trung bình. Sĩ số là của cuối kỳ, như F1; cặp chưa"
                            + " rõ sĩ số không được tính.",
                    "The slope (least squares), by month, of the gap between the two schools: of each month of the period the"
                            + " absolute difference of the shares of pupils with an accepted work (as in F1); likewise of the"
                            + " periods of each pupil (periods, as in A1), and of the share of teachers who used what they learnt"
                            + " among those who satisfied a course in the month (transfer, as in T3). Below 0 the gap narrows. Of"
                            + " several pairs the mean. Enrolment is that of the end of the period, as in F1; a pair without is"
                            + " left out."),
            Unit.SLOPE,
            Optional.of(new Contribution(
                    "by-month",
                    List.of("kind", "numerator", "people"),
                    "with " + Parts.ACCEPTED_WHEN + ",\n" + Parts.DONE + ",\n" + Parts.SCHOOLING + ",\n" + """
                    shown as (
                      select class, xapi.first_of_month(happened) as month, count(distinct pupil) as pupils
                        from accepted_when
                       group by class, month
                    ), taught as (
                      select class, xapi.first_of_month(happened) as month,
                             sum(times * seconds / 60.0 / case level when 'primary' then 35 else 45 end) as periods
                        from done
                        join schooling using (class)
                       where happened >= since and happened < until
                         and level in ('primary', 'lower-secondary', 'upper-secondary') and seconds is not null
                       group by class, month
                    )
                    select class, null as cell, month::text as kind, periods as numerator, pupils as people
                      from shown full join taught using (class, month)""")),
            List.of(Parts.TRANSFER),
            Parts.PAIRS + ",\n" + """
                    month as (
                      select first::date, row_number() over (order by first) as nth
                        from generate_series(date_trunc('month', :from::timestamptz at time zone 'Asia/Ho_Chi_Minh'),
                                             (:until::timestamptz at time zone 'Asia/Ho_Chi_Minh') - interval '1 second',
                                             interval '1 month') as first
                    ), size as (
                      select school, sum(learners) as learners from pupils group by school having sum(learners) > 0
                    ), shown as (
                      select school, kind::date as first, sum(people) as pupils, sum(numerator) as periods
                        from contribution join xapi.class_school home using (class)
                       group by school, kind
                    ), used as (
                      select school, xapi.first_of_month(happened) as first,
                             count(*) filter (where applied)::float8 / count(*) as share
                        from trained
                       group by 1, 2
                    ), level as (
                      select size.school, month.nth, coalesce(shown.pupils, 0) / size.learners::float8 as shown,
                             coalesce(shown.periods, 0)::float8 / size.learners as taught, used.share as used
                        from size
                       cross join month
                        left join shown on shown.school = size.school and shown.first = month.first
                        left join used on used.school = size.school and used.first = month.first
                    ), slope as (
                      select pair.code, pair.people, regr_slope(abs(one.shown - other.shown), one.nth) as shown,
                             regr_slope(abs(one.taught - other.taught), one.nth) as taught,
                             regr_slope(abs(one.used - other.used), one.nth) as used
                        from pair
                        join level one on one.school = pair.one
                        join level other on other.school = pair.other and other.nth = one.nth
                       group by pair.code, pair.people
                    ), figure as (
                      select case when :own then code end as cell, null::numeric as numerator, null::numeric as denominator,
                             avg(shown) as value, sum(people) as people, avg(taught) as periods, avg(used) as transfer
                        from slope
                       group by 1
                    )""");

    private Twins() {}

    private static Indicator of(
            String id,
            int version,
            Text title,
            Text formula,
            Unit unit,
            Optional<Contribution> contribution,
            List<Finding> findings,
            String figure) {
        return new Indicator(
                id,
                version,
                title,
                formula,
                unit,
                Grain.NOWHERE,
                Optional.of(Breakdown.PAIR),
                contribution,
                findings,
                figure);
    }
}
