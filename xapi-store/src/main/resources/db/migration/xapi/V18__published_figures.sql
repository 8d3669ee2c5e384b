-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Figures for programs that read the database: docs/decisions/0046-published-figures.md

create table xapi.published_indicator (
    id         text     not null,
    version    smallint not null,
    title_vi   text     not null,
    title_en   text     not null,
    formula_vi text     not null,
    formula_en text     not null,
    unit       text     not null,
    primary key (id, version)
);

create table xapi.published_period (
    id            integer generated always as identity primary key,
    kind          text        not null check (kind in ('month', 'quarter', 'year', 'school-year')),
    name          text        not null,
    starts_on     date        not null,
    ends_on       date        not null,
    tried_at      timestamptz,
    computed_at   timestamptz,
    facts_through timestamptz,
    seen          text,
    erased        bigint,
    unique (kind, name),
    check (ends_on >= starts_on)
);
comment on column xapi.published_period.tried_at is 'when somebody began to compute it; later than computed_at while it goes on, or after it failed';
comment on column xapi.published_period.seen is 'what the figures were made of; other data, other text';
comment on column xapi.published_period.erased is 'how much had been erased by then';

-- A figure that is hidden has no numbers here either: whoever reads this table cannot learn them.
create table xapi.published_figure (
    period      integer  not null references xapi.published_period on delete cascade,
    indicator   text     not null,
    version     smallint not null,
    breakdown   text     not null,
    geography   text     not null,
    cell        text,
    label       text,
    suppressed  boolean  not null,
    numerator   numeric,
    denominator numeric,
    value       numeric,
    as_of       timestamptz,
    foreign key (indicator, version) references xapi.published_indicator,
    check (not suppressed or num_nonnulls(numerator, denominator, value) = 0)
);
create index on xapi.published_figure (period, indicator, breakdown);
create index on xapi.published_figure (indicator, breakdown, period);
comment on column xapi.published_figure.as_of is 'of the denominator';

-- What belongs to one indicator alone: a percentile, an interval, a plan.
create table xapi.published_detail (
    period    integer  not null references xapi.published_period on delete cascade,
    indicator text     not null,
    version   smallint not null,
    breakdown text     not null,
    geography text     not null,
    cell      text,
    name      text     not null,
    number    numeric  not null
);
create index on xapi.published_detail (period);
create index on xapi.published_detail (indicator, breakdown, period);
