/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.Map;
import khue.xapi.reports.indicators.Indicator.Grain;

/**
 * What stands around the SQL of every definition: the table {@code place}, which says to which cell of the answer a class
 * (or, for indicators of schools, a school) belongs, and since when until when.
 *
 * <p>A definition joins it on the left, by {@code place.class = … and happened >= place.since and happened < place.until}:
 * what is in no place is in the cell null. Without a breakdown there are no places, and everything is in one cell.
 */
final class Frame {

    private static final Map<Breakdown, String> COLUMNS = Map.of(
            Breakdown.LEVEL, "level",
            Breakdown.AREA, "area",
            Breakdown.OWNERSHIP, "ownership",
            Breakdown.CLUSTER, "cluster");

    private static final String EVER = "'-infinity'::timestamptz as since, 'infinity'::timestamptz as until";

    /** After the table {@code figure}. */
    static final String END = "\nselect * from figure order by cell";

    private Frame() {}

    /** The whole query over facts, with the parameters {@code :from}, {@code :until}, {@code :today}, {@code :own} and {@code :classes}. */
    static String sql(Indicator indicator, Question question) {
        return withPlaces(indicator.grain(), question) + ",\n" + indicator.sql() + END;
    }

    /** The table {@code contribution}, made of facts. */
    static String table(Contribution contribution) {
        return "contribution as (\n" + contribution.sql().indent(2) + "),\n";
    }

    /** The table of a finding, made of facts. */
    static String table(Finding finding) {
        return finding.name() + " as materialized (\n" + finding.sql().indent(2) + "),\n";
    }

    /** After other tables, that of a finding as it is kept, with the further parameter {@code :period}. */
    static String kept(Finding finding) {
        return """
                ,
                %s as materialized (
                  select told.*
                    from xapi.kept_finding kept cross join jsonb_to_recordset(kept.rows) as told (%s)
                   where kept.period = :period and kept.finding = '%s'
                )""".formatted(finding.name(), finding.columns(), finding.key());
    }

    /**
     * Up to the table {@code contribution}, as it is kept, with the further parameters {@code :period}, {@code :kept} and, for
     * the classes that are in several cells, {@code :several} and {@code :apart}, under which it is kept by cells.
     */
    static String withKept(Contribution contribution, Grain grain, Question question) {
        String columns = String.join(", ", contribution.columns());
        String home = grain == Grain.CLASS
                ? "left join place on place.class = class.id"
                : "left join xapi.class_school on class_school.class = class.id left join place on place.school = class_school.school";
        return withPlaces(grain, question) + """
                ,
                cell_of_class as (
                  select distinct class.id as class, place.cell
                    from xapi.class %1$s and place.since < :until and place.until > :from
                   where class.id <> all (:several::integer[])
                ), contribution as (
                  select class, cell_of_class.cell, %2$s
                    from xapi.kept_contribution kept join cell_of_class using (class)
                   where kept.period = :period and kept.contribution = :kept
                  union all
                  select class, cell, %2$s
                    from xapi.kept_contribution kept
                   where kept.period = :period and kept.contribution = :apart and kept.class = any (:several::integer[])
                )""".formatted(home, columns);
    }

    /** The classes that are in several cells within the period, or in one for a part of it. */
    static String inSeveralCells(Grain grain, Question question) {
        String home = grain == Grain.CLASS
                ? "xapi.class join place on place.class = class.id"
                : "xapi.class join xapi.class_school on class_school.class = class.id join place on place.school = class_school.school";
        return withPlaces(grain, question) + """

                select class.id as class
                  from %s and place.since < :until and place.until > :from
                 group by class.id
                having count(distinct coalesce(cell, '')) > 1
                    or range_agg(tstzrange(greatest(place.since, :from), least(place.until, :until)))
                       <> tstzmultirange(tstzrange(:from, :until))""".formatted(home);
    }

    /** Up to the table {@code place}. */
    static String withPlaces(Grain grain, Question question) {
        return "with place as (\n" + places(grain, question).indent(2) + ")";
    }

    /** What contributions are kept by: everything is in one place. */
    static String withoutPlaces() {
        return "with place as (select null::integer as class, null::integer as school, null::text as cell, %s where false)"
                .formatted(EVER);
    }

    /** When each class or school is in which cell, within the period: {@code name}, {@code cell}, {@code since}, {@code until}. */
    static String placesSql(Indicator indicator, Question question) {
        boolean ofClasses = indicator.grain() == Grain.CLASS;
        return withPlaces(indicator.grain(), question)
                + """

                select unit.%1$s as name, place.cell, greatest(place.since, :from) as since, least(place.until, :until) as until
                  from place join xapi.%2$s unit on unit.id = place.%2$s
                 where place.since < :until and place.until > :from""".formatted(ofClasses ? "iri" : "code", ofClasses ? "class" : "school");
    }

    private static String places(Grain grain, Question question) {
        boolean ofClasses = grain == Grain.CLASS;
        return switch (question.by()) {
            case NONE, COHORT, COMPETENCY, ROUND, PAIR, SOURCE ->
                "select null::integer as %s, null::text as cell, %s where false"
                        .formatted(ofClasses ? "class" : "school", EVER);
            case CLASS -> "select id as class, iri as cell, %s from xapi.class".formatted(EVER);
            case SCHOOL ->
                ofClasses
                        ? "select class, code as cell, %s from xapi.class_school join xapi.school on school.id = school"
                                .formatted(EVER)
                        : "select id as school, code as cell, %s from xapi.school".formatted(EVER);
            default -> ofHistory(ofClasses, question);
        };
    }

    private static String ofHistory(boolean ofClasses, Question question) {
        String cell = cell(ofClasses, question);
        String from = ofClasses
                ? "xapi.class_school home left join xapi.school_history past on past.school = home.school"
                : "xapi.school_history past";
        String what = ofClasses ? "home.class" : "past.school";
        if (question.geography() == Geography.EVENT) {
            return """
                    select %s, %s as cell,
                           coalesce(past.valid_from::timestamp at time zone '%s', '-infinity') as since,
                           coalesce(past.valid_until::timestamp at time zone '%s', 'infinity') as until
                      from %s""".formatted(what, cell, Period.ZONE, Period.ZONE, from);
        }
        String day = question.geography() == Geography.LEGACY
                ? "date '" + Geography.LAST_DAY_OF_DISTRICTS + "'"
                : ":today::date";
        return """
                select %s, %s as cell, %s
                  from %s %s past.valid_from <= %s and (past.valid_until > %s or past.valid_until is null)""".formatted(what, cell, EVER, from, ofClasses ? "and" : "where", day, day);
    }

    private static String cell(boolean ofClasses, Question question) {
        if (question.by() == Breakdown.UNIT) {
            return question.geography() == Geography.LEGACY
                    ? "past.legacy_district"
                    : "coalesce(past.unit, past.legacy_district)";
        }
        String column = "past." + COLUMNS.get(question.by());
        return question.by() == Breakdown.LEVEL && ofClasses ? "coalesce(home.level, past.level)" : column;
    }
}
