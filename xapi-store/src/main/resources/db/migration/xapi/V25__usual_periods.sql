-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Contributions to the usual periods are kept before anybody asks: docs/decisions/0056-usual-periods.md

alter table xapi.kept_period alter column asked_at drop not null;
alter table xapi.kept_period add column usual_at timestamptz;
alter table xapi.kept_period add check (asked_at is not null or usual_at is not null);
comment on table xapi.kept_period is 'periods that somebody has asked about, or is likely to';
comment on column xapi.kept_period.usual_at is 'when it was last one of those that people ask about sooner or later';
