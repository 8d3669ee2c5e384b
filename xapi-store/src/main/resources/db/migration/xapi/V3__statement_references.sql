-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- A statement whose object is a StatementRef is also found by what its target is found by, and by what the target of
-- the target is. Every such pair has a row, so that a query follows no chain.
create table xapi.reference (
    key    bigint not null,
    target uuid   not null,
    primary key (key, target)
);
create index reference_by_target on xapi.reference (target);

with recursive direct as (
  select key, (payload::json #>> '{object,id}')::uuid as target
    from xapi.statement
   where payload like '%StatementRef%' and payload::json #>> '{object,objectType}' = 'StatementRef'
), chain (key, target) as (
  select key, target from direct
  union
  select chain.key, direct.target
    from chain join xapi.statement_id on id = chain.target join direct on direct.key = statement_id.key
)
insert into xapi.reference (key, target) select key, target from chain;
