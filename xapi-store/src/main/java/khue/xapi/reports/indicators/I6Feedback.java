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
            """
            invited as (
              select distinct on (actor, activity) actor, activity, school, happened
                from xapi.feedback
               where verb %1$s
                 and happened >= :from and happened < :until and piece = 'survey' and actor is not null
               order by actor, activity, happened, key
            ), finished as (
              select distinct actor, activity from xapi.feedback where verb %2$s and happened < :until and piece = 'survey'
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
              select school, happened, null, null, null, null, null, 1,
                     exists (select from xapi.feedback change
                              where change.verb %4$s
                                and change.piece = 'change' and change.about = theme.activity
                                and change.happened < :until)::integer
                from xapi.feedback theme
               where verb %4$s
                 and happened >= :from and happened < :until and piece = 'theme'
            ), figure as (
              select place.cell, coalesce(sum(done), 0) as numerator, sum(asked) as denominator,
                     sum(done)::numeric / sum(asked) as value, count(distinct actor) as people,
                     avg(good) as favourable, sum(rated) as answers, avg(led) as changed, sum(theme) as themes
                from told
                left join place on place.school = told.school
                               and told.happened >= place.since and told.happened < place.until
               group by place.cell
            )""".formatted(
                            Verbs.is(Verbs.REGISTERED),
                            Verbs.is(Verbs.COMPLETED),
                            Verbs.is(Verbs.ANSWERED),
                            Verbs.is(Verbs.CREATE)));

    private I6Feedback() {}
}
