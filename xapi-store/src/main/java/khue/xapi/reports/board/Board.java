/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.board.Programme.Cohort;
import khue.xapi.reports.board.Programme.Model;
import khue.xapi.reports.board.Programme.Site;
import khue.xapi.reports.board.Programme.Target;
import khue.xapi.reports.board.Programme.Trial;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.SchoolActivity.Known;

/**
 * The programme's targets beside what the indicators say, and what stands behind each.
 *
 * @param year the school year that was asked for; without one each target is measured in its own period
 * @param mapDay on which schools are where the matrix shows them
 * @param missing what has to be imported before the board is whole
 */
record Board(
        Optional<String> year,
        Geography geography,
        LocalDate mapDay,
        int minimumGroup,
        Instant computedAt,
        Instant factsThrough,
        List<Goal> goals,
        Period periodOfCohorts,
        List<CohortGoal> cohorts,
        Period periodOfSchools,
        List<SchoolLine> schools,
        Period periodOfModels,
        List<ModelLine> models,
        Coverage coverage,
        Map<String, List<Code>> codes,
        Map<String, Period> years,
        List<Missing> missing) {

    /** One way of reading a target: I3 has two, of core teachers and of all teachers. */
    record Reading(
            String name,
            Optional<BigDecimal> numerator,
            Optional<BigDecimal> actual,
            Optional<Boolean> reached,
            Optional<Denominator> denominator) {}

    /** @param known empty where nobody has told it */
    record Denominator(String kind, Optional<Known> known) {}

    /**
     * A target and how far it is.
     *
     * @param indicator empty where none measures it
     * @param period in which it was measured
     */
    record Goal(
            Target target, Optional<Indicator> indicator, Period period, boolean suppressed, List<Reading> readings) {}

    /**
     * People of one kind to be trained.
     *
     * @param planned empty where statements name one that reference data do not
     * @param days on the average
     * @param outside how many people whose days are not in the range
     */
    record CohortGoal(
            String code,
            Optional<Cohort> planned,
            boolean suppressed,
            Optional<BigDecimal> finished,
            Optional<BigDecimal> days,
            Optional<BigDecimal> outside) {}

    /**
     * A school of the programme, or one at which something happens.
     *
     * @param missingPupils and {@code missingTeachers}: how many more it needs to be active; only of one that has begun
     */
    record SchoolLine(Site site, Standing standing, int missingPupils, int missingTeachers, List<String> models) {}

    /** A model and who tries it in the period. */
    record ModelLine(Model model, List<TrialLine> trials) {

        boolean isAlive() {
            return trials.stream().anyMatch(line -> line.standing() == Standing.ACTIVE);
        }
    }

    /** @param first the first day on which something happened at the school since it tries the model */
    record TrialLine(Trial trial, Optional<String> name, Standing standing, Optional<LocalDate> first) {}

    /**
     * Something that nobody has imported.
     *
     * @param what target, denominator, cohorts, cohort, models, trials or places
     * @param name of what, where it has one: an indicator, a kind, a code
     * @param table of reference data that takes it
     */
    record Missing(String what, Optional<String> name, String table) {}
}
