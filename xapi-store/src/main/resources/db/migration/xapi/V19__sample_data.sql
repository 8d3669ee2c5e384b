-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Twin schools are brought by files like other reference data.
alter table xapi.twin_pair add column import bigint references xapi.reference_import;

-- A school year that never was, for people to look at: docs/decisions/0047-sample-data.md
create table xapi.sample_data (
    only_row   boolean     primary key default true check (only_row),
    state      text        not null check (state in ('filling', 'there', 'leaving', 'gone')),
    begun_at   timestamptz not null,
    statements integer     not null default 0,
    planned    integer     not null default 0
);
comment on column xapi.sample_data.state is 'the row stays when the data is gone: it does not come back';
comment on column xapi.sample_data.begun_at is 'what the days of all sample statements are reckoned from, however often filling begins anew';
comment on column xapi.sample_data.statements is 'how many were put in, or are left to be taken out';
