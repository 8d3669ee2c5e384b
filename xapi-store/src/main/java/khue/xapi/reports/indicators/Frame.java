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

    private Frame() {}

    /** The whole query, with the parameters {@code :from}, {@code :until}, {@code :today} and {@code :own}. */
    static String sql(Indicator indicator, Question question) {
        return withPlaces(indicator, question) + ",\n" + indicator.sql() + "\nselect * from figure order by cell";
    }

    /** Up to the table {@code place}. */
    static String withPlaces(Indicator indicator, Question question) {
        return "with place as (\n" + places(indicator.grain(), question).indent(2) + ")";
    }

    /** When each class or school is in which cell, within the period: {@code name}, {@code cell}, {@code since}, {@code until}. */
    static String placesSql(Indicator indicator, Question question) {
        boolean ofClasses = indicator.grain() == Grain.CLASS;
        return withPlaces(indicator, question)
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
