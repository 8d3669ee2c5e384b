-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- A key is a point in time: the microseconds of "stored" since 1970, times 1024, plus a tag that keeps writers of the
-- same microsecond apart. Order, since/until and paging are all ranges of this one number, and partitions by time can
-- later be ranges of it as well: that is why no unique index but the primary key stands on this table.
create table xapi.statement (
    key          bigint  primary key,
    id           uuid    not null,
    verb         uuid    not null,
    registration uuid,
    authority    uuid    not null,
    voiding      boolean not null,
    version_2    boolean not null,
    payload      text    not null
);
comment on column xapi.statement.verb is 'fingerprint: first 128 bits of the SHA-256 of the IRI';
comment on column xapi.statement.authority is 'fingerprint of the agent that vouches for the statement';
comment on column xapi.statement.payload is 'the whole statement as JSON text: as sent, and with what the store sets';

create index statement_by_verb on xapi.statement (verb, key);
create index statement_by_registration on xapi.statement (registration, key) where registration is not null;
create index statement_by_authority on xapi.statement (authority, key);

-- Keeps ids unique across all partitions to come, and finds a statement by its id.
create table xapi.statement_id (
    id  uuid   primary key,
    key bigint not null
);

-- One row for each place of the index, never updated, so writers do not wait for each other.
create table xapi.agent_link (
    agent  uuid    not null,
    key    bigint  not null,
    direct boolean not null,
    primary key (agent, key)
);
create index agent_link_direct on xapi.agent_link (agent, key) where direct;

create table xapi.activity_link (
    activity uuid    not null,
    key      bigint  not null,
    direct   boolean not null,
    primary key (activity, key)
);
create index activity_link_direct on xapi.activity_link (activity, key) where direct;

-- A voiding statement may arrive before the one it voids, so nothing is marked on the target: readers look here.
create table xapi.voiding (
    target uuid   not null,
    key    bigint not null,
    primary key (target, key)
);

create sequence xapi.writer_tag as integer minvalue 0 maxvalue 1023 cycle;

create table xapi.key (
    name       text        primary key,
    secret     text        not null,
    scopes     text[]      not null,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
comment on column xapi.key.secret is 'a slow hash, never the secret';
