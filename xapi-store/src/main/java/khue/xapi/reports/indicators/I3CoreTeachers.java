/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Indicator.Unit;

/** How many of the core teachers, and of all teachers, have been trained. */
final class I3CoreTeachers {

    static final Indicator DEFINITION = new Indicator(
            "I3",
            1,
            new Text("Giáo viên cốt cán được bồi dưỡng", "Core teachers trained"),
            new Text(
                    "Số giáo viên đạt yêu cầu (satisfied) một khoá của nhóm giáo viên cốt cán trong kỳ, chia cho số giáo viên"
                            + " cốt cán; và chia cho số mọi giáo viên (of_all). Cả hai so với chỉ tiêu 5 %. Mỗi người tính một"
                            + " lần, ở trường của lần đạt đầu tiên trong kỳ." + Parts.KNOWN_VI,
                    "Teachers who satisfied a course for core teachers in the period, divided by the core teachers, and"
                            + " divided by all teachers (of_all). Both against the target of 5 %. Each counts once, at the"
                            + " school of the first time in the period." + Parts.KNOWN_EN),
            Unit.SHARE,
            Grain.SCHOOL,
            Parts.known("core", "core-teachers") + ",\n" + Parts.known("everybody", "teachers") + ",\n"
                    + """
                    trained as (
                      select distinct on (person) person, school, happened
                        from xapi.training
                       where verb %s
                         and happened >= :from and happened < :until
                         and piece = 'course' and cohort = 'core-teachers' and person is not null
                       order by person, happened, key
                    ), counted as (
                      select place.cell, count(*) as teachers
                        from trained
                        left join place on place.school = trained.school
                                       and trained.happened >= place.since and trained.happened < place.until
                       group by place.cell
                    ), cells as (
                      select cell from counted union select cell from core union select cell from everybody
                    ), figure as (
                      select cells.cell, coalesce(teachers, 0) as numerator, core.n as denominator,
                             coalesce(teachers, 0) / nullif(core.n, 0)::numeric as value,
                             coalesce(everybody.n, core.n, teachers) as people,
                             coalesce(teachers, 0) / nullif(everybody.n, 0)::numeric as of_all,
                             (select target from xapi.target where code = 'core-teachers' order by version desc limit 1) as target,
                             core.source, core.as_of
                        from cells
                        left join counted on counted.cell is not distinct from cells.cell
                        left join core on core.cell is not distinct from cells.cell
                        left join everybody on everybody.cell is not distinct from cells.cell
                    )""".formatted(Verbs.is(Verbs.SATISFIED)));

    private I3CoreTeachers() {}
}
