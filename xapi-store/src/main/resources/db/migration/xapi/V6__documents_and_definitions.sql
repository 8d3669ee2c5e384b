-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- State, Activity Profile and Agent Profile documents. Fingerprints stand for names, because a client chooses ids of
-- any length, and an index holds only short ones.
create table xapi.document (
    name         uuid        primary key,
    context      uuid        not null,
    agent        uuid,
    registration uuid,
    id           text        not null,
    content_type text        not null,
    content      bytea       not null,
    updated      timestamptz not null
);
comment on column xapi.document.name is 'fingerprint of resource, activity, agent, registration and id';
comment on column xapi.document.context is 'fingerprint of resource, activity and agent: what lists look up';
comment on column xapi.document.agent is 'fingerprint of the agent whose document it is, for requests about their data';
create index document_by_context on xapi.document (context);

-- What statements have said about an activity or a verb, oldest first; the definition is all of it, merged. Rows are
-- only added where statements are stored, and replaced by their merger later, so writers never wait for each other. A
-- term has a number that grows, so rows about new activities are neighbours in the index.
create table xapi.definition (
    subject    integer not null,
    key        bigint  not null,
    definition text    not null
);
comment on column xapi.definition.subject is 'number of the term that it defines; what is said about an IRI as a verb is its display, all else is about an activity';
comment on column xapi.definition.key is 'the statement that brought it, or the last of those whose definitions are merged here';
comment on column xapi.definition.definition is 'JSON text';
create index definition_by_subject on xapi.definition (subject, key);
