/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.Optional;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** Q1, Q2, Q3 and Q4: whether what arrives can be trusted. They tell of systems, not of people. */
final class Sources {

    private static final String RECEIVED = """
            received as (
              select source.name, hour, statements, outside, last_key
                from xapi.source_hour
                join xapi.source on source.id = source_hour.source
               where source_hour.generation = (select generation from xapi.facts)
            ),
            """;

    static final Indicator FRESHNESS = of(
            "Q1",
            new Text("Độ mới của nguồn", "Freshness of sources"),
            new Text(
                    "Số giờ từ câu xAPI cuối cùng mà nguồn đã gửi trước khi hết kỳ đến khi hết kỳ, hoặc đến lúc số liệu được cập"
                            + " nhật nếu kỳ chưa hết. Nhiều nguồn thì lấy nguồn im lặng lâu nhất.",
                    "The hours from the last statement that the source sent before the period ended until its end, or until the"
                            + " figures were brought up to date while it lasts. Of several sources the one that has been silent"
                            + " for longest."),
            Unit.HOURS,
            RECEIVED + """
                    last as (
                      select name, max(last_key) / 1024 / 1000000.0 as at, sum(statements) as statements
                        from received where hour < :until
                       group by name
                    ), moment as (
                      select least(extract(epoch from :until::timestamptz), through / 1024 / 1000000.0) as at from xapi.facts
                    ), figure as (
                      select case when :own then name end as cell, null::numeric as numerator, null::numeric as denominator,
                             max(greatest(moment.at - last.at, 0) / 3600) as value, sum(statements) as people
                        from last cross join moment
                       group by 1
                    )""");

    static final Indicator VOLUME = of(
            "Q2",
            new Text("Số câu xAPI so với dự kiến", "Statements against what was expected"),
            new Text(
                    "Số câu xAPI nhận từ nguồn trong kỳ, chia cho số dự kiến: trung bình một giờ của 28 ngày trước kỳ nhân số"
                            + " giờ của kỳ. Tính cả câu đã bị huỷ.",
                    "Statements received from the source in the period, divided by what was expected: the hourly mean of the 28"
                            + " days before, times the hours of the period. Voided ones count as well."),
            Unit.RATE,
            RECEIVED + """
                    counted as (
                      select name, coalesce(sum(statements) filter (where hour >= :from), 0) as arrived,
                             coalesce(sum(statements) filter (where hour < :from), 0) / (28 * 24.0)
                               * extract(epoch from :until::timestamptz - :from::timestamptz) / 3600 as expected
                        from received
                       where hour < :until and hour >= :from::timestamptz - interval '672 hours'
                       group by name
                    ), figure as (
                      select case when :own then name end as cell, sum(arrived) as numerator, sum(expected) as denominator,
                             sum(arrived) / nullif(sum(expected), 0) as value, sum(arrived) as people
                        from counted
                       group by 1
                    )""");

    static final Indicator UNMAPPED = of(
            "Q3",
            new Text("Người chưa được nhận ra", "Actors that nobody knows"),
            new Text(
                    "Số người mà nguồn gọi bằng tên khác với bí danh của ta trong kỳ và chưa có trong bảng tên khác, chia cho số"
                            + " người mà nguồn gọi bằng tên khác trong kỳ.",
                    "Actors whom the source called otherwise than by our pseudonyms in the period and who are not in the table"
                            + " of other names, divided by the actors whom it called otherwise in the period."),
            Unit.SHARE,
            """
            stranger as (
              select distinct source.name, source_actor.actor, alias.alias is null as unmapped
                from xapi.source_actor
                join xapi.source on source.id = source_actor.source
                left join xapi.actor_alias alias on alias.alias = source_actor.actor
               where source_actor.generation = (select generation from xapi.facts)
                 and source_actor.hour >= :from and source_actor.hour < :until
            ), figure as (
              select case when :own then name end as cell, count(*) filter (where unmapped) as numerator,
                     count(*) as denominator, count(*) filter (where unmapped)::numeric / count(*) as value, count(*) as people
                from stranger
               group by 1
            )""");

    static final Indicator OUTSIDE = of(
            "Q4",
            new Text("Câu xAPI ngoài hồ sơ", "Statements outside the profile"),
            new Text(
                    "Số câu xAPI nhận trong kỳ không theo hồ sơ xAPI của ta hay của cmi5 (category), chia cho số câu nhận trong"
                            + " kỳ. Câu huỷ không cần hồ sơ; câu bị huỷ cũng được tính.",
                    "Statements received in the period that follow neither our xAPI Profile nor that of cmi5 (category), divided"
                            + " by the statements received in the period. A voiding statement needs none; voided ones count as"
                            + " well."),
            Unit.SHARE,
            RECEIVED + """
                    figure as (
                      select case when :own then name end as cell, sum(outside) as numerator, sum(statements) as denominator,
                             sum(outside)::numeric / sum(statements) as value, sum(statements) as people
                        from received
                       where hour >= :from and hour < :until
                       group by 1
                    )""");

    private Sources() {}

    private static Indicator of(String id, Text title, Text formula, Unit unit, String sql) {
        return new Indicator(id, 1, title, formula, unit, Grain.NOWHERE, Optional.of(Breakdown.SOURCE), sql);
    }
}
