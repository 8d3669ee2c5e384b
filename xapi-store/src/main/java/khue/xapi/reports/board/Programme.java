/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Text;

/**
 * What reference data say of the programme; of each thing its newest version.
 *
 * @param codes what a level, an area and an ownership can be, by which of them it is, in the order in which people name them
 * @param years names and days of the school years, the newest first
 */
record Programme(
        List<Target> targets,
        List<Cohort> cohorts,
        List<Model> models,
        List<Trial> trials,
        Map<String, List<Code>> codes,
        Map<String, Period> years) {

    /** @param indicator the id of the one that measures it */
    record Target(
            String code,
            int version,
            String title,
            Optional<String> indicator,
            Period period,
            Optional<BigDecimal> baseline,
            BigDecimal target,
            String source) {}

    record Cohort(
            String code,
            int version,
            String title,
            int quota,
            Optional<Integer> leastDays,
            Optional<Integer> mostDays,
            String source) {}

    record Model(
            String code,
            int version,
            String title,
            Optional<String> level,
            Optional<String> area,
            Optional<String> ownership,
            String source) {}

    /** One of the words of a list, and what people call it. */
    record Code(String code, Text name) {}

    /** A school tries a model, until the first day on which it does so no more. */
    record Trial(String school, String model, String phase, LocalDate from, Optional<LocalDate> until) {

        boolean isIn(Period period) {
            return !from.isAfter(period.until())
                    && until.filter(end -> !end.isAfter(period.from())).isEmpty();
        }
    }

    /** A school; what is not known of it on that day is empty. */
    record Site(
            String code,
            Optional<String> name,
            Optional<String> level,
            Optional<String> area,
            Optional<String> ownership) {

        boolean isPlaced() {
            return level.isPresent() && area.isPresent() && ownership.isPresent();
        }
    }
}
