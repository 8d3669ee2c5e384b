-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What the remaining indicators of the programme read: docs/reference/indicators.md

delete from xapi.facts_rebuild;
truncate xapi.work_fact, xapi.participation_fact, xapi.training_fact;
update xapi.facts set through = -1;

alter table xapi.training_fact
    add column role text,
    add column about integer,
    add column programme text,
    add column periods smallint;
comment on column xapi.training_fact.piece is 'course, block, meeting, unit, badge, module or evidence';
comment on column xapi.training_fact.about is 'whom it is about: the teacher whose evidence somebody verified';
comment on column xapi.training_fact.programme is 'of regular training: which of its programmes the periods count for';

create table xapi.competency_fact (
    generation smallint    not null,
    key        bigint      not null,
    happened   timestamptz not null,
    verb       integer     not null,
    pupil      integer,
    class      integer,
    school     integer,
    competency text        not null,
    level      smallint
) partition by list (generation);
comment on table xapi.competency_fact is 'what was said of a pupil''s competencies and qualities; a row for each and for each class';
comment on column xapi.competency_fact.level is 'on a rubric; null where only the outcome of a work was said';
create index on xapi.competency_fact (verb, happened) include (generation, key, pupil, class, competency, level);
create index on xapi.competency_fact using brin (key) with (pages_per_range = 16);

create table xapi.feedback_fact (
    generation smallint    not null,
    key        bigint      not null,
    happened   timestamptz not null,
    verb       integer     not null,
    actor      integer,
    piece      text        not null,
    activity   integer,
    about      integer,
    school     integer,
    rating     smallint
) partition by list (generation);
comment on table xapi.feedback_fact is 'what families and pupils were asked and answered, and what became of it';
comment on column xapi.feedback_fact.piece is 'survey, answer, theme or change';
comment on column xapi.feedback_fact.about is 'the survey of an answer, the theme of a change';
create index on xapi.feedback_fact (verb, happened) include (generation, key, actor, piece, activity, about, school, rating);
create index on xapi.feedback_fact using brin (key) with (pages_per_range = 16);

create table xapi.contest_fact (
    generation smallint    not null,
    key        bigint      not null,
    happened   timestamptz not null,
    verb       integer     not null,
    actor      integer,
    contest    integer,
    round      text,
    entry      integer,
    school     integer,
    quota      smallint
) partition by list (generation);
comment on table xapi.contest_fact is 'who entered rounds of contests and who was promoted';
comment on column xapi.contest_fact.entry is 'the registration of the statement';
comment on column xapi.contest_fact.quota is 'how many entries of its school the round could promote, as the promotion says';
create index on xapi.contest_fact (verb, happened) include (generation, key, actor, contest, round, entry, school, quota);
create index on xapi.contest_fact using brin (key) with (pages_per_range = 16);

create or replace procedure xapi.make_generation(number smallint)
    language plpgsql as $$
declare
    fact text;
begin
    foreach fact in array array['work_fact', 'participation_fact', 'training_fact', 'competency_fact', 'feedback_fact',
                                'contest_fact'] loop
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

create or replace view xapi.training as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as person, fact.piece, fact.activity,
       fact.course, fact.school, fact.cohort, fact.role, coalesce(about.person, fact.about) as about, fact.programme,
       fact.periods
  from xapi.training_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
  left join xapi.actor_alias about on about.alias = fact.about
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key = fact.key);

create view xapi.competency as
select fact.key, fact.happened, fact.verb, coalesce(pupil.person, fact.pupil) as pupil, fact.class, fact.school,
       fact.competency, fact.level
  from xapi.competency_fact fact
  left join xapi.actor_alias pupil on pupil.alias = fact.pupil
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key = fact.key);

create view xapi.feedback as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as actor, fact.piece, fact.activity,
       fact.about, fact.school, fact.rating
  from xapi.feedback_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key = fact.key);

create view xapi.contest as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as actor, fact.contest, fact.round,
       fact.entry, fact.school, fact.quota
  from xapi.contest_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key = fact.key);

create table xapi.twin_pair (
    code        text    not null primary key,
    one         integer not null references xapi.school,
    other       integer not null references xapi.school check (other <> one),
    valid_from  date    not null,
    valid_until date,
    source      text    not null,
    check (valid_until > valid_from)
);
comment on table xapi.twin_pair is 'schools that have agreed to exchange with each other';

-- Which of the smallest groups are shown together only: docs/decisions/0042-ties.md
create table xapi.tie (
    about       text     not null,
    school_year smallint not null,
    unit        text     not null,
    tie         text     not null,
    primary key (about, school_year, unit)
);
comment on column xapi.tie.about is 'indicator, version and what its smallest groups are';
comment on column xapi.tie.tie is 'the same for all that are tied together';

-- What arrived from whom, hour by hour.
create table xapi.source (
    id   integer generated always as identity primary key,
    name text    not null unique
);
comment on column xapi.source.name is 'of the authority that vouches for the statements';
create table xapi.source_hour (
    generation smallint    not null,
    source     integer     not null references xapi.source,
    hour       timestamptz not null,
    statements integer     not null,
    outside    integer     not null,
    last_key   bigint      not null,
    primary key (generation, source, hour)
);
comment on column xapi.source_hour.hour is 'in which statements were stored';
comment on column xapi.source_hour.outside is 'statements of no profile that is known here';
create table xapi.source_actor (
    generation smallint    not null,
    source     integer     not null references xapi.source,
    hour       timestamptz not null,
    actor      integer     not null,
    primary key (generation, source, hour, actor)
);
comment on table xapi.source_actor is 'actors that are called otherwise than by our pseudonyms';
create table xapi.source_hour_due (
    generation smallint    not null,
    hour       timestamptz not null,
    primary key (generation, hour)
);
comment on table xapi.source_hour_due is 'hours to be counted again, because statements were erased';
