-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What reports read was an eighth of a statement on disk: texts, in three indexes. Now it is numbers of terms.

create function xapi.fingerprint(identifier text) returns uuid
    language sql immutable strict parallel safe
    return encode(substr(sha256(convert_to(identifier, 'UTF8')), 1, 16), 'hex')::uuid;
comment on function xapi.fingerprint is 'what xapi.term knows an IRI by';

create function xapi.verb_numbers(iri text) returns setof integer
    language sql stable strict parallel safe
begin atomic
    select id from xapi.term where fingerprint = xapi.fingerprint(iri)
    union all
    select term.id
      from xapi.verb_alias
      join xapi.term on term.fingerprint = xapi.fingerprint(verb_alias.alias)
     where verb_alias.verb = iri;
end;
comment on function xapi.verb_numbers is 'a verb under all names by which it is met';

create table xapi.class (
    id  integer primary key,
    iri text    not null unique
);
comment on table xapi.class is 'classes that a statement named: their terms, and what these stand for';

alter table xapi.project_event rename to old_project_event;
drop index xapi.project_event_by_verb, xapi.project_event_by_key, xapi.project_event_by_work;

create table xapi.project_event (
    key      bigint      not null,
    happened timestamptz not null,
    verb     integer     not null,
    project  integer     not null,
    class    integer,
    subject  uuid
);
comment on column xapi.project_event.verb is 'as sent; reports read it through verb_numbers';
comment on column xapi.project_event.subject is 'fingerprint of the pseudonym of the pupil whose work it is about';

insert into xapi.class (id, iri)
select term.id, class
  from (select distinct class from xapi.old_project_event where class is not null) as named
  join xapi.term on term.fingerprint = xapi.fingerprint(class);

insert into xapi.project_event (key, happened, verb, project, class, subject)
select key, happened, verb.id, project.id, class.id, xapi.fingerprint(subject)
  from xapi.old_project_event as old
  join xapi.term verb on verb.fingerprint = xapi.fingerprint(old.verb)
  join xapi.term project on project.fingerprint = xapi.fingerprint(old.project)
  left join xapi.class on class.iri = old.class
 order by key;

drop table xapi.old_project_event;

create index project_event_by_verb on xapi.project_event (verb, happened);
create index project_event_by_work on xapi.project_event (subject, project, happened);
-- Keys grow, so a range of them lies together; only months that are forgotten are found by it.
create index project_event_by_key on xapi.project_event using brin (key);
