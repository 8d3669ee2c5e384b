/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many of the works that were handed in were handed in again. */
final class F3Revision {

    static final Indicator DEFINITION = new Indicator(
            "F3",
            1,
            new Text("Chỉnh sửa sản phẩm", "Revision"),
            new Text(
                    "Số sản phẩm nộp trong kỳ có lần nộp thứ hai trở lên, chia cho số sản phẩm nộp trong kỳ. Sản phẩm là một"
                            + " học sinh trong một dự án; lần nộp là số ghi trong câu xAPI (attempt), không ghi thì là 1. Học"
                            + " sinh của hai lớp được tính ở mỗi lớp.",
                    "Works handed in during the period with a second or later attempt, divided by the works handed in during"
                            + " the period. A work is a pupil in a project; the attempt is the number in the statement, 1"
                            + " where it has none. A pupil of two classes counts in each."),
            Unit.SHARE,
            Grain.CLASS,
            new Contribution(
                    "revisions", List.of("numerator", "denominator", "people"), """
            with handed_in as (
              select work.class, work.pupil, work.project, place.cell, max(coalesce(work.attempt, 1)) as attempts
                from xapi.work
                left join place on place.class = work.class
                               and work.happened >= place.since and work.happened < place.until
               where work.verb %s
                 and work.happened >= :from and work.happened < :until
                 and work.piece = 'project' and work.pupil is not null and work.class is not null
                 and xapi.among(work.class, :classes)
               group by work.class, work.pupil, work.project, place.cell
            )
            select class, cell, count(*) filter (where attempts >= 2) as numerator, count(*) as denominator,
                   count(distinct pupil) as people
              from handed_in
             group by class, cell""".formatted(Verbs.is(Verbs.SUBMIT))),
            """
            figure as (
              select cell, sum(numerator) as numerator, sum(denominator) as denominator,
                     sum(numerator) / sum(denominator) as value, sum(people) as people
                from contribution
               group by cell
            )""");

    private F3Revision() {}
}
