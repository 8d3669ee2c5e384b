/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.Optional;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** Whether as many people of each kind are trained as the programme wants, for as many days as it wants. */
final class I4Cohorts {

    static final Indicator DEFINITION = new Indicator(
            "I4",
            1,
            new Text("Thực hiện các nhóm bồi dưỡng", "Fulfilment of cohorts"),
            new Text(
                    "Số người đạt yêu cầu (satisfied) hoặc được miễn (waived) một khoá của nhóm trong kỳ, chia cho chỉ tiêu"
                            + " của nhóm; mỗi người trong mỗi nhóm tính một lần. Số ngày (days) là trung bình số ngày khác nhau"
                            + " mà họ dự một buổi của nhóm đến hết kỳ; outside là số người có số ngày ngoài khoảng quy định."
                            + " Chia theo nơi thì không có chỉ tiêu.",
                    "People who satisfied a course of the cohort or were exempted from it (waived) in the period, divided by"
                            + " the cohort's quota; each counts once in each cohort. Days are the mean of the distinct days on"
                            + " which they attended a meeting of the cohort, up to the end of the period; outside are those"
                            + " whose days are not in the range that is asked for. By place there is no quota."),
            Unit.SHARE,
            Grain.SCHOOL,
            Optional.of(Breakdown.COHORT),
            """
            wanted as (
              select distinct on (code) code, quota, least_days, most_days from xapi.cohort order by code, version desc
            ), finished as (
              select distinct on (person, cohort) person, cohort, school, happened
                from xapi.training
               where verb %s
                 and happened >= :from and happened < :until
                 and piece = 'course' and cohort is not null and person is not null
               order by person, cohort, happened, key
            ), there as (
              select person, cohort, count(distinct (happened at time zone 'Asia/Ho_Chi_Minh')::date) as days
                from xapi.training
               where verb %s and happened < :until and piece = 'meeting' and cohort is not null
               group by person, cohort
            ), trained as (
              select case when :own then finished.cohort else place.cell end as cell, finished.person, finished.cohort,
                     coalesce(there.days, 0) as days,
                     coalesce(there.days, 0) not between coalesce(least_days, 0) and coalesce(most_days, 10000) as outside
                from finished
                left join there using (person, cohort)
                left join wanted on wanted.code = finished.cohort
                left join place on place.school = finished.school
                               and finished.happened >= place.since and finished.happened < place.until
            ), figure as (
              select cell, count(*) as numerator,
                     case when :own then (select quota from wanted where code = cell)
                          when not exists (select from place) then (select sum(quota) from wanted) end as denominator,
                     count(*)::numeric
                       / case when :own then (select quota from wanted where code = cell)
                              when not exists (select from place) then (select sum(quota) from wanted) end as value,
                     count(distinct person) as people, avg(days) as days, count(*) filter (where outside) as outside
                from trained
               group by cell
            )""".formatted(Verbs.is(Verbs.SATISFIED, Verbs.WAIVED), Verbs.is(Verbs.ATTENDED)));

    private I4Cohorts() {}
}
