/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.util.List;
import java.util.Optional;

/**
 * Every definition, in the order in which people read them.
 *
 * <p>To add one: a class like {@link F3Revision} beside this one, its name here, and its reference in plain Java in the
 * tests' {@code PlainReports}: docs/how-to/add-an-indicator.md.
 */
public final class Indicators {

    public static final List<Indicator> ALL = List.of(
            I1ActiveSchools.DEFINITION,
            I2Models.DEFINITION,
            I3CoreTeachers.DEFINITION,
            I4Cohorts.DEFINITION,
            I5Modules.DEFINITION,
            I6Feedback.DEFINITION,
            F1Participation.DEFINITION,
            F2FeedbackDelay.DEFINITION,
            F3Revision.DEFINITION,
            F4Reflections.DEFINITION,
            F5Competencies.DEFINITION,
            F6Guardians.DEFINITION,
            A1Periods.DEFINITION,
            Balance.STRANDS,
            Balance.FORMS,
            A4OutsidePartners.DEFINITION,
            A5Contests.DEFINITION,
            A6Growth.DEFINITION,
            T1RegularTraining.DEFINITION,
            T2Completion.DEFINITION,
            T3Transfer.DEFINITION,
            T4Mentees.DEFINITION,
            T5Criteria.DEFINITION,
            Twins.EXCHANGES,
            Twins.RECIPROCITY,
            Twins.GAP,
            E1EquityGap.DEFINITION,
            Sources.FRESHNESS,
            Sources.VOLUME,
            Sources.UNMAPPED,
            Sources.OUTSIDE);

    private Indicators() {}

    public static Optional<Indicator> of(String id) {
        return ALL.stream().filter(indicator -> indicator.id().equals(id)).findFirst();
    }
}
