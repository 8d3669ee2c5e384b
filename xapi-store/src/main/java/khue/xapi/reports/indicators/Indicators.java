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
            F1Participation.DEFINITION,
            F2FeedbackDelay.DEFINITION,
            F3Revision.DEFINITION,
            F4Reflections.DEFINITION,
            A1Periods.DEFINITION,
            Balance.STRANDS,
            Balance.FORMS,
            T2Completion.DEFINITION,
            T3Transfer.DEFINITION,
            E1EquityGap.DEFINITION);

    private Indicators() {}

    public static Optional<Indicator> of(String id) {
        return ALL.stream().filter(indicator -> indicator.id().equals(id)).findFirst();
    }
}
