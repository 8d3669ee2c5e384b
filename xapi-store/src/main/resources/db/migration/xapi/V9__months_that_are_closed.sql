-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- A month that is closed is written anew with compressed payloads: docs/decisions/0011-how-statements-are-stored.md

alter table xapi.statement
    alter column payload drop not null,
    add column packed bytea;
comment on column xapi.statement.packed is 'the payload compressed; its first four bytes name the dictionary';

-- What payloads of a month have in common. Never changed, so every node may remember it.
create table xapi.payload_dictionary (
    id    integer generated always as identity primary key,
    bytes bytea not null
);

create table xapi.closed_month (
    month       date        primary key,
    dictionary  integer     not null references xapi.payload_dictionary,
    packed_at   timestamptz not null default now()
);
comment on table xapi.closed_month is 'months whose partition was written anew';

-- A month is on this list from the moment in which its partitions are detached until nothing refers to it any more.
create table xapi.forgotten_month (
    month date primary key
);

-- As in version 5, but quick when millions of statements are there: links of a target cannot be found by its key, so
-- the store takes them from its payload, and says so by the pairs that are new. The planner knows nothing about the few
-- rows of a recursion and would read whole months; indexes are right for any number of references.
drop procedure xapi.link_references(bigint[]);
create function xapi.link_references(referring bigint[]) returns table (key bigint, target bigint)
    language plpgsql
    set enable_hashjoin = off
    set enable_mergejoin = off
    set enable_seqscan = off
    as $$
#variable_conflict use_column
begin
    perform from xapi.reference where key = any (referring) order by key for update;

    insert into xapi.voided (key)
    select distinct i.key
      from xapi.reference r
      join xapi.statement_id i on i.id = r.target
     where r.key = any (referring)
       and r.voiding
       and not exists (select from xapi.reference other where other.id = r.target and other.voiding)
     order by i.key
    on conflict do nothing;

    return query
    with recursive origin (key, id, steps) as (
      select r.key, r.id, 0 from xapi.reference r where r.key = any (referring)
      union
      select r.key, r.id, steps + 1
        from origin join xapi.reference r on r.target = origin.id
       where steps < 10
    ), chain (key, target, steps) as (
      select r.key, r.target, 0 from (select distinct key from origin) o join xapi.reference r on r.key = o.key
      union
      select chain.key, r.target, steps + 1
        from chain join xapi.reference r on r.id = chain.target
       where steps < 10
    ), pair as (
      select distinct chain.key, i.key as target
        from chain join xapi.statement_id i on i.id = chain.target
    )
    insert into xapi.reached as new (key, own_authority, target, verb, actor, activity, authority, registration)
    select pair.key, own.authority, pair.target, t.verb, t.actor, t.activity, t.authority, t.registration
      from pair
      join xapi.statement own on own.key = pair.key
      join xapi.statement t on t.key = pair.target
     order by pair.key, pair.target
    on conflict do nothing
    returning new.key, new.target;
end $$;
