/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** For how many criteria of the professional standards teachers have evidence. */
final class T5Criteria {

    static final Indicator DEFINITION = new Indicator(
            "T5",
            1,
            new Text("Tiêu chí nghề nghiệp có minh chứng", "Criteria with evidence"),
            new Text(
                    "Số tiêu chí chuẩn nghề nghiệp có ít nhất một minh chứng được người khác xác nhận (approve) trong kỳ, chia"
                            + " cho 15 tiêu chí, trung bình trên các giáo viên có minh chứng như vậy. Tính ở trường mà câu xAPI"
                            + " nêu.",
                    "Criteria of the professional standards with at least one piece of evidence that somebody else verified"
                            + " (approve) in the period, divided by 15 criteria: the mean over the teachers with such evidence."
                            + " At the school that the statement names."),
            Unit.SHARE,
            Grain.SCHOOL,
            """
            verified as (
              select distinct training.about as teacher, training.course as criterion, place.cell
                from xapi.training
                left join place on place.school = training.school
                               and training.happened >= place.since and training.happened < place.until
               where training.verb %s
                 and training.happened >= :from and training.happened < :until
                 and training.piece = 'evidence' and training.about is not null and training.course is not null
                 and training.person is distinct from training.about
            ), figure as (
              select cell, count(*) as numerator, 15 * count(distinct teacher) as denominator,
                     count(*) / (15.0 * count(distinct teacher)) as value, count(distinct teacher) as people
                from verified
               group by cell
            )""".formatted(Verbs.is(Verbs.APPROVE)));

    private T5Criteria() {}
}
