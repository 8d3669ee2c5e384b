-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Who takes part in which component of the ecosystem of a school: docs/decisions/0047-ecosystem-map.md

alter table xapi.code drop constraint code_kind_check;
alter table xapi.code add constraint code_kind_check check (kind in ('level', 'area', 'ownership', 'component', 'role'));
insert into xapi.code (kind, code, vi, en, source)
select kind, code, vi, en, 'Chương trình 1217/CTr-ĐHTĐHN; Quyết định 4906/QĐ-UBND ngày 08/12/2022'
  from (values ('component', 'people', 'Chủ thể (con người)', 'People'),
               ('component', 'knowledge', 'Tri thức (nội dung)', 'Knowledge'),
               ('component', 'technology', 'Công nghệ', 'Technology'),
               ('component', 'context', 'Bối cảnh', 'Context'),
               ('component', 'culture', 'Văn hóa – chiến lược', 'Culture and strategy'),
               ('role', 'learner', 'Học sinh', 'Pupils'),
               ('role', 'teacher', 'Giáo viên', 'Teachers'),
               ('role', 'head', 'Cán bộ quản lý', 'School leaders'),
               ('role', 'staff', 'Nhân viên', 'Staff'),
               ('role', 'guardian', 'Phụ huynh', 'Guardians'),
               ('role', 'alumnus', 'Cựu học sinh', 'Alumni'),
               ('role', 'mentor', 'Người hướng dẫn', 'Mentors'),
               ('role', 'artisan', 'Nghệ nhân', 'Artisans'),
               ('role', 'business', 'Doanh nghiệp', 'Businesses'),
               ('role', 'community', 'Cộng đồng', 'Community'))
         as known (kind, code, vi, en);

delete from xapi.facts_rebuild;
truncate xapi.work_fact, xapi.participation_fact, xapi.training_fact, xapi.competency_fact, xapi.feedback_fact,
         xapi.contest_fact, xapi.source_hour, xapi.source_actor, xapi.source_hour_due, xapi.event_day, xapi.person_days,
         xapi.days_due;
update xapi.facts set through = -1;

create table xapi.ecosystem_fact (
    generation smallint    not null,
    key        bigint      not null,
    happened   timestamptz not null,
    verb       integer     not null,
    school     integer     not null,
    role       text        not null,
    components text        not null
) partition by list (generation);
comment on table xapi.ecosystem_fact is 'as what somebody of a school took part in which components of its ecosystem';
comment on column xapi.ecosystem_fact.components is 'codes in the order of the alphabet, between spaces';
-- Whether there is any of a kind is one look; how many there are, nobody asks.
create index on xapi.ecosystem_fact (school, role, components, happened, key);
create index on xapi.ecosystem_fact using brin (key) with (pages_per_range = 16);

create or replace procedure xapi.make_generation(number smallint)
    language plpgsql as $$
declare
    fact text;
begin
    foreach fact in array array['work_fact', 'participation_fact', 'training_fact', 'competency_fact', 'feedback_fact',
                                'contest_fact', 'ecosystem_fact'] loop
        if to_regclass(format('xapi.%I', fact || '_' || number)) is null then
            execute format('create table xapi.%I (like xapi.%I including defaults)', fact || '_' || number, fact);
            execute format('alter table xapi.%I attach partition xapi.%I for values in (%s)',
                           fact, fact || '_' || number, number);
        end if;
    end loop;
end $$;
do $$
declare
    present smallint := (select generation from xapi.facts);
begin
    call xapi.make_generation(present);
end $$;

create view xapi.ecosystem as
select fact.key, fact.happened, fact.school, fact.role, fact.components
  from xapi.ecosystem_fact fact
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key = fact.key);
