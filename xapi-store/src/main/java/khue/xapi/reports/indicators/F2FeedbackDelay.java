/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How long pupils wait for the first word about what they handed in. */
final class F2FeedbackDelay {

    private static final String ANSWER = Verbs.is(Verbs.COMMENTED, Verbs.EVALUATED, Verbs.RETURN);

    static final Indicator DEFINITION = new Indicator(
            "F2",
            1,
            new Text("Thời gian chờ phản hồi", "Feedback delay"),
            new Text(
                    "Trung vị (và p90) số giờ từ mỗi lần nộp trong kỳ đến nhận xét, đánh giá hoặc trả lại đầu tiên cho cùng"
                            + " sản phẩm và cùng lần nộp, tính đến hết kỳ, của người không phải học sinh hay gia đình. Tử số"
                            + " là số lần nộp đã được phản hồi, mẫu số là số lần nộp; lần nộp chưa được phản hồi nêu riêng.",
                    "The median (and the 90th percentile) of the hours from each submission in the period to the first"
                            + " comment, evaluation or return of the same work and attempt, up to the end of the period, by"
                            + " somebody who is neither learner nor family. The numerator is the submissions that were"
                            + " answered, the denominator all of them; those without an answer are shown apart."),
            Unit.HOURS,
            Grain.CLASS,
            new Contribution("feedback-delays", List.of("numerator", "denominator", "people", "hours"), """
            with step as (
              select pupil, class, happened, verb %1$s as handed_in,
                     lead(happened) over line as next_at, lead(verb %1$s) over line as next_handed_in
                from xapi.work
               where verb %3$s
                 and happened >= :from and happened < :until
                 and piece = 'project' and pupil is not null and class is not null and xapi.among(class, :classes)
                 and (verb %1$s or verb %2$s and role not in ('learner', 'guardian'))
              window line as (partition by class, pupil, project order by happened, key)
            ), submission as (
              select step.class, step.pupil, place.cell,
                     case when not next_handed_in then extract(epoch from next_at - happened) / 3600 end as hours
                from step
                left join place on place.class = step.class
                               and step.happened >= place.since and step.happened < place.until
               where handed_in
            )
            select class, cell, count(hours) as numerator, count(*) as denominator, count(distinct pupil) as people,
                   array_agg(hours::float8 order by hours) filter (where hours is not null) as hours
              from submission
             group by class, cell""".formatted(
                            Verbs.is(Verbs.SUBMIT),
                            ANSWER,
                            Verbs.is(Verbs.SUBMIT, Verbs.COMMENTED, Verbs.EVALUATED, Verbs.RETURN))),
            """
            waited as (
              select cell, xapi.percentile(0.5, every) as median, xapi.percentile(0.9, every) as p90
                from (select coalesce(cell, '') as cell, array_agg(row(hours)::xapi.ascending) as every
                        from contribution where hours is not null
                       group by coalesce(cell, '')) as waits
            ), counted as (
              select cell, sum(numerator) as answered, sum(denominator) as submissions, sum(people) as people
                from contribution
               group by cell
            ), figure as (
              select counted.cell, answered as numerator, submissions as denominator, median as value, p90,
                     submissions - answered as unanswered, people
                from counted left join waited on waited.cell = coalesce(counted.cell, '')
            )""");

    private F2FeedbackDelay() {}
}
