-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What statements do not say and figures need: docs/decisions/0040-reference-data.md
-- Every row has its source; codes are data, not enums, because regulations change.

create table xapi.school_history (
    school          integer not null references xapi.school,
    valid_from      date    not null,
    valid_until     date,
    name            text    not null,
    level           text,
    legacy_district text,
    legacy_ward     text,
    unit            text,
    area            text,
    ownership       text,
    cluster         text,
    source          text    not null,
    primary key (school, valid_from),
    check (valid_until > valid_from),
    -- A school is in one place at a time. The range of one number is a way to compare numbers without an extension.
    exclude using gist (int4range(school, school, '[]') with &&, daterange(valid_from, valid_until) with &&)
);
comment on column xapi.school_history.valid_until is 'the first day on which it is so no more; null: it still is';
comment on column xapi.school_history.level is 'preschool, primary, lower-secondary, upper-secondary; null where classes differ';
comment on column xapi.school_history.unit is 'ward or commune since 1 July 2025';
comment on column xapi.school_history.area is 'inner or outer';
comment on column xapi.school_history.ownership is 'public or private';

alter table xapi.class_school add column level text;
comment on column xapi.class_school.level is 'where the school has several';

create table xapi.school_year (
    name      text primary key,
    starts_on date not null,
    ends_on   date not null,
    source    text not null,
    check (ends_on > starts_on)
);
create table xapi.school_term (
    school_year text     not null references xapi.school_year,
    number      smallint not null,
    starts_on   date     not null,
    ends_on     date     not null,
    source      text     not null,
    primary key (school_year, number)
);
create table xapi.school_week (
    school_year text     not null references xapi.school_year,
    number      smallint not null,
    starts_on   date     not null unique,
    source      text     not null,
    primary key (school_year, number)
);
comment on table xapi.school_week is 'weeks of teaching, from Monday on; holidays are the weeks that are missing';
create table xapi.day_off (
    day    date primary key,
    title  text not null,
    source text not null
);

insert into xapi.school_year (name, starts_on, ends_on, source) values
    ('2025-2026', '2025-09-05', '2026-05-31', 'Khung kế hoạch thời gian năm học 2025–2026: 35 tuần, học kỳ I kết thúc trước 18/01/2026'),
    ('2026-2027', '2026-09-05', '2027-05-31', 'Dự kiến theo khung của năm học 2025–2026, chờ quyết định');
insert into xapi.school_term (school_year, number, starts_on, ends_on, source)
select year.name, term.number, term.starts_on, term.ends_on, year.source
  from (values ('2025-2026', 1, date '2025-09-05', date '2026-01-18'), ('2025-2026', 2, '2026-01-19', '2026-05-31'),
               ('2026-2027', 1, '2026-09-05', '2027-01-17'), ('2026-2027', 2, '2027-01-18', '2027-05-31'))
         as term (year, number, starts_on, ends_on)
  join xapi.school_year year on year.name = term.year;
-- 18 weeks and 17, without the two of Tết.
insert into xapi.school_week (school_year, number, starts_on, source)
select year.name, row_number() over (partition by year.name order by monday), monday,
       'Reckoned from the dates of the school year: 18 + 17 weeks without the two of Tết'
  from (values ('2025-2026', date '2025-09-08', date '2026-02-09'), ('2026-2027', '2026-09-07', '2027-02-01'))
         as year (name, first, tet),
       generate_series(first, first + 7 * 36, interval '7 days') as start,
       lateral (select start::date as monday) as day
 where monday not in (tet, tet + 7);

create table xapi.model (
    code      text     not null,
    version   smallint not null,
    title     text     not null,
    level     text,
    area      text,
    ownership text,
    source    text     not null,
    primary key (code, version)
);
comment on table xapi.model is 'models of the programme that schools try out';
create table xapi.pilot_phase (
    code      text primary key,
    title     text not null,
    starts_on date not null,
    ends_on   date,
    source    text not null
);
create table xapi.school_model (
    school      integer  not null references xapi.school,
    model       text     not null,
    version     smallint not null,
    phase       text     not null references xapi.pilot_phase,
    valid_from  date     not null,
    valid_until date,
    source      text     not null,
    primary key (school, model, version, phase),
    foreign key (model, version) references xapi.model,
    check (valid_until > valid_from)
);

create table xapi.target (
    code      text     not null,
    version   smallint not null,
    title     text     not null,
    indicator text,
    starts_on date     not null,
    ends_on   date     not null,
    baseline  numeric,
    target    numeric  not null,
    source    text     not null,
    primary key (code, version)
);
create table xapi.cohort (
    code       text     not null,
    version    smallint not null,
    title      text     not null,
    quota      integer  not null check (quota > 0),
    least_days smallint,
    most_days  smallint,
    source     text     not null,
    primary key (code, version),
    check (most_days >= least_days)
);
create table xapi.denominator (
    kind   text    not null,
    school integer references xapi.school,
    value  integer not null check (value >= 0),
    as_of  date    not null,
    source text    not null,
    unique nulls not distinct (kind, school, as_of, source)
);
comment on column xapi.denominator.kind is 'what is counted, such as teachers, core-teachers, guardians-consented';
comment on column xapi.denominator.school is 'null: of the whole programme';

insert into xapi.target (code, version, title, indicator, starts_on, ends_on, target, source) values
    ('models', 1, 'Ít nhất 7 mô hình thí điểm', 'I2', '2023-01-01', '2025-12-31', 7, 'Quyết định 4906/QĐ-UBND ngày 08/12/2022'),
    ('schools', 1, 'Thí điểm tại 25 trường', 'I1', '2023-01-01', '2025-12-31', 25, 'Quyết định 4906/QĐ-UBND ngày 08/12/2022'),
    ('core-teachers', 1, '5 % giáo viên cốt cán được bồi dưỡng', 'I3', '2023-01-01', '2025-12-31', 0.05, 'Quyết định 4906/QĐ-UBND ngày 08/12/2022');
insert into xapi.cohort (code, version, title, quota, least_days, most_days, source)
select code, 1, title, quota, least_days, most_days, 'Quyết định 4906/QĐ-UBND ngày 08/12/2022'
  from (values ('leaders', 'Cán bộ quản lý', 50, 2, 3),
               ('core-teachers', 'Giáo viên cốt cán', 150, 3, 5),
               ('staff', 'Nhân viên', 50, 1, 2),
               ('education-management-students', 'Sinh viên quản lý giáo dục', 50, null, null),
               ('pedagogy-students', 'Sinh viên sư phạm', 150, null, null))
         as cohort (code, title, quota, least_days, most_days);

-- Who asked for which figure, and when.
create table xapi.report_query (
    id           bigint      generated always as identity primary key,
    at           timestamptz not null,
    by_key       text        not null,
    on_behalf_of text,
    indicator    text        not null,
    version      smallint    not null,
    question     jsonb       not null
);
create index on xapi.report_query (at);
