-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

alter table xapi.key
    add column label         text        not null default '',
    add column authority     text,
    add column expires_at    timestamptz,
    add column from_settings boolean     not null default false;
-- Until now there was no other way to make one.
update xapi.key set from_settings = true;
comment on column xapi.key.secret is 'a hash, never the secret: slow where a person chose it, SHA-256 where the store made it';
comment on column xapi.key.authority is 'the Agent that vouches for the statements of this key, as JSON; null: an account named as the key';

-- Apart from the key, so that noting a use neither waits for nor looks like a change of the key.
create table xapi.key_use (
    name text        primary key,
    at   timestamptz not null
);

-- Who did what when; each row holds what the key was afterwards.
create table xapi.key_event (
    id           bigint      generated always as identity primary key,
    name         text        not null references xapi.key,
    at           timestamptz not null default now(),
    what         text        not null check (what in ('made', 'changed', 'revoked')),
    by_key       text,
    on_behalf_of text,
    label        text        not null,
    scopes       text[]      not null,
    expires_at   timestamptz
);
create index key_event_by_name on xapi.key_event (name, id);
comment on column xapi.key_event.by_key is 'the key that asked for it; null: the settings';
comment on column xapi.key_event.on_behalf_of is 'whom that key named as the one who decided; opaque to the store';

-- Counts the changes of keys. A node that reads the same number twice knows that no key changed in between: the number
-- and the key change in one commit, which a sequence would not.
create table xapi.key_version (
    only_row boolean primary key default true check (only_row),
    version  bigint  not null
);
insert into xapi.key_version (version) values (1);

create function xapi.key_changed() returns trigger language plpgsql as $$
begin
    update xapi.key_version set version = version + 1;
    perform pg_notify('khue_xapi_key', '');
    return null;
end $$;

-- A trigger, so that a key changed by hand in SQL counts like one changed by the store.
create trigger key_changed after insert or update or delete or truncate on xapi.key
    for each statement execute function xapi.key_changed();
