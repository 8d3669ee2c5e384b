/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

/** Common table expressions that several definitions begin with, and the words for them. */
final class Parts {

    /**
     * {@code enrolled}: of each class and each cell that it was in, how many learners it had: the last number told before it
     * left the cell or the period ended, or the first one if all were told later.
     */
    static final String ENROLLED = """
            enrolled as (
              select distinct on (class.id, place.cell)
                     class.id as class, place.cell, enrolment.learners, enrolment.source, enrolment.as_of
                from xapi.enrolment
                join xapi.class on class.iri = enrolment.class
                left join place on place.class = class.id and place.since < :until and place.until > :from
               cross join lateral (select least(:until, place.until) as moment) as known
               order by class.id, place.cell, as_of >= moment, case when as_of < moment then as_of end desc, as_of
            )""";

    static final String ENROLLED_VI =
            " Sĩ số là số gần nhất đã báo trước khi kết thúc kỳ, hoặc số đầu tiên nếu chỉ báo sau đó; lớp chưa báo sĩ số"
                    + " không được tính vào tổng. Học sinh của hai lớp được tính ở mỗi lớp.";
    static final String ENROLLED_EN =
            " Enrolment is the last one reported before the period ends, or the first one if all were reported later; a"
                    + " class without any is not part of the total. A pupil of two classes counts in each.";

    /**
     * {@code accepted}: works that were accepted in the period and not returned afterwards, up to its end.
     */
    static final String ACCEPTED = """
            accepted as (
              select distinct work.pupil, work.project, work.class, place.cell
                from xapi.work
                left join place on place.class = work.class
                               and work.happened >= place.since and work.happened < place.until
               where work.verb %s
                 and work.happened >= :from and work.happened < :until
                 and work.piece = 'project' and work.pupil is not null and work.class is not null
                 and not exists (
                   select from xapi.work later
                    where later.verb %s
                      and later.happened > work.happened and later.happened < :until
                      and later.piece = 'project' and later.pupil = work.pupil and later.project = work.project)
            )""".formatted(Verbs.is(Verbs.APPROVE), Verbs.is(Verbs.RETURN));

    static final String ACCEPTED_VI =
            " Sản phẩm được chấp nhận là câu xAPI không bị huỷ có động từ approve về một dự án học tập, và sau đó đến hết kỳ"
                    + " sản phẩm không bị trả lại.";
    static final String ACCEPTED_EN =
            " An accepted work is a statement, not voided, with the verb approve about a learning project that was not"
                    + " returned afterwards, up to the end of the period.";

    /**
     * {@code credited}: attendance, and what a pupil logged and somebody else approved, in the period.
     */
    static final String CREDITED = """
            credited as (
              select part.key, part.happened, part.pupil, part.class, part.seconds, part.strand, part.form, place.cell
                from xapi.participation part
                left join place on place.class = part.class
                               and part.happened >= place.since and part.happened < place.until
               where part.verb %s
                 and part.happened >= :from and part.happened < :until
                 and part.pupil is not null and part.class is not null
                 and (part.piece = 'event' and part.verb %s
                      or part.piece = 'performance' and part.verb %s
                         and exists (
                           select from xapi.participation approval
                            where approval.verb %s
                              and approval.happened >= part.happened and approval.happened < :until
                              and approval.event = part.event and approval.pupil = part.pupil
                              and approval.actor is distinct from part.pupil))
            )""".formatted(
                    Verbs.is(Verbs.ATTENDED, Verbs.PERFORMED_OFFLINE),
                    Verbs.is(Verbs.ATTENDED),
                    Verbs.is(Verbs.PERFORMED_OFFLINE),
                    Verbs.is(Verbs.APPROVE));

    static final String CREDITED_VI =
            " Tính các lần dự hoạt động (attended) và các việc học sinh tự ghi (performed-offline) đã được người khác chấp"
                    + " nhận trước khi hết kỳ, không bị huỷ.";
    static final String CREDITED_EN =
            " Counted are activities attended, and what a pupil logged (performed-offline) and somebody else approved"
                    + " before the period ended, none of them voided.";

    private Parts() {}
}
