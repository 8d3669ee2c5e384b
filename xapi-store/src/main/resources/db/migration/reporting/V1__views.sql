-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- What programs that read the database may see: docs/reference/reporting-views.md has every column, and a test compares.
-- Names of people, pseudonyms, statements and texts that somebody wrote are in none of them.

comment on schema reporting is 'figures and reference data for programs that read the database; nothing about single people';

create view reporting.figure as
select period.kind as period_kind, period.name as period, period.starts_on as period_starts_on,
       period.ends_on as period_ends_on, figure.indicator, figure.version, figure.breakdown, figure.geography,
       figure.cell, figure.label, figure.suppressed, figure.numerator, figure.denominator, figure.value,
       figure.as_of as denominator_as_of, period.computed_at, period.facts_through
  from xapi.published_figure figure
  join xapi.published_period period on period.id = figure.period;
comment on view reporting.figure is 'figures of indicators, by period and breakdown; the same that pages and reports show';
comment on column reporting.figure.period_kind is 'month, quarter, year or school-year';
comment on column reporting.figure.period is 'its name: 2026-03, 2026-Q1, 2026, 2025-2026';
comment on column reporting.figure.period_starts_on is 'its first day';
comment on column reporting.figure.period_ends_on is 'its last day; figures of a period that lasts are those so far';
comment on column reporting.figure.indicator is 'id of the indicator, see reporting.indicator';
comment on column reporting.figure.version is 'of the definition';
comment on column reporting.figure.breakdown is 'what the indicator is cut by: none (the total), school, level, area, ownership, unit, cluster, or what it alone has';
comment on column reporting.figure.geography is 'event: where a school was on the day of the event; current: where it is now; legacy: on 30 June 2025; only unit has all three';
comment on column reporting.figure.cell is 'one part of the breakdown, such as the code of a school; empty for the total, and for what is in no part';
comment on column reporting.figure.label is 'how pages call the cell, where it has a name';
comment on column reporting.figure.suppressed is 'true: fewer than ten people, or it would give away such a group; there are no numbers';
comment on column reporting.figure.numerator is 'what is counted, where the figure is a quotient';
comment on column reporting.figure.denominator is 'what it is divided by';
comment on column reporting.figure.value is 'the figure; never add, average or subtract values of other rows to get a total, there is a row for it';
comment on column reporting.figure.denominator_as_of is 'when the denominator was told';
comment on column reporting.figure.computed_at is 'when the figure was computed';
comment on column reporting.figure.facts_through is 'what was stored until then is in the figure';

create view reporting.figure_detail as
select period.kind as period_kind, period.name as period, detail.indicator, detail.version, detail.breakdown,
       detail.geography, detail.cell, detail.name, detail.number
  from xapi.published_detail detail
  join xapi.published_period period on period.id = detail.period;
comment on view reporting.figure_detail is 'further numbers of a figure, such as a percentile, a plan or the ends of an interval';
comment on column reporting.figure_detail.period_kind is 'as in reporting.figure';
comment on column reporting.figure_detail.period is 'as in reporting.figure';
comment on column reporting.figure_detail.indicator is 'as in reporting.figure';
comment on column reporting.figure_detail.version is 'as in reporting.figure';
comment on column reporting.figure_detail.breakdown is 'as in reporting.figure';
comment on column reporting.figure_detail.geography is 'as in reporting.figure';
comment on column reporting.figure_detail.cell is 'as in reporting.figure';
comment on column reporting.figure_detail.name is 'of the number, as the report API has it under more';
comment on column reporting.figure_detail.number is 'the number';

create view reporting.indicator as
select id as indicator, version, title_vi, title_en, formula_vi, formula_en, unit
  from xapi.published_indicator;
comment on view reporting.indicator is 'what the indicators are';
comment on column reporting.indicator.indicator is 'id, such as F1';
comment on column reporting.indicator.version is 'goes up when what is counted changes';
comment on column reporting.indicator.title_vi is 'its name in Vietnamese';
comment on column reporting.indicator.title_en is 'its name in English';
comment on column reporting.indicator.formula_vi is 'the formula in words, in Vietnamese';
comment on column reporting.indicator.formula_en is 'the formula in words, in English';
comment on column reporting.indicator.unit is 'of the value: share, gap, balance, hours, rate, periods, count, levels or slope';

create view reporting.school as
select school.code as school, past.name, past.level, past.legacy_district, past.legacy_ward, past.unit, past.area,
       past.ownership, past.cluster, past.valid_from
  from xapi.school_history past
  join xapi.school on school.id = past.school
 where past.valid_from <= current_date and (past.valid_until > current_date or past.valid_until is null);
comment on view reporting.school is 'schools as they are today';
comment on column reporting.school.school is 'code, the cell of the breakdown school';
comment on column reporting.school.name is 'of the school';
comment on column reporting.school.level is 'see reporting.word; empty where its classes differ';
comment on column reporting.school.legacy_district is 'district until 30 June 2025';
comment on column reporting.school.legacy_ward is 'ward or commune until 30 June 2025';
comment on column reporting.school.unit is 'ward or commune since 1 July 2025';
comment on column reporting.school.area is 'inner or outer city, see reporting.word';
comment on column reporting.school.ownership is 'public or private, see reporting.word';
comment on column reporting.school.cluster is 'of schools';
comment on column reporting.school.valid_from is 'since when it is so';

create view reporting.school_history as
select school.code as school, past.name, past.level, past.legacy_district, past.legacy_ward, past.unit, past.area,
       past.ownership, past.cluster, past.valid_from, past.valid_until
  from xapi.school_history past
  join xapi.school on school.id = past.school;
comment on view reporting.school_history is 'schools with all that they were, and when';
comment on column reporting.school_history.school is 'code, the cell of the breakdown school';
comment on column reporting.school_history.name is 'of the school at that time';
comment on column reporting.school_history.level is 'at that time';
comment on column reporting.school_history.legacy_district is 'district until 30 June 2025';
comment on column reporting.school_history.legacy_ward is 'ward or commune until 30 June 2025';
comment on column reporting.school_history.unit is 'ward or commune since 1 July 2025';
comment on column reporting.school_history.area is 'at that time';
comment on column reporting.school_history.ownership is 'at that time';
comment on column reporting.school_history.cluster is 'at that time';
comment on column reporting.school_history.valid_from is 'the first day on which it was so';
comment on column reporting.school_history.valid_until is 'the first day on which it was so no more; empty: it still is';

create view reporting.word as
select kind, code, vi, en from xapi.code;
comment on view reporting.word is 'what codes are called';
comment on column reporting.word.kind is 'level, area or ownership';
comment on column reporting.word.code is 'as in reporting.school and as cells of these breakdowns';
comment on column reporting.word.vi is 'in Vietnamese';
comment on column reporting.word.en is 'in English';

create view reporting.school_year as
select name as school_year, starts_on, ends_on from xapi.school_year;
comment on view reporting.school_year is 'school years';
comment on column reporting.school_year.school_year is 'its name, the period of reporting.figure';
comment on column reporting.school_year.starts_on is 'its first day';
comment on column reporting.school_year.ends_on is 'its last day';

create view reporting.model as
select code as model, version, title, level, area, ownership from xapi.model;
comment on view reporting.model is 'models of the programme';
comment on column reporting.model.model is 'code';
comment on column reporting.model.version is 'of the model';
comment on column reporting.model.title is 'its name';
comment on column reporting.model.level is 'for which level it is';
comment on column reporting.model.area is 'for which area it is';
comment on column reporting.model.ownership is 'for which ownership it is';

create view reporting.school_model as
select school.code as school, tried.model, tried.version, tried.phase, phase.title as phase_title, tried.valid_from,
       tried.valid_until
  from xapi.school_model tried
  join xapi.school on school.id = tried.school
  join xapi.pilot_phase phase on phase.code = tried.phase;
comment on view reporting.school_model is 'which school tries which model, and when';
comment on column reporting.school_model.school is 'code';
comment on column reporting.school_model.model is 'code';
comment on column reporting.school_model.version is 'of the model';
comment on column reporting.school_model.phase is 'code of the phase of the trial';
comment on column reporting.school_model.phase_title is 'its name';
comment on column reporting.school_model.valid_from is 'the first day of the trial';
comment on column reporting.school_model.valid_until is 'the first day after it; empty: it goes on';

create view reporting.target as
select code as target, version, title, indicator, starts_on, ends_on, baseline, target as wanted from xapi.target;
comment on view reporting.target is 'what the programme wants to reach';
comment on column reporting.target.target is 'code';
comment on column reporting.target.version is 'of the target';
comment on column reporting.target.title is 'its name';
comment on column reporting.target.indicator is 'by which it is measured, where there is one';
comment on column reporting.target.starts_on is 'the first day';
comment on column reporting.target.ends_on is 'the last day';
comment on column reporting.target.baseline is 'where it began';
comment on column reporting.target.wanted is 'what is to be reached';

create view reporting.cohort as
select code as cohort, version, title, quota, least_days, most_days from xapi.cohort;
comment on view reporting.cohort is 'kinds of participants in training';
comment on column reporting.cohort.cohort is 'code, the cell of the breakdown cohort';
comment on column reporting.cohort.version is 'of the quota';
comment on column reporting.cohort.title is 'its name';
comment on column reporting.cohort.quota is 'how many are to be trained';
comment on column reporting.cohort.least_days is 'of training, at least';
comment on column reporting.cohort.most_days is 'of training, at most';
