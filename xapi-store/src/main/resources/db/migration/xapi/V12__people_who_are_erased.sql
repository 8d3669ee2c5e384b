-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- How a person is erased: docs/decisions/0033-erasure.md

create table xapi.erasure (
    id            uuid        primary key,
    request       uuid        not null,
    agents        uuid[]      not null,
    registrations uuid[]      not null,
    after         bigint      not null,
    begun_at      timestamptz not null default now(),
    settled_at    timestamptz,
    done_at       timestamptz,
    deleted       bigint      not null default 0,
    kept          bigint      not null default 0,
    attachments   bigint      not null default 0,
    documents     bigint      not null default 0,
    check (done_at is null or settled_at is not null)
);
comment on column xapi.erasure.id is 'as the sender calls it: the same request again goes on where the last one stopped';
comment on column xapi.erasure.request is 'fingerprint of what was asked';
comment on column xapi.erasure.agents is 'fingerprints of what the person is called in statements; nobody can read a name from them';
comment on column xapi.erasure.registrations is 'under which statements of others may name the person in an extension';
comment on column xapi.erasure.after is 'statements up to this key have been looked at';
comment on column xapi.erasure.settled_at is 'from then on, whoever stores a statement sees that the person is erased';
comment on column xapi.erasure.deleted is 'statements that are gone';
comment on column xapi.erasure.kept is 'statements of others that stay, without the person';

-- Whose statements do not come back.
create table xapi.erased_agent (
    term    integer primary key,
    erasure uuid    not null references xapi.erasure
);
create index erased_agent_by_erasure on xapi.erased_agent (erasure);

-- Asked in the transaction that stores statements, together with what it writes.
create function xapi.nobody_is_erased(agents integer[]) returns void
    language plpgsql stable as $$
begin
    if exists (select from xapi.erased_agent where term = any (agents)) then
        raise exception 'somebody in these statements is erased' using errcode = 'KE001';
    end if;
end $$;

create index document_by_agent on xapi.document (agent) where agent is not null;
