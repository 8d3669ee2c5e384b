/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** Whether families and pupils are heard: they answer, are content, and something follows. */
final class I6Feedback {

    static final Indicator DEFINITION = new Indicator(
            "I6",
            1,
            new Text("Phản hồi của phụ huynh và học sinh", "Feedback of families and pupils"),
            new Text(
                    "Số lượt trả lời xong phiếu hỏi trước khi hết kỳ, chia cho số lượt được mời (registered) trong kỳ."
                            + " favourable: phần các câu trả lời trong kỳ từ mức 4 trở lên trên 5. changed: phần các chủ đề nêu"
                            + " trong kỳ (themes) đã có một thay đổi gắn với nó trước khi hết kỳ. Tính ở trường mà câu xAPI nêu.",
                    "Surveys completed before the period ended, divided by the invitations (registered) in the period."
                            + " favourable: the part of the answers of the period that are 4 or 5 of 5. changed: the part of the"
                            + " themes found in the period to which a change was linked before it ended. At the school that the"
                            + " statement names."),
            Unit.SHARE,
            Grain.SCHOOL,
            new Finding(
                    "heard",
                    "school integer, day date, asked integer, done integer, rated integer, good integer, themes integer,"
                            + " led integer, actors integer[]",
                    """
            with invited as (
              select distinct on (actor, activity) actor, activity, school, happened
                from xapi.feedback
               where verb %1$s
                 and happened >= :from and happened < :until and piece = 'survey' and actor is not null
               order by actor, activity, happened, key
            ), finished as (
              select distinct actor, activity from xapi.feedback where verb %2$s and happened < :until and piece = 'survey'
            ), changed as (
              select distinct about from xapi.feedback where verb %4$s and happened < :until and piece = 'change'
            ), told as (
              select school, happened, 1 as asked, (finished.actor is not null)::integer as done, invited.actor,
                     null::integer as rated, null::integer as good, null::integer as theme, null::integer as led
                from invited left join finished using (actor, activity)
              union all
              select school, happened, null, null, actor, 1, (rating >= 4)::integer, null, null
                from xapi.feedback
               where verb %3$s
                 and happened >= :from and happened < :until and piece = 'answer' and rating is not null
              union all
              select school, happened, null, null, null, null, null, 1, (changed.about is not null)::integer
                from xapi.feedback theme left join changed on changed.about = theme.activity
               where verb %4$s
                 and happened >= :from and happened < :until and piece = 'theme'
            )
            select school, xapi.local_day(happened) as day, sum(asked) as asked, sum(done) as done, sum(rated) as rated,
                   sum(good) as good, sum(theme) as themes, sum(led) as led, array_agg(distinct actor) as actors
              from told
             group by school, xapi.local_day(happened)""".formatted(
                                    Verbs.is(Verbs.REGISTERED),
                                    Verbs.is(Verbs.COMPLETED),
                                    Verbs.is(Verbs.ANSWERED),
                                    Verbs.is(Verbs.CREATE))),
            """
            placed as (
              select place.cell, heard.*
                from heard
                left join place on place.school = heard.school
                               and xapi.begins(day) >= place.since and xapi.begins(day) < place.until
            ), who as (
              select cell, count(distinct actor) as people from placed cross join unnest(actors) as actor group by cell
            ), figure as (
              select placed.cell, coalesce(sum(done), 0) as numerator, sum(asked) as denominator,
                     sum(done)::numeric / sum(asked) as value, coalesce(min(people), 0) as people,
                     sum(good)::numeric / sum(rated) as favourable, sum(rated) as answers,
                     sum(led)::numeric / sum(themes) as changed, sum(themes) as themes
                from placed left join who on coalesce(who.cell, '') = coalesce(placed.cell, '')
               group by placed.cell
            )""");

    private I6Feedback() {}
}
