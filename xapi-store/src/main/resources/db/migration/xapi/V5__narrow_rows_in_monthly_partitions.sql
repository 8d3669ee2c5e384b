-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Why statements are kept like this: docs/decisions/0011-how-statements-are-stored.md

drop index xapi.statement_by_verb, xapi.statement_by_registration, xapi.statement_by_authority;
alter table xapi.statement rename to old_statement;
alter index xapi.statement_pkey rename to old_statement_pkey;
alter table xapi.reference rename to old_reference;
alter index xapi.reference_pkey rename to old_reference_pkey;
drop index xapi.reference_by_target;

-- The dictionary: a verb, agent or activity is a number of four bytes wherever statements are indexed. A term is never
-- changed and never deleted, so every node may remember it.
create table xapi.term (
    id          integer generated always as identity primary key,
    fingerprint uuid    not null
);
comment on column xapi.term.fingerprint is 'first 128 bits of the SHA-256 of the IRI, or of the canonical form of an agent';
create unique index term_by_fingerprint on xapi.term (fingerprint) include (id);

-- One partition for each month (UTC) of "stored".
create table xapi.statement (
    key          bigint  not null primary key,
    verb         integer not null,
    actor        integer,
    activity     integer,
    authority    integer not null,
    registration uuid,
    version_2    boolean not null,
    payload      text    not null
) partition by range (key);
comment on column xapi.statement.actor is 'the first agent that the filter "agent" finds the statement by; others are links';
comment on column xapi.statement.activity is 'the object, when it is an activity';
comment on column xapi.statement.authority is 'the agent that vouches for the statement';
comment on column xapi.statement.payload is 'the whole statement as JSON text: as sent, and with what the store sets';

create index statement_by_verb on xapi.statement (verb, key);
create index statement_by_actor on xapi.statement (actor, key);
create index statement_by_actor_and_verb on xapi.statement (actor, verb, key);
create index statement_by_activity on xapi.statement (activity, key);
create index statement_by_registration on xapi.statement (registration, key) where registration is not null;
create index statement_by_authority on xapi.statement (authority, key);

-- Every other agent and activity of a statement. Rows are never updated, so writers do not wait for each other.
create table xapi.link (
    key    bigint  not null,
    term   integer not null,
    direct boolean not null,
    primary key (term, key)
) partition by range (key);
comment on column xapi.link.direct is 'whether the filter "agent" finds it without related_agents';
create index link_direct on xapi.link (term, key) where direct;

create function xapi.first_key(instant timestamptz) returns bigint
    language sql immutable strict
    return (extract(epoch from instant) * 1000000)::bigint * 1024;
comment on function xapi.first_key is 'the smallest key of a statement that was stored then or later';

-- Attaching a table lets readers and writers of the other months go on, which "partition of" would not.
create procedure xapi.make_month(instant timestamptz)
    language plpgsql as $$
declare
    month timestamp := date_trunc('month', instant at time zone 'UTC');
    low   bigint    := xapi.first_key(month at time zone 'UTC');
    high  bigint    := xapi.first_key((month + interval '1 month') at time zone 'UTC');
    name  text      := to_char(month, 'YYYY_MM');
    parent text;
begin
    perform pg_advisory_xact_lock(hashtext('xapi.make_month'));
    foreach parent in array array['statement', 'link'] loop
        if to_regclass(format('xapi.%I', parent || '_' || name)) is null then
            execute format('create table xapi.%I (like xapi.%I including defaults)', parent || '_' || name, parent);
            execute format('alter table xapi.%I attach partition xapi.%I for values from (%s) to (%s)',
                           parent, parent || '_' || name, low, high);
        end if;
    end loop;
end $$;
comment on procedure xapi.make_month is 'makes the partitions of the month of an instant, unless they are there';

-- Statements whose object is a StatementRef.
create table xapi.reference (
    key     bigint  primary key,
    id      uuid    not null,
    target  uuid    not null,
    voiding boolean not null,
    linked  boolean not null default false
);
comment on column xapi.reference.id is 'the statement''s own id';
comment on column xapi.reference.linked is 'false until what follows from it was written after the commit of both statements';
create unique index reference_by_id on xapi.reference (id);
create index reference_by_target on xapi.reference (target);
create index reference_not_linked on xapi.reference (target) where not linked;

-- A statement is also found by what its target is found by, and by what the target of the target is: here are their
-- columns, under its own key, so that a query follows no chain.
create table xapi.reached (
    key           bigint  not null,
    own_authority integer not null,
    target        bigint  not null,
    verb          integer not null,
    actor         integer,
    activity      integer,
    authority     integer not null,
    registration  uuid,
    primary key (key, target)
);
create index reached_by_verb on xapi.reached (verb, key);
create index reached_by_actor on xapi.reached (actor, key);
create index reached_by_actor_and_verb on xapi.reached (actor, verb, key);
create index reached_by_activity on xapi.reached (activity, key);
create index reached_by_registration on xapi.reached (registration, key) where registration is not null;
create index reached_by_authority on xapi.reached (authority, key);

create table xapi.reached_link (
    key    bigint  not null,
    target bigint  not null,
    term   integer not null,
    direct boolean not null,
    primary key (term, key, target)
);
create index reached_link_direct on xapi.reached_link (term, key) where direct;
create index reached_link_by_key on xapi.reached_link (key);

create table xapi.voided (
    key bigint primary key
);
comment on table xapi.voided is 'statements that a stored statement voids';

-- Writes what follows from the references of these statements as far as their targets are stored. Rows are taken in
-- the order of their keys, so that two callers cannot wait for each other. Longer chains than ten are cut: each link
-- would cost a row for each of its followers.
create procedure xapi.link_references(referring bigint[])
    language plpgsql as $$
begin
    perform from xapi.reference where key = any (referring) order by key for update;

    with recursive origin (key, id, steps) as (
      select key, id, 0 from xapi.reference where key = any (referring)
      union
      select r.key, r.id, steps + 1
        from origin join xapi.reference r on r.target = origin.id
       where steps < 10
    ), chain (key, target, steps) as (
      select key, target, 0 from xapi.reference where key in (select key from origin)
      union
      select chain.key, r.target, steps + 1
        from chain join xapi.reference r on r.id = chain.target
       where steps < 10
    ), pair as (
      select distinct chain.key, i.key as target
        from chain join xapi.statement_id i on i.id = chain.target
    )
    insert into xapi.reached (key, own_authority, target, verb, actor, activity, authority, registration)
    select pair.key, own.authority, pair.target, t.verb, t.actor, t.activity, t.authority, t.registration
      from pair
      join xapi.statement own on own.key = pair.key
      join xapi.statement t on t.key = pair.target
     order by pair.key, pair.target
    on conflict do nothing;

    with recursive origin (key, id, steps) as (
      select key, id, 0 from xapi.reference where key = any (referring)
      union
      select r.key, r.id, steps + 1
        from origin join xapi.reference r on r.target = origin.id
       where steps < 10
    )
    insert into xapi.reached_link (key, target, term, direct)
    select reached.key, reached.target, link.term, link.direct
      from xapi.reached
      join xapi.link on link.key = reached.target
     where reached.key in (select key from origin)
     order by link.term, reached.key, reached.target
    on conflict do nothing;

    -- A voiding statement cannot be voided.
    insert into xapi.voided (key)
    select distinct i.key
      from xapi.reference r
      join xapi.statement_id i on i.id = r.target
     where r.key = any (referring)
       and r.voiding
       and not exists (select from xapi.reference other where other.id = r.target and other.voiding)
     order by i.key
    on conflict do nothing;
end $$;

-- What versions 1 to 4 have stored.
insert into xapi.term (fingerprint)
select verb from xapi.old_statement
union select authority from xapi.old_statement
union select agent from xapi.agent_link
union select activity from xapi.activity_link
order by 1;

do $$
declare
    month timestamp;
begin
    for month in
        select generate_series(
                 date_trunc('month', coalesce(to_timestamp(min(key) / 1024 / 1000000), now()) at time zone 'UTC'),
                 now() at time zone 'UTC' + interval '3 months',
                 interval '1 month')
          from xapi.old_statement
    loop
        call xapi.make_month(month at time zone 'UTC');
    end loop;
end $$;

insert into xapi.statement (key, verb, actor, activity, authority, registration, version_2, payload)
select s.key, verb.id,
       (select min(t.id) from xapi.agent_link l join xapi.term t on t.fingerprint = l.agent
         where l.key = s.key and l.direct),
       (select min(t.id) from xapi.activity_link l join xapi.term t on t.fingerprint = l.activity
         where l.key = s.key and l.direct),
       authority.id, s.registration, s.version_2, s.payload
  from xapi.old_statement s
  join xapi.term verb on verb.fingerprint = s.verb
  join xapi.term authority on authority.fingerprint = s.authority
 order by s.key;

insert into xapi.link (key, term, direct)
select l.key, t.id, l.direct
  from (select key, agent, direct from xapi.agent_link
        union all
        select key, activity, direct from xapi.activity_link) l (key, fingerprint, direct)
  join xapi.term t on t.fingerprint = l.fingerprint
  join xapi.statement s on s.key = l.key
 where t.id not in (coalesce(s.actor, 0), coalesce(s.activity, 0), s.authority)
    or (t.id = s.authority and l.direct and t.id <> coalesce(s.actor, 0))
 order by t.id, l.key;

insert into xapi.reference (key, id, target, voiding)
select s.key, s.id, (s.payload::json #>> '{object,id}')::uuid, s.voiding
  from xapi.old_statement s
 where s.key in (select key from xapi.old_reference union select key from xapi.voiding);

do $$
declare
    referring bigint[] := array(select key from xapi.reference);
begin
    call xapi.link_references(referring);
end $$;
update xapi.reference r
   set linked = true
  from xapi.statement_id i join xapi.reached on reached.target = i.key
 where i.id = r.target and reached.key = r.key;

drop table xapi.old_statement, xapi.old_reference, xapi.agent_link, xapi.activity_link, xapi.voiding;
