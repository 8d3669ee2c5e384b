/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** From a training day to what teachers then did with pupils: the chain of evidence. */
final class T3Transfer {

    static final Indicator DEFINITION = new Indicator(
            "T3",
            1,
            new Text("Vận dụng sau bồi dưỡng", "Transfer into the classroom"),
            new Text(
                    "Số giáo viên, trong vòng 60 ngày sau khi đạt yêu cầu một khoá (satisfied), có ít nhất một hoạt động do"
                            + " mình đề xuất được chấp nhận, hoặc ít nhất ba lần đánh giá sản phẩm; chia cho số giáo viên đạt"
                            + " yêu cầu trong kỳ và đã qua đủ 60 ngày khi hết kỳ. Mỗi giáo viên tính một lần, từ lần đạt đầu"
                            + " tiên trong kỳ.",
                    "Teachers who, within 60 days after they satisfied a course, had at least one activity of theirs"
                            + " approved or evaluated works at least three times; divided by the teachers who satisfied a"
                            + " course in the period at least 60 days before its end. A teacher counts once, from the first"
                            + " time in the period."),
            Unit.SHARE,
            Grain.SCHOOL,
            Parts.TRANSFER,
            """
            figure as (
              select place.cell, count(*) filter (where applied) as numerator, count(*) as denominator,
                     count(*) filter (where applied)::numeric / count(*) as value, count(*) as people
                from trained
                left join place on place.school = trained.school
                               and trained.happened >= place.since and trained.happened < place.until
               group by place.cell
            )""");

    private T3Transfer() {}
}
