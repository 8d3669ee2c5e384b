-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What each class contributes to the figures of a period is kept: docs/decisions/0053-contributions.md

alter table xapi.facts add column moved bigint not null default 0;
comment on column xapi.facts.moved is 'counts the transactions that changed facts of classes; class_moved says which';

create table xapi.class_moved (
    class integer not null,
    day   date    not null,
    moved bigint  not null,
    primary key (class, day)
);
comment on table xapi.class_moved is 'when facts of a class changed last that happened on a day';
comment on column xapi.class_moved.moved is 'as xapi.facts counts it';
create index on xapi.class_moved (class, moved) include (day);

create table xapi.reference_state (
    only_row boolean primary key default true check (only_row),
    epoch    bigint  not null
);
comment on column xapi.reference_state.epoch is 'counts the changes of what facts are read through, whoever makes them';
insert into xapi.reference_state (epoch) values (0);

-- At the end of a transaction, once: whoever tries a change and takes it back holds nobody up meanwhile.
create function xapi.reference_changed() returns trigger language plpgsql as $$
begin
    if current_setting('khue.reference_changed', true) is distinct from pg_current_xact_id()::text then
        update xapi.reference_state set epoch = epoch + 1;
        perform set_config('khue.reference_changed', pg_current_xact_id()::text, true);
    end if;
    return null;
end $$;
create constraint trigger reference_changed after insert or update or delete on xapi.verb_alias
    deferrable initially deferred for each row execute function xapi.reference_changed();
create constraint trigger reference_changed after insert or update or delete on xapi.actor_alias
    deferrable initially deferred for each row execute function xapi.reference_changed();
create constraint trigger reference_changed after insert or update or delete on xapi.school_history
    deferrable initially deferred for each row execute function xapi.reference_changed();

create table xapi.kept_period (
    id       integer     generated always as identity primary key,
    since    timestamptz not null,
    until    timestamptz not null,
    asked_at timestamptz not null,
    unique (since, until)
);
comment on table xapi.kept_period is 'periods that somebody has asked about';

create table xapi.kept_class (
    period       integer  not null references xapi.kept_period on delete cascade,
    contribution text     not null,
    class        integer  not null,
    generation   smallint not null,
    moved        bigint   not null,
    epoch        bigint   not null,
    school       integer,
    level        text,
    primary key (period, contribution, class)
);
comment on table xapi.kept_class is
    'that the contribution of a class is kept, and of what it was made; where any of that is another now, it is out of date';

create table xapi.kept_contribution (
    period       integer not null references xapi.kept_period on delete cascade,
    contribution text    not null,
    class        integer not null,
    cell         text,
    kind         text,
    numerator    numeric,
    denominator  numeric,
    people       bigint,
    members      integer[],
    hours        float8[]
);
comment on table xapi.kept_contribution is 'what a class contributes to figures of a period; some contribute nothing';
comment on column xapi.kept_contribution.contribution is 'its name, and a hash of the SQL that it was made by';
comment on column xapi.kept_contribution.cell is
    'where the name ends in a breakdown, the cell that it contributes to: the class was in several in the period';
comment on column xapi.kept_contribution.members is
    'people or activities that a cell of several classes counts once, by their numbers';
create index on xapi.kept_contribution (period, contribution, class);

-- Whoever keeps contributions does so beside others, but not beside an erasure: it could write what it had read before.
create function xapi.begin_keeping() returns void language sql as $$
    select pg_advisory_xact_lock_shared(hashtextextended('xapi.kept_contribution', 0));
$$;
create function xapi.stop_keeping() returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('xapi.kept_contribution', 0));
$$;
comment on function xapi.stop_keeping is 'until the end of the transaction';

create function xapi.among(class integer, classes integer[]) returns boolean
    language sql immutable parallel safe
    return classes is null or class = any (classes);
comment on function xapi.among is 'whether a class is one of some; of all, where none are named';

create function xapi.first_of_month(happened timestamptz) returns date
    language sql immutable parallel safe
    return date_trunc('month', happened at time zone 'Asia/Ho_Chi_Minh')::date;
