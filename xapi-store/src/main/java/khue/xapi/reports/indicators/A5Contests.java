/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.Optional;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many entries of contests are promoted, and whether rounds keep to their quotas. */
final class A5Contests {

    static final Indicator DEFINITION = new Indicator(
            "A5",
            1,
            new Text("Vào vòng sau của cuộc thi", "Promoted in contests"),
            new Text(
                    "Số bài dự thi trong kỳ được chọn (selected) trước khi hết kỳ, chia cho số bài dự thi (submit) trong kỳ;"
                            + " một bài (registration) ở một vòng của một cuộc thi tính một lần, ở trường của lần nộp đầu tiên."
                            + " breaches là số lần một vòng chọn của một trường nhiều bài hơn hạn mức ghi khi chọn; phải bằng 0.",
                    "Entries of the period that were selected before it ended, divided by the entries (submit) of the period;"
                            + " an entry (registration) in a round of a contest counts once, at the school of the first time."
                            + " breaches is how often a round selected more entries of a school than the quota that the"
                            + " selection names; it is to be 0."),
            Unit.SHARE,
            Grain.SCHOOL,
            Optional.of(Breakdown.ROUND),
            """
            told as materialized (
              select contest, round, entry, actor, school, quota, happened, key, verb %1$s as entering
                from xapi.contest
               where verb %2$s and happened < :until and contest is not null and round is not null and entry is not null
            ), entered as (
              select distinct on (contest, round, entry) contest, round, entry, school, happened
                from told
               where entering and happened >= :from
               order by contest, round, entry, happened, key
            ), entrant as (
              select distinct contest, round, entry, actor from told where entering
            ), promoted as (
              select contest, round, entry, max(quota) as quota from told where not entering group by contest, round, entry
            ), placed as (
              select entered.*, case when :own then entered.round else place.cell end as cell,
                     promoted.entry is not null as further, promoted.quota
                from entered
                left join promoted using (contest, round, entry)
                left join place on place.school = entered.school
                               and entered.happened >= place.since and entered.happened < place.until
            ), kept as (
              select cell, count(*) as breaches
                from (select cell, contest, round, school
                        from placed where further
                       group by cell, contest, round, school
                      having count(*) > max(quota)) as breach
               group by cell
            ), crowd as (
              select cell, count(distinct actor) as people
                from placed join entrant using (contest, round, entry)
               group by cell
            ), counted as (
              select cell, count(*) filter (where further) as promoted, count(*) as entries from placed group by cell
            ), figure as (
              select counted.cell, promoted as numerator, entries as denominator, promoted::numeric / entries as value,
                     people, coalesce(breaches, 0) as breaches
                from counted
                join crowd on crowd.cell is not distinct from counted.cell
                left join kept on kept.cell is not distinct from counted.cell
            )""".formatted(Verbs.is(Verbs.SUBMIT), Verbs.is(Verbs.SUBMIT, Verbs.SELECTED)));

    private A5Contests() {}
}
