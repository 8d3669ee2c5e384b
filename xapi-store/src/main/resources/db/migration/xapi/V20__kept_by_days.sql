-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What figures count by whole days is kept by days: docs/decisions/0048-kept-by-days.md

create function xapi.local_day(happened timestamptz) returns date
    language sql immutable parallel safe
    return (happened at time zone 'Asia/Ho_Chi_Minh')::date;
create function xapi.begins(day date) returns timestamptz
    language sql immutable parallel safe
    return day::timestamp at time zone 'Asia/Ho_Chi_Minh';

-- As many days as have room in a bigint.
create function xapi.stretch(day date) returns integer
    language sql immutable parallel safe
    return floor((day - date '2000-01-01') / 62::float8)::integer;
create function xapi.first_day(stretch integer) returns date
    language sql immutable parallel safe
    return date '2000-01-01' + 62 * stretch;
create function xapi.day_bit(day date) returns bigint
    language sql immutable parallel safe
    return 1::bigint << (day - xapi.first_day(xapi.stretch(day)));
create function xapi.days_within(stretch integer, since date, until date) returns bigint
    language sql immutable parallel safe
    return case when least(until, xapi.first_day(stretch + 1)) > greatest(since, xapi.first_day(stretch))
                then ((1::bigint << (least(until, xapi.first_day(stretch + 1)) - greatest(since, xapi.first_day(stretch)))) - 1)
                     << (greatest(since, xapi.first_day(stretch)) - xapi.first_day(stretch))
                else 0 end;
comment on function xapi.days_within is 'a bit for each day of the stretch from since until the day before until';

-- Facts that stand, as before. Where few facts are read, the planner takes it that all of them are voided, because there are
-- more voided statements than that, and then reads one fact after the other; about an expression it believes nothing.
create or replace view xapi.work as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as actor, fact.role,
       coalesce(pupil.person, fact.pupil) as pupil, fact.piece, fact.project, fact.class, fact.school, fact.attempt
  from xapi.work_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
  left join xapi.actor_alias pupil on pupil.alias = fact.pupil
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key + 0 = fact.key);

create or replace view xapi.participation as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as actor, fact.role,
       coalesce(pupil.person, fact.pupil) as pupil, fact.piece, fact.event, fact.class, fact.school, fact.seconds,
       fact.strand, fact.form
  from xapi.participation_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
  left join xapi.actor_alias pupil on pupil.alias = fact.pupil
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key + 0 = fact.key);

create or replace view xapi.training as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as person, fact.piece, fact.activity,
       fact.course, fact.school, fact.cohort, fact.role, coalesce(about.person, fact.about) as about, fact.programme,
       fact.periods
  from xapi.training_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
  left join xapi.actor_alias about on about.alias = fact.about
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key + 0 = fact.key);

create or replace view xapi.competency as
select fact.key, fact.happened, fact.verb, coalesce(pupil.person, fact.pupil) as pupil, fact.class, fact.school,
       fact.competency, fact.level
  from xapi.competency_fact fact
  left join xapi.actor_alias pupil on pupil.alias = fact.pupil
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key + 0 = fact.key);

create or replace view xapi.feedback as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as actor, fact.piece, fact.activity,
       fact.about, fact.school, fact.rating
  from xapi.feedback_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key + 0 = fact.key);

create or replace view xapi.contest as
select fact.key, fact.happened, fact.verb, coalesce(actor.person, fact.actor) as actor, fact.contest, fact.round,
       fact.entry, fact.school, fact.quota
  from xapi.contest_fact fact
  left join xapi.actor_alias actor on actor.alias = fact.actor
 where fact.generation = (select generation from xapi.facts)
   and not exists (select from xapi.voided where voided.key + 0 = fact.key);

create index on xapi.work_fact (class, happened);
create index on xapi.participation_fact (class, happened);
create index on xapi.competency_fact (class, happened);

create table xapi.event_day (
    generation smallint not null,
    class      integer  not null,
    stretch    integer  not null,
    day        date     not null,
    verb       integer  not null,
    event      integer,
    seconds    integer,
    strand     text,
    form       text,
    times      integer  not null
);
comment on table xapi.event_day is 'how often pupils of a class did something at an activity on a day';
create index on xapi.event_day (generation, class, stretch);

create table xapi.person_days (
    generation  smallint not null,
    class       integer  not null,
    stretch     integer  not null,
    part        text     not null,
    verb        integer  not null,
    competency  text,
    person      integer,
    days        bigint   not null,
    strand_days bigint   not null,
    form_days   bigint   not null
);
comment on table xapi.person_days is 'on which days of a stretch somebody did something in a class, a bit for each; as sent';
comment on column xapi.person_days.part is
    'event: the pupil at it; work: the pupil whose project it is; competency: who showed it;
     teacher: who acted on a project; recorded: the child of whom a teacher made something; family: who looked';
comment on column xapi.person_days.strand_days is 'those on which a strand was named';
create index on xapi.person_days (generation, class, stretch);
create index on xapi.person_days (generation, part, verb)
    include (class, stretch, competency, person, days, strand_days, form_days);

create table xapi.days_due (
    generation smallint    not null,
    class      integer     not null,
    stretch    integer     not null,
    since      timestamptz not null default statement_timestamp(),
    primary key (generation, class, stretch)
);
comment on table xapi.days_due is 'what is kept of these is out of date; readers take the facts themselves';

-- Strict, so that each is called for one class and stretch after the other, and never mixed into a larger plan.
create function xapi.event_days_of(generation smallint, class integer, stretch integer)
    returns table (day date, verb integer, event integer, seconds integer, strand text, form text, times integer)
    language sql stable strict parallel safe rows 50
as $$
    select xapi.local_day(fact.happened), fact.verb, fact.event, fact.seconds, fact.strand, fact.form, count(*)::integer
      from xapi.participation_fact fact
     where fact.generation = $1 and fact.class = $2
       and fact.happened >= xapi.begins(xapi.first_day($3)) and fact.happened < xapi.begins(xapi.first_day($3 + 1))
       and fact.piece = 'event' and fact.pupil is not null
       and not exists (select from xapi.voided where voided.key = fact.key)
     group by 1, 2, 3, 4, 5, 6;
$$;

create function xapi.person_days_of(generation smallint, class integer, stretch integer)
    returns table (part text, verb integer, competency text, person integer, days bigint, strand_days bigint, form_days bigint)
    language sql stable strict parallel safe rows 200
as $$
    -- Apart from what is made of it, so that each day is reckoned once.
    with work as materialized (
      select fact.piece, fact.role, fact.verb, fact.pupil, fact.actor,
             1::bigint << (xapi.local_day(fact.happened) - xapi.first_day($3)) as day
        from xapi.work_fact fact
       where fact.generation = $1 and fact.class = $2
         and fact.happened >= xapi.begins(xapi.first_day($3)) and fact.happened < xapi.begins(xapi.first_day($3 + 1))
         and not exists (select from xapi.voided where voided.key = fact.key)
    ), seen as materialized (
      select fact.verb, fact.pupil, fact.strand, fact.form,
             1::bigint << (xapi.local_day(fact.happened) - xapi.first_day($3)) as day
        from xapi.participation_fact fact
       where fact.generation = $1 and fact.class = $2
         and fact.happened >= xapi.begins(xapi.first_day($3)) and fact.happened < xapi.begins(xapi.first_day($3 + 1))
         and fact.piece = 'event' and fact.pupil is not null
         and not exists (select from xapi.voided where voided.key = fact.key)
    ), shown as materialized (
      select fact.verb, fact.pupil, fact.competency,
             1::bigint << (xapi.local_day(fact.happened) - xapi.first_day($3)) as day
        from xapi.competency_fact fact
       where fact.generation = $1 and fact.class = $2
         and fact.happened >= xapi.begins(xapi.first_day($3)) and fact.happened < xapi.begins(xapi.first_day($3 + 1))
         and fact.pupil is not null
         and not exists (select from xapi.voided where voided.key = fact.key)
    )
    select 'event', verb, null, pupil, bit_or(day), coalesce(bit_or(day) filter (where strand is not null), 0),
           coalesce(bit_or(day) filter (where form is not null), 0)
      from seen group by verb, pupil
    union all
    select 'work', verb, null, pupil, bit_or(day), 0, 0
      from work where piece = 'project' and pupil is not null group by verb, pupil
    union all
    select 'teacher', verb, null, actor, bit_or(day), 0, 0
      from work where piece = 'project' and role = 'teacher' group by verb, actor
    union all
    select 'recorded', verb, null, pupil, bit_or(day), 0, 0
      from work where piece = 'artefact' and role = 'teacher' group by verb, pupil
    union all
    select 'family', verb, null, actor, bit_or(day), 0, 0
      from work where piece = 'shared' and role = 'guardian' group by verb, actor
    union all
    select 'competency', verb, competency, pupil, bit_or(day), 0, 0
      from shown group by verb, competency, pupil;
$$;

-- What holds now, of the generation in force: what is kept, and the facts themselves where that is out of date.
create view xapi.event_days as
select kept.class, kept.day, kept.verb, kept.event, kept.seconds, kept.strand, kept.form, kept.times
  from xapi.event_day kept
 where kept.generation = (select generation from xapi.facts)
   and not exists (select from xapi.days_due due
                    where due.generation = kept.generation and due.class = kept.class and due.stretch = kept.stretch)
union all
select due.class, live.day, live.verb, live.event, live.seconds, live.strand, live.form, live.times
  from xapi.days_due due
 cross join lateral xapi.event_days_of(due.generation, due.class, due.stretch) live
 where due.generation = (select generation from xapi.facts);

create view xapi.days_of_people as
select told.class, told.stretch, told.part, told.verb, told.competency, coalesce(alias.person, told.person) as person,
       told.days, told.strand_days, told.form_days
  from (select kept.class, kept.stretch, kept.part, kept.verb, kept.competency, kept.person, kept.days, kept.strand_days,
               kept.form_days
          from xapi.person_days kept
         where kept.generation = (select generation from xapi.facts)
           and not exists (select from xapi.days_due due
                            where due.generation = kept.generation and due.class = kept.class and due.stretch = kept.stretch)
        union all
        select due.class, due.stretch, live.part, live.verb, live.competency, live.person, live.days, live.strand_days,
               live.form_days
          from xapi.days_due due
         cross join lateral xapi.person_days_of(due.generation, due.class, due.stretch) live
         where due.generation = (select generation from xapi.facts)) as told
  left join xapi.actor_alias alias on alias.alias = told.person;

-- Whoever calls it holds the row that says how far facts of the generation are.
create procedure xapi.keep_days(number smallint, waited interval, most integer)
    language plpgsql as $$
declare
    classes   integer[];
    stretches integer[];
begin
    select array_agg(class), array_agg(stretch) into classes, stretches
      from (select class, stretch from xapi.days_due
             where generation = number and since <= statement_timestamp() - waited
             order by class, stretch limit most) as due;
    delete from xapi.event_day kept using unnest(classes, stretches) as due (class, stretch)
     where kept.generation = number and kept.class = due.class and kept.stretch = due.stretch;
    delete from xapi.person_days kept using unnest(classes, stretches) as due (class, stretch)
     where kept.generation = number and kept.class = due.class and kept.stretch = due.stretch;
    insert into xapi.event_day (generation, class, stretch, day, verb, event, seconds, strand, form, times)
    select number, due.class, due.stretch, live.*
      from unnest(classes, stretches) as due (class, stretch)
     cross join lateral xapi.event_days_of(number, due.class, due.stretch) live;
    insert into xapi.person_days (generation, class, stretch, part, verb, competency, person, days, strand_days, form_days)
    select number, due.class, due.stretch, live.*
      from unnest(classes, stretches) as due (class, stretch)
     cross join lateral xapi.person_days_of(number, due.class, due.stretch) live;
    delete from xapi.days_due using unnest(classes, stretches) as due (class, stretch)
     where days_due.generation = number and days_due.class = due.class and days_due.stretch = due.stretch;
end $$;

insert into xapi.days_due (generation, class, stretch)
select distinct generation, class, xapi.stretch(xapi.local_day(happened))
  from (select generation, class, happened from xapi.work_fact
        union all
        select generation, class, happened from xapi.participation_fact
        union all
        select generation, class, happened from xapi.competency_fact) as fact
 where class is not null;
