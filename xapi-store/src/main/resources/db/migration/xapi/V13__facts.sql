-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Why facts stand beside statements: docs/decisions/0039-facts-beside-statements.md

drop table xapi.project_event;

-- Schools and classes by number; what is known about them is reference data.
create table xapi.school (
    id   integer generated always as identity primary key,
    code text    not null unique
);
comment on column xapi.school.code is 'as statements and class lists name the school';

insert into xapi.school (code) select distinct school from xapi.enrolment where length(school) <= 200 order by 1;

insert into xapi.term (fingerprint)
select distinct xapi.fingerprint(class) from xapi.enrolment order by 1
on conflict do nothing;
insert into xapi.class (id, iri)
select term.id, named.class
  from (select distinct class from xapi.enrolment) as named
  join xapi.term on term.fingerprint = xapi.fingerprint(named.class)
on conflict do nothing;

create table xapi.class_school (
    class  integer primary key references xapi.class,
    school integer not null references xapi.school,
    source text    not null
);
comment on column xapi.class_school.source is 'who said so; what a class list says replaces what a statement says';
insert into xapi.class_school (class, school, source)
select distinct on (class.id) class.id, school.id, enrolment.source
  from xapi.enrolment
  join xapi.class on class.iri = enrolment.class
  join xapi.school on school.code = enrolment.school
 order by class.id, enrolment.as_of desc;

-- Other names of people: what an LMS calls somebody whom our tools know by a pseudonym. Both are terms of agents.
create table xapi.actor_alias (
    alias  integer     primary key references xapi.term,
    person integer     not null references xapi.term check (person <> alias),
    source text        not null,
    at     timestamptz not null default now()
);
comment on table xapi.actor_alias is 'reports read every agent through it; a statement stays as it was sent';

-- Whoever is erased has no other names any more.
create function xapi.forget_aliases() returns trigger language plpgsql as $$
begin
    delete from xapi.actor_alias where alias = new.term or person = new.term;
    return null;
end $$;
create trigger forget_aliases after insert on xapi.erased_agent
    for each row execute function xapi.forget_aliases();
create index actor_alias_by_person on xapi.actor_alias (person);

alter function xapi.verb_numbers(text) rows 2;

-- How far facts have got. Whoever extracts holds this row.
create table xapi.facts (
    only_row   boolean  primary key default true check (only_row),
    generation smallint not null,
    through    bigint   not null
);
comment on column xapi.facts.generation is 'the rows that figures are made of';
comment on column xapi.facts.through is 'the facts of all statements with keys up to this one are there';
insert into xapi.facts (generation, through) values (1, -1);

create table xapi.facts_rebuild (
    only_row   boolean     primary key default true check (only_row),
    generation smallint    not null,
    through    bigint      not null,
    started_at timestamptz not null
);
comment on table xapi.facts_rebuild is 'facts that are being made again, as another generation, until it takes the place of the first';

create table xapi.work_fact (
    generation smallint    not null,
    key        bigint      not null,
    happened   timestamptz not null,
    verb       integer     not null,
    actor      integer,
    role       text,
    pupil      integer,
    piece      text        not null,
    project    integer,
    class      integer,
    school     integer,
    attempt    smallint
) partition by list (generation);
comment on table xapi.work_fact is 'what happened to works in learning projects; a statement in two classes has a row for each';
comment on column xapi.work_fact.verb is 'as sent; read it through verb_numbers';
comment on column xapi.work_fact.pupil is 'the agent whose work it is';
comment on column xapi.work_fact.piece is 'project, reflection, artefact or shared';
create index on xapi.work_fact (verb, happened) include (generation, key, actor, role, pupil, piece, project, class, attempt);
create index on xapi.work_fact using brin (key) with (pages_per_range = 16);

create table xapi.participation_fact (
    generation smallint    not null,
    key        bigint      not null,
    happened   timestamptz not null,
    verb       integer     not null,
    actor      integer,
    role       text,
    pupil      integer,
    piece      text        not null,
    event      integer,
    class      integer,
    school     integer,
    seconds    integer,
    strand     text,
    form       text
) partition by list (generation);
comment on table xapi.participation_fact is 'what happened at creative activities; a statement in two classes has a row for each';
comment on column xapi.participation_fact.piece is 'event or performance';
create index on xapi.participation_fact (verb, happened)
    include (generation, key, actor, role, pupil, piece, event, class, seconds, strand, form);
create index on xapi.participation_fact using brin (key) with (pages_per_range = 16);

create table xapi.training_fact (
    generation smallint    not null,
    key        bigint      not null,
    happened   timestamptz not null,
    verb       integer     not null,
    actor      integer,
    piece      text        not null,
    activity   integer,
    course     integer,
    school     integer,
    cohort     text
) partition by list (generation);
comment on table xapi.training_fact is 'what happened in teacher training';
comment on column xapi.training_fact.piece is 'course, block, meeting, unit or badge';
create index on xapi.training_fact (verb, happened) include (generation, key, actor, piece, course, school, cohort);
create index on xapi.training_fact using brin (key) with (pages_per_range = 16);

create procedure xapi.make_generation(number smallint)
    language plpgsql as $$
declare
    fact text;
begin
    foreach fact in array array['work_fact', 'participation_fact', 'training_fact'] loop
        execute format('create table xapi.%I (like xapi.%I including defaults)', fact || '_' || number, fact);
        execute format('alter table xapi.%I attach partition xapi.%I for values in (%s)',
                       fact, fact || '_' || number, number);
    end loop;
end $$;
comment on procedure xapi.make_generation is 'makes the tables of one generation of facts';
call xapi.make_generation(1::smallint);

-- Facts that stand: of the generation in force, not voided, with people under one name. Indicators read only these.
create view xapi.work as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as actor, fact.role,
       coalesce(pupil.person, fact.pupil) as pupil, fact.piece, fact.project, fact.class, fact.school, fact.attempt
  from xapi.work_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
  left join xapi.actor_alias pupil on pupil.alias = fact.pupil
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key = fact.key);

create view xapi.participation as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as actor, fact.role,
       coalesce(pupil.person, fact.pupil) as pupil, fact.piece, fact.event, fact.class, fact.school, fact.seconds,
       fact.strand, fact.form
  from xapi.participation_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
  left join xapi.actor_alias pupil on pupil.alias = fact.pupil
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key = fact.key);

create view xapi.training as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as person, fact.piece, fact.activity,
       fact.course, fact.school, fact.cohort
  from xapi.training_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key = fact.key);
