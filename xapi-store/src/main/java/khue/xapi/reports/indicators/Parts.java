/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import khue.xapi.reports.reference.Enrolments;

/** Common table expressions that several definitions begin with, and the words for them. */
final class Parts {

    /** When the period ends, or today where it is not over. */
    private static final String END = "least(:until, xapi.begins(:today::date + 1))";

    /**
     * {@code enrolled}: of each class and each cell that it was in, how many learners it had: the number that counts when it
     * left the cell or the period ended.
     */
    static final String ENROLLED =
            """
            stay as (
              select class.id as class, class.iri, place.cell, max(least(%1$s, place.until)) as moment
                from xapi.class
                left join place on place.class = class.id and place.since < :until and place.until > :from
               group by class.id, place.cell
            ), enrolled as (
              select distinct on (stay.class, cell) stay.class, cell, learners, source, as_of
                from stay
                join xapi.enrolment on enrolment.class = stay.iri
               where %2$s
               order by stay.class, cell, %3$s
            )""".formatted(END, Enrolments.OF_THE_YEAR.indent(5).strip(), Enrolments.LAST_FIRST);

    /** The programme's first school year: older class lists are refused. */
    private static final int FIRST_YEAR_OF_LISTS = 2022;

    /** SQL: the year in whose September the school year of a moment began. */
    private static String schoolYearOf(String moment) {
        return "extract(year from (%s) at time zone 'Asia/Ho_Chi_Minh' - interval '8 months')::integer"
                .formatted(moment);
    }

    /**
     * {@code enrolled}: the same for each school year that the period has days of, as far as it is not yet to come: the number
     * that counts when the class left the cell, or the school year or the period ended.
     */
    static final String ENROLLED_BY_YEAR = """
            school_year as (
              select year, xapi.begins(make_date(year, 9, 1)) as since, xapi.begins(make_date(year + 1, 9, 1)) as until
                from (select greatest(%2$s, %6$d) as last, greatest(%3$s, %6$d) as first) as named
               cross join lateral generate_series(least(first, last), last) as year
            ), stay as (
              select class.id as class, class.iri, place.cell, year, max(least(%1$s, place.until, school_year.until)) as moment
                from xapi.class
               cross join school_year
                left join place
                  on place.class = class.id
                 and place.since < least(:until, school_year.until) and place.until > greatest(:from, school_year.since)
               group by class.id, place.cell, year
            ), enrolled as (
              select distinct on (stay.class, cell, year) stay.class, cell, year, learners, source, as_of
                from stay
                join xapi.enrolment on enrolment.class = stay.iri
               where %4$s
               order by stay.class, cell, year, %5$s
            )""".formatted(
                    END,
                    schoolYearOf(END + " - interval '1 second'"),
                    schoolYearOf(":from::timestamptz"),
                    Enrolments.OF_THE_YEAR.indent(5).strip(),
                    Enrolments.LAST_FIRST,
                    FIRST_YEAR_OF_LISTS);

    static final String ENROLLED_BY_YEAR_VI =
            " Kỳ có ngày của nhiều năm học (từ 1/9) thì tính riêng từng lớp trong từng năm học rồi cộng lại, để lớp dùng lại"
                    + " nhiều năm không bị tính quá sĩ số. Sĩ số là số gần nhất đã báo trước khi hết năm học hoặc hết kỳ, hoặc"
                    + " số đầu tiên nếu chỉ báo sau đó, trong chính năm học ấy; báo trong tháng 8 thì thuộc năm học tới. Lớp"
                    + " không có danh sách của năm học nào thì không được tính trong năm học đó. Học sinh của hai lớp được tính"
                    + " ở mỗi lớp, của hai năm học thì ở mỗi năm.";
    static final String ENROLLED_BY_YEAR_EN =
            " A period with days of several school years (from 1 September) is counted class by class and school year by"
                    + " school year, and added up, so that a class that is used again has no more pupils than it enrols."
                    + " Enrolment is the last one reported before the school year or the period ends, or the first one if all"
                    + " were reported later, of that school year; one of August is of the next. In a school year of which it has"
                    + " no list, a class is not part of the total. A pupil of two classes counts in each, and one of two school"
                    + " years in each of them.";

    /** {@code listed}: of each class how many learners it had when the period ended. */
    static final String LISTED =
            """
            listed as (
              select distinct on (class.id) class.id as class, learners
                from xapi.enrolment
                join xapi.class on class.iri = enrolment.class
               cross join (select %1$s as moment) as known
               where %2$s
               order by class.id, %3$s
            )""".formatted(END, Enrolments.OF_THE_YEAR.indent(5).strip(), Enrolments.LAST_FIRST);

    static final String ENROLLED_VI =
            " Sĩ số là số gần nhất đã báo trước khi kết thúc kỳ, hoặc số đầu tiên nếu chỉ báo sau đó, trong năm học (từ 1/9) có"
                    + " ngày cuối kỳ, hoặc có hôm nay nếu kỳ chưa hết. Mỗi danh sách lớp chỉ thuộc năm học mà nó được báo; báo"
                    + " trong tháng 8 thì thuộc năm học tới. Lớp không có danh sách của năm học ấy không được tính vào tổng. Học"
                    + " sinh của hai lớp được tính ở mỗi lớp.";
    static final String ENROLLED_EN =
            " Enrolment is the last one reported before the period ends, or the first one if all were reported later, of the"
                    + " school year (from 1 September) that has the last day of the period, or today if it is not over. A class"
                    + " list is of the school year in which it was reported, and one of August of the next. A class without a"
                    + " list of that school year is not part of the total. A pupil of two classes counts in each.";

    /**
     * {@code accepted_when}: acceptances in the period after which the work was not returned in the same class, up to its end.
     * What was returned is looked up once, however few classes there are: PostgreSQL would do it for each acceptance.
     */
    static final String ACCEPTED_WHEN = """
            returned as materialized (
              select work.pupil, work.project, work.class, work.happened
                from xapi.work
               where work.verb %2$s and work.happened >= :from and work.happened < :until
                 and work.piece = 'project' and work.pupil is not null and xapi.among(work.class, :classes)
            ), accepted_when as (
              select work.pupil, work.project, work.class, work.happened
                from xapi.work
               where work.verb %1$s
                 and work.happened >= :from and work.happened < :until
                 and work.piece = 'project' and work.pupil is not null and work.class is not null
                 and xapi.among(work.class, :classes)
                 and not exists (
                   select from returned later
                    where later.happened > work.happened
                      and later.pupil = work.pupil and later.project = work.project and later.class = work.class)
            )""".formatted(Verbs.is(Verbs.APPROVE), Verbs.is(Verbs.RETURN));

    /** {@code accepted}: works that were accepted in the period and not returned afterwards in that class, up to its end. */
    static final String ACCEPTED = ACCEPTED_WHEN + ",\n" + """
            accepted as (
              select distinct work.pupil, work.project, work.class, place.cell
                from accepted_when work
                left join place on place.class = work.class
                               and work.happened >= place.since and work.happened < place.until
            )""";

    /** How many pupils of a class have works that were accepted, in each school year, by the year of its September. */
    static final Contribution PUPILS_WITH_WORKS = new Contribution(
            "pupils-with-works",
            List.of("kind", "people"),
            "with " + ACCEPTED_WHEN + "\n" + """
            select work.class, place.cell, %s::text as kind, count(distinct work.pupil) as people
              from accepted_when work
              left join place on place.class = work.class
                             and work.happened >= place.since and work.happened < place.until
             group by work.class, place.cell, 3""".formatted(schoolYearOf("work.happened")));

    static final String ACCEPTED_VI =
            " Sản phẩm được chấp nhận là câu xAPI không bị huỷ có động từ approve về một dự án học tập, và sau đó đến hết kỳ"
                    + " sản phẩm không bị trả lại ở lớp đó.";
    static final String ACCEPTED_EN =
            " An accepted work is a statement, not voided, with the verb approve about a learning project that was not"
                    + " returned afterwards in that class, up to the end of the period.";

    /** {@code period}: its first day and the day after it. */
    static final String PERIOD = """
            period as (
              select xapi.local_day(:from) as first, xapi.local_day(:until) as beyond
            )""";

    /** {@code logged}: what a pupil logged in the period and somebody else approved in the same class; looked up in the same way. */
    static final String LOGGED = """
            approved as materialized (
              select approval.class, approval.pupil, approval.actor, approval.event, approval.happened
                from xapi.participation approval
               where approval.verb %2$s and approval.happened >= :from and approval.happened < :until
                 and approval.pupil is not null and xapi.among(approval.class, :classes)
            ), logged as materialized (
              select part.class, part.pupil, part.happened, part.seconds, part.strand, part.form
                from xapi.participation part
               where part.verb %1$s
                 and part.happened >= :from and part.happened < :until
                 and part.piece = 'performance' and part.pupil is not null and part.class is not null
                 and xapi.among(part.class, :classes)
                 and exists (
                   select from approved approval
                    where approval.happened >= part.happened
                      and approval.event = part.event and approval.pupil = part.pupil and approval.class = part.class
                      and approval.actor is distinct from part.pupil)
            )""".formatted(Verbs.is(Verbs.PERFORMED_OFFLINE), Verbs.is(Verbs.APPROVE));

    /** {@code done}: how often pupils of a class attended something on a day, and what they logged. */
    static final String DONE = PERIOD + ",\n" + LOGGED + ",\n" + """
            done as (
              select class, xapi.begins(day) as happened, seconds, strand, form, times
                from xapi.event_days cross join period
               where verb %s and day >= first and day < beyond and xapi.among(class, :classes)
              union all
              select class, happened, seconds, strand, form, 1 from logged
            )""".formatted(Verbs.is(Verbs.ATTENDED));

    /** {@code credited}: the same with the cell of its class. */
    static final String CREDITED = DONE + ",\n" + """
            credited as (
              select done.*, place.cell
                from done
                left join place on place.class = done.class
                               and done.happened >= place.since and done.happened < place.until
            )""";

    /** {@code seen}: on which days of the period pupils attended something, and on which of these a strand or form was named. */
    static final String SEEN = """
            seen as (
              select class, person as pupil, stretch, days & within as days, strand_days & within as strand_days,
                     form_days & within as form_days
                from xapi.days_of_people
               cross join period
               cross join lateral (select xapi.days_within(stretch, first, beyond) as within) as part_of_stretch
               where part = 'event' and verb %s and days & within <> 0 and xapi.among(class, :classes)
            )""".formatted(Verbs.is(Verbs.ATTENDED));

    /** {@code logged_on}: the same of what they logged. */
    static final String LOGGED_ON = """
            logged_on as (
              select class, pupil, xapi.stretch(day) as stretch, xapi.day_bit(day) as days,
                     case when strand is null then 0 else xapi.day_bit(day) end as strand_days,
                     case when form is null then 0 else xapi.day_bit(day) end as form_days
                from logged cross join lateral (select xapi.local_day(happened) as day) as local
            )""";

    /**
     * {@code anywhere}: the table {@code place} by days, together with the days on which a class or school that has places
     * is in none. Who has no place at all is not in it.
     *
     * @param unit class or school
     */
    static String anywhere(String unit) {
        return """
                anywhere as (
                  select %1$s, cell, xapi.local_day(since) as since, xapi.local_day(until) as until from place
                  union all
                  select %1$s, null, '-infinity', xapi.local_day(min(since))
                    from place group by %1$s having min(since) > '-infinity'
                  union all
                  select %1$s, null, xapi.local_day(until), xapi.local_day(next)
                    from (select %1$s, until, lead(since, 1, 'infinity') over (partition by %1$s order by since) as next
                            from place) as gap
                   where next > until
                )""".formatted(unit);
    }

    /** Whether days of a row are among those of {@code anywhere}, which is joined on the left. */
    static final String THERE =
            "(anywhere.since is null or days & xapi.days_within(stretch, anywhere.since, anywhere.until) <> 0)";

    static final String CREDITED_VI =
            " Tính các lần dự hoạt động (attended) và các việc học sinh tự ghi (performed-offline) đã được người khác chấp"
                    + " nhận ở lớp đó trước khi hết kỳ, không bị huỷ.";
    static final String CREDITED_EN =
            " Counted are activities attended, and what a pupil logged (performed-offline) and somebody else approved in"
                    + " that class before the period ended, none of them voided.";

    /** {@code schooling}: of each class, which level its school was when. */
    static final String SCHOOLING = """
            schooling as (
              select home.class, coalesce(home.level, past.level) as level,
                     coalesce(past.valid_from::timestamp at time zone 'Asia/Ho_Chi_Minh', '-infinity') as since,
                     coalesce(past.valid_until::timestamp at time zone 'Asia/Ho_Chi_Minh', 'infinity') as until
                from xapi.class_school home left join xapi.school_history past on past.school = home.school
            )""";

    /** Who did in a class what makes a school active: pupils, and grown-ups who answered them. */
    static final Contribution DEEDS = new Contribution("deeds", List.of("kind", "members"), """
            with %1$s,
            %2$s,
            deed as (
              select class, 'pupil' as kind, pupil as person, stretch, days from seen
              union all
              select class, 'pupil', pupil, stretch, days from logged_on
              union all
              select class, 'pupil', person, stretch, days & xapi.days_within(stretch, first, beyond)
                from xapi.days_of_people cross join period
               where part = 'work' and verb %3$s and xapi.among(class, :classes)
              union all
              select class, 'grown-up', person, stretch, days & xapi.days_within(stretch, first, beyond)
                from xapi.days_of_people cross join period
               where part = 'teacher' and verb %4$s and xapi.among(class, :classes)
              union all
              select class, case part when 'recorded' then 'pupil' else 'grown-up' end, person, stretch,
                     days & xapi.days_within(stretch, first, beyond)
                       & xapi.days_within(stretch, xapi.local_day(since), xapi.local_day(until))
                from xapi.days_of_people
               cross join period
                join schooling using (class)
               where (part = 'recorded' and verb %5$s or part = 'family' and verb %6$s) and schooling.level = 'preschool'
                 and xapi.among(class, :classes)
            )
            select class, cell, kind, array_agg(distinct person) as members
              from deed
              join xapi.class_school home using (class)
              left join anywhere on anywhere.school = home.school
             where days <> 0 and person is not null and %7$s
             group by class, cell, kind""".formatted(
                    String.join(",\n", PERIOD, LOGGED, SEEN, LOGGED_ON, SCHOOLING),
                    anywhere("school"),
                    Verbs.is(Verbs.SUBMIT),
                    Verbs.is(Verbs.EVALUATED),
                    Verbs.is(Verbs.CREATE),
                    Verbs.is(Verbs.VIEWED),
                    THERE));

    /** {@code active}: schools in each cell with at least five pupils who did something that counts and one grown-up who answered. */
    static final String ACTIVE = """
            deed as (
              select distinct home.school, contribution.cell, kind, person
                from contribution
                join xapi.class_school home using (class)
               cross join lateral unnest(members) as person
            ), busy as (
              select school, cell, count(*) filter (where kind = 'pupil') as pupils,
                     count(*) filter (where kind = 'grown-up') as grown_ups
                from deed
               group by school, cell
            ), active as (
              select school, cell, pupils from busy where pupils >= 5 and grown_ups >= 1
            )""";

    static final String ACTIVE_VI =
            " Một trường là hoạt động khi trong kỳ có ít nhất năm học sinh nộp sản phẩm, dự hoạt động hoặc tự ghi việc đã"
                    + " được người khác chấp nhận ở lớp đó, và ít nhất một giáo viên đánh giá sản phẩm; ở lớp mầm non: ít nhất năm trẻ được giáo"
                    + " viên ghi lại và ít nhất một phụ huynh đã xem. Trường là trường của lớp.";
    static final String ACTIVE_EN =
            " A school is active when, in the period, at least five pupils handed in a work, attended an activity or logged"
                    + " what somebody else approved in that class, and at least one teacher evaluated a work; in preschool classes: at least"
                    + " five children for whom a teacher recorded something, and at least one guardian who looked. The"
                    + " school is that of the class.";

    /**
     * A table of that name: how many of a kind there are in each cell, as a source says: for each school the last number told
     * before the period ended, or else the first one; for everything together the number that is told of the whole
     * programme, where there is one.
     */
    static String known(String table, String kind) {
        return """
                %1$s_told as (
                  select distinct on (school) school, value, source, as_of
                    from xapi.denominator
                   cross join lateral (select (:until::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date as last) as known
                   where kind = '%2$s'
                   order by school, as_of >= last, case when as_of < last then as_of end desc, as_of, source
                ), %1$s as (
                  select cell, sum(value) as n, string_agg(distinct source, '; ' order by source) as source,
                         min(as_of)::timestamp at time zone 'Asia/Ho_Chi_Minh' as as_of
                    from (select distinct place.cell, told.school, value, source, as_of
                            from %1$s_told told
                            left join place on place.school = told.school and place.since < :until and place.until > :from
                           where told.school is not null
                             and (exists (select from place)
                                  or not exists (select from %1$s_told whole where whole.school is null))
                          union all
                          select null, null, value, source, as_of
                            from %1$s_told where school is null and not exists (select from place)) as counted
                   group by cell
                )""".formatted(table, kind);
    }

    static final String KNOWN_VI =
            " Mẫu số là số gần nhất đã có nguồn trước khi hết kỳ (hoặc số đầu tiên nếu chỉ có sau đó): khi không chia nhỏ là số"
                    + " của toàn chương trình nếu có, còn lại là tổng của các trường.";
    static final String KNOWN_EN =
            " The denominator is the last number that a source told before the period ended, or the first one if all were"
                    + " told later: undivided that of the whole programme where there is one, otherwise the sum of schools.";

    /** Teachers who were trained long enough ago, and whether they have used it. */
    static final Finding TRANSFER = new Finding(
            "trained", "person integer, school integer, happened timestamptz, applied boolean", """
            with satisfied as (
              select distinct on (person) person, school, happened
                from xapi.training
               where verb %1$s
                 and happened >= :from and happened < :until
                 and piece = 'course' and person is not null
               order by person, happened, key
            ), due as (
              select person, school, happened, happened + interval '1440 hours' as by
                from satisfied where happened + interval '1440 hours' <= :until
            ), evaluating as (
              select due.person
                from due join xapi.work on work.actor = due.person
               where work.verb %2$s and work.happened >= :from and work.happened < :until
                 and work.happened > due.happened and work.happened <= due.by
               group by due.person having count(distinct work.key) >= 3
            ), guiding as (
              select distinct due.person
                from due
                join xapi.participation plan on plan.actor = due.person
                join xapi.participation approval on approval.event = plan.event
               where plan.verb %3$s and plan.piece = 'event' and plan.happened < :until
                 and approval.verb %4$s and approval.piece = 'event'
                 and approval.happened >= :from and approval.happened < :until
                 and approval.happened >= plan.happened
                 and approval.happened > due.happened and approval.happened <= due.by
            ), applied as (
              select person from evaluating union select person from guiding
            )
            select due.person, due.school, due.happened, applied.person is not null as applied
              from due left join applied using (person)""".formatted(
                            Verbs.is(Verbs.SATISFIED),
                            Verbs.is(Verbs.EVALUATED),
                            Verbs.is(Verbs.SUBMIT),
                            Verbs.is(Verbs.APPROVE)));

    /** {@code pair}: schools that exchange during the period, with the learners of both. */
    static final String PAIRS = LISTED + ",\n" + """
            pupils as (
              select home.school, learners from listed join xapi.class_school home using (class)
            ), pair as (
              select code, one, other, since, until,
                     (select coalesce(sum(learners), 0) from pupils where school in (one, other)) as people
                from xapi.twin_pair
               cross join lateral (
                 select valid_from::timestamp at time zone 'Asia/Ho_Chi_Minh' as since,
                        coalesce(valid_until::timestamp at time zone 'Asia/Ho_Chi_Minh', 'infinity') as until) as valid
               where since < :until and until > :from
            )""";

    /** What a school hosted in the period and somebody of another one said was so. */
    static final Finding CONFIRMED = new Finding(
            "confirmed", "event integer, school integer, other integer, happened timestamptz", """
            select distinct host.event, host.school, word.school as other, host.happened
              from xapi.participation host
              join xapi.participation word
                on word.event = host.event and word.school <> host.school and word.happened >= host.happened
             where host.verb %s
               and host.happened >= :from and host.happened < :until and host.piece = 'event'
               and word.verb %s and word.happened < :until""".formatted(
                            Verbs.is(Verbs.HOST), Verbs.is(Verbs.APPROVE)));

    /** {@code exchange}: of {@link #CONFIRMED}, what one school of a pair hosted and the other confirmed. */
    static final String EXCHANGES = PAIRS + ",\n" + """
            exchange as (
              select distinct pair.code, confirmed.event, confirmed.school
                from pair
                join confirmed
                  on confirmed.school in (pair.one, pair.other)
                 and confirmed.other = pair.one + pair.other - confirmed.school
                 and confirmed.happened >= pair.since and confirmed.happened < pair.until
            )""";

    static final String EXCHANGES_VI =
            " Một lần trao đổi là một hoạt động mà một trường của cặp tổ chức (host) và người của trường kia đã xác nhận"
                    + " (approve) trước khi hết kỳ.";
    static final String EXCHANGES_EN =
            " An exchange is an activity that one school of the pair hosted and somebody of the other confirmed (approve)"
                    + " before the period ended.";

    private Parts() {}
}
