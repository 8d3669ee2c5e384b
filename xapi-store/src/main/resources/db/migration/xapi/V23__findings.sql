-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What definitions look up in facts of the whole programme is kept until facts change: docs/decisions/0060-findings.md

comment on column xapi.facts.moved is 'counts the transactions that changed facts; class_moved says which of them changed those of a class';

create table xapi.kept_finding (
    period     integer  not null references xapi.kept_period on delete cascade,
    finding    text     not null,
    generation smallint not null,
    moved      bigint   not null,
    epoch      bigint   not null,
    rows       jsonb    not null,
    primary key (period, finding)
);
comment on table xapi.kept_finding is 'what was found in facts of a period, and of which facts: where these are others now, it is out of date';
comment on column xapi.kept_finding.finding is 'its name, and a hash of the SQL that it was made by';

-- Exchanges of twin schools are found by the school, from the index alone.
drop index xapi.participation_fact_verb_happened_generation_key_actor_role__idx;
create index on xapi.participation_fact (verb, happened)
    include (generation, key, actor, role, pupil, piece, event, class, school, seconds, strand, form);
