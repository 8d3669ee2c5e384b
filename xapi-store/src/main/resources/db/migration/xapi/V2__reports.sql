-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What reports need of a statement about a learning project, in columns: JSON of millions of statements takes minutes
-- to read, these rows a moment. Written in the transaction that stores the statement; can be made again at any time.
create table xapi.project_event (
    key          bigint      not null,
    statement_id uuid        not null,
    happened     timestamptz not null,
    verb         text        not null,
    project      text        not null,
    subject      text,
    class        text,
    school       text
);
comment on column xapi.project_event.verb is 'as sent; reports read it through verb_alias';
comment on column xapi.project_event.subject is 'the pseudonym of the pupil whose work it is about';
create index project_event_by_verb on xapi.project_event (verb, happened) include (class, subject, statement_id);
create index project_event_by_key on xapi.project_event (key);

create table xapi.verb_alias (
    alias text primary key,
    verb  text not null check (verb <> alias)
);
comment on table xapi.verb_alias is 'other IRIs under which a verb is met in the wild';
insert into xapi.verb_alias (alias, verb)
select 'http://activitystrea.ms/schema/1.0/' || verb, 'http://activitystrea.ms/' || verb
  from unnest(array['approve', 'create', 'deny', 'host', 'join', 'present', 'return', 'sponsor', 'submit', 'unshare',
                    'win']) as verb;

create table xapi.enrolment (
    class    text        not null,
    as_of    timestamptz not null,
    label    text        not null,
    school   text,
    learners integer     not null check (learners >= 0),
    source   text        not null,
    primary key (class, as_of)
);
comment on table xapi.enrolment is 'how many learners a class had, as a source said at a time; the whole history';
