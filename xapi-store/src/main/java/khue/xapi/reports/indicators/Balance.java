/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** A2 and A3: how evenly activities are spread, as the entropy of their parts against that of four equal ones. */
final class Balance {

    static final Indicator STRANDS = of(
            "A2",
            "strand",
            new Text("Cân bằng mạch nội dung", "Balance of strands"),
            new Text("mạch nội dung (strand)", "strands"));

    static final Indicator FORMS = of(
            "A3",
            "form",
            new Text("Cân bằng hình thức học", "Balance of learning forms"),
            new Text("hình thức học (learning-form)", "learning forms"));

    private Balance() {}

    private static Indicator of(String id, String column, Text title, Text kinds) {
        return new Indicator(
                id,
                2,
                title,
                new Text(
                        "−Σ p ln p ÷ ln 4, với p là phần của từng " + kinds.vi()
                                + " trong các lượt tham gia của kỳ có ghi điều đó: 1 là đều cả bốn, 0 là chỉ có một."
                                + Parts.CREDITED_VI + " Học sinh của hai lớp được tính ở mỗi lớp.",
                        "−Σ p ln p ÷ ln 4, where p is the part of each of the " + kinds.en()
                                + " in the participations of the period that name one: 1 is all four alike, 0 is one alone."
                                + Parts.CREDITED_EN + " A pupil of two classes counts in each."),
                Unit.BALANCE,
                Grain.CLASS,
                new Contribution(
                        column + "s",
                        List.of("kind", "numerator", "people"),
                        "with " + Parts.CREDITED + ",\n" + Parts.SEEN + ",\n" + Parts.LOGGED_ON + ",\n"
                                + Parts.anywhere("class") + ",\n" + """
                        named as (
                          select class, pupil, stretch, %1$s_days as days from seen where %1$s_days <> 0
                          union all
                          select class, pupil, stretch, %1$s_days from logged_on where %1$s_days <> 0
                        )
                        select class, cell, %1$s as kind, sum(times) as numerator, null::bigint as people
                          from credited where %1$s is not null
                         group by class, cell, %1$s
                        union all
                        select class, anywhere.cell, null, null, count(distinct pupil)
                          from named left join anywhere using (class)
                         where %2$s
                         group by class, anywhere.cell""".formatted(column, Parts.THERE)),
                """
                part as (
                  select cell, sum(numerator) as times, sum(numerator) / sum(sum(numerator)) over (partition by cell) as p
                    from contribution where kind is not null
                   group by cell, kind
                ), pupils as (
                  select cell, sum(people) as people from contribution where kind is null group by cell
                ), figure as (
                  select part.cell, null::bigint as numerator, sum(times) as denominator,
                         -sum(p * ln(p)) / ln(4::numeric) as value, min(people) as people, count(*) as kinds
                    from part join pupils on coalesce(pupils.cell, '') = coalesce(part.cell, '')
                   group by part.cell
                )""");
    }
}
