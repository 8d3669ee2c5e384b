/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.time.LocalDate;

/** @param today which day's map is the current one */
public record Question(Period period, Breakdown by, Geography geography, LocalDate today) {

    /** The same of another period. */
    public Question in(Period other) {
        return new Question(other, by, geography, today);
    }

    Question by(Breakdown other) {
        return new Question(period, other, geography, today);
    }
}
