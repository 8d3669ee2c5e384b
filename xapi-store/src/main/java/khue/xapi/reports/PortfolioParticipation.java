/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import khue.xapi.postgres.Database;
import khue.xapi.reports.ClassFigure.Denominator;

/** Indicator F1: how many of the enrolled pupils have at least one accepted work. */
@ApplicationScoped
class PortfolioParticipation {

    static final String ID = "F1";

    private static final String SQL = """
            with parameter as (
              select ?::timestamptz as period_start, ?::timestamptz as period_end
            ), accepted as (
              select class.iri as class, count(distinct event.subject) as pupils
                from parameter, xapi.project_event event join xapi.class on class.id = event.class
               where event.verb in (select xapi.verb_numbers('http://activitystrea.ms/approve'))
                 and event.happened >= period_start and event.happened < period_end
                 and event.subject is not null
                 and not exists (select from xapi.voided where key = event.key)
                 and not exists (
                   select from xapi.project_event later
                    where later.subject = event.subject and later.project = event.project
                      and later.happened > event.happened and later.happened < period_end
                      and later.verb in (select xapi.verb_numbers('http://activitystrea.ms/return'))
                      and not exists (select from xapi.voided where key = later.key))
               group by class.iri
            ), enrolled as (
              select distinct on (class) class, label, school, learners, source, as_of
                from parameter, xapi.enrolment
               order by class, as_of >= period_end, case when as_of < period_end then as_of end desc, as_of
            )
            select class, coalesce(pupils, 0) as pupils, label, school, learners, source, as_of
              from enrolled full join accepted using (class)
             order by class""";

    static final Indicator DEFINITION = new Indicator(
            ID,
            1,
            new Text("Tham gia hồ sơ dự án học tập", "Participation in project portfolios"),
            new Text(
                    "Số học sinh có ít nhất một sản phẩm được chấp nhận trong kỳ, chia cho số học sinh của lớp. Sản phẩm"
                            + " được chấp nhận là câu xAPI không bị huỷ có động từ approve về một dự án học tập, và sau đó đến"
                            + " hết kỳ sản phẩm không bị trả lại. Học sinh của hai lớp được tính ở mỗi lớp. Sĩ số là số gần nhất đã báo trước khi kết thúc kỳ, hoặc"
                            + " số đầu tiên nếu chỉ báo sau đó; lớp chưa báo sĩ số không được tính vào tổng.",
                    "Pupils with at least one work accepted in the period, divided by the pupils enrolled in the class."
                            + " An accepted work is a statement, not voided, with the verb approve about a learning"
                            + " project that was not returned afterwards, up to the end of the period. A pupil of two classes counts in each. Enrolment is the last one reported before"
                            + " the period ends, or the first one if all were reported later; a class without any is not"
                            + " part of the total."),
            SQL,
            List.of(
                    new Indicator.Parameter(
                            "from", true, new Text("ngày đầu, yyyy-mm-dd", "the first day, yyyy-mm-dd")),
                    new Indicator.Parameter(
                            "until", true, new Text("ngày cuối, yyyy-mm-dd", "the last day, yyyy-mm-dd")),
                    new Indicator.Parameter(
                            "by",
                            false,
                            new Text("class (mặc định), school, none", "class (the default), school, none"))));

    private final Database database;

    /** For the container's proxy. */
    protected PortfolioParticipation() {
        this(null);
    }

    @Inject
    PortfolioParticipation(Database database) {
        this.database = database;
    }

    /** A figure for each class that has an enrolment or an accepted work. */
    List<ClassFigure> compute(Period period) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SQL)) {
                select.setObject(1, period.start().atOffset(ZoneOffset.UTC));
                select.setObject(2, period.end().atOffset(ZoneOffset.UTC));
                List<ClassFigure> figures = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        figures.add(new ClassFigure(row.getString("class"), row.getInt("pupils"), denominator(row)));
                    }
                }
                return figures;
            }
        });
    }

    private static Optional<Denominator> denominator(ResultSet row) throws SQLException {
        if (row.getString("source") == null) {
            return Optional.empty();
        }
        return Optional.of(new Denominator(
                row.getInt("learners"),
                row.getString("label"),
                Optional.ofNullable(row.getString("school")),
                row.getString("source"),
                row.getObject("as_of", OffsetDateTime.class).toInstant()));
    }
}
