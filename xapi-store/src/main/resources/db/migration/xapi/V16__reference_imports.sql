-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Reference data by files that can be looked at first and undone: docs/decisions/0045-reference-data-by-files.md

create table xapi.reference_import (
    id           bigint      generated always as identity primary key,
    reference    text        not null,
    file         text        not null,
    sha256       text        not null,
    whole        boolean     not null,
    content      bytea,
    made_at      timestamptz not null,
    by_key       text        not null,
    on_behalf_of text,
    rows         integer     not null,
    kept_at      timestamptz,
    undone_at    timestamptz,
    undone_by    text,
    check (content is null or kept_at is null),
    check (undone_at is null or kept_at is not null)
);
comment on column xapi.reference_import.whole is 'whether rows that the file lacks go';
comment on column xapi.reference_import.content is 'the file, while it is only being looked at';
comment on column xapi.reference_import.kept_at is 'null: nothing was changed yet';

create table xapi.reference_change (
    import bigint  not null references xapi.reference_import on delete cascade,
    number integer not null,
    before jsonb,
    after  jsonb,
    primary key (import, number),
    check (before is not null or after is not null)
);
comment on table xapi.reference_change is 'what an import did, row by row: enough to undo it';

alter table xapi.school_history add column import bigint references xapi.reference_import;
alter table xapi.school_year    add column import bigint references xapi.reference_import;
alter table xapi.school_term    add column import bigint references xapi.reference_import;
alter table xapi.school_week    add column import bigint references xapi.reference_import;
alter table xapi.day_off        add column import bigint references xapi.reference_import;
alter table xapi.model          add column import bigint references xapi.reference_import;
alter table xapi.pilot_phase    add column import bigint references xapi.reference_import;
alter table xapi.school_model   add column import bigint references xapi.reference_import;
alter table xapi.target         add column import bigint references xapi.reference_import;
alter table xapi.cohort         add column import bigint references xapi.reference_import;
alter table xapi.denominator    add column import bigint references xapi.reference_import;

-- Within an import rows go and come in any order; at its end everything has to be right.
alter table xapi.school_term  alter constraint school_term_school_year_fkey  deferrable;
alter table xapi.school_week  alter constraint school_week_school_year_fkey  deferrable;
alter table xapi.school_model alter constraint school_model_phase_fkey       deferrable;
alter table xapi.school_model alter constraint school_model_model_version_fkey deferrable;

-- Which words a column takes is data like the rest.
create table xapi.code (
    kind   text not null check (kind in ('level', 'area', 'ownership')),
    code   text not null,
    vi     text not null,
    en     text not null,
    source text not null,
    import bigint references xapi.reference_import,
    primary key (kind, code)
);
insert into xapi.code (kind, code, vi, en, source)
select kind, code, vi, en, 'Luật Giáo dục 2019; Quyết định 4906/QĐ-UBND ngày 08/12/2022'
  from (values ('level', 'preschool', 'Mầm non', 'Preschool'),
               ('level', 'primary', 'Tiểu học', 'Primary school'),
               ('level', 'lower-secondary', 'THCS', 'Lower secondary school'),
               ('level', 'upper-secondary', 'THPT', 'Upper secondary school'),
               ('area', 'inner', 'Nội thành', 'Inner city'),
               ('area', 'outer', 'Ngoại thành', 'Outer city'),
               ('ownership', 'public', 'Công lập', 'Public'),
               ('ownership', 'private', 'Ngoài công lập', 'Private'))
         as known (kind, code, vi, en);
