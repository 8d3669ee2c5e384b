/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * One figure of a report as readers get it.
 *
 * @param key what it is about; empty for the total, or where that is not known
 * @param share the numbers; empty when they are suppressed
 * @param source where the denominator comes from
 */
record Cell(Optional<String> key, Optional<String> label, Optional<Share> share, Optional<Source> source) {

    record Share(int numerator, int denominator) {

        private static final int DECIMALS = 4;

        /** Empty when there is nobody to divide by. */
        Optional<BigDecimal> value() {
            return denominator == 0
                    ? Optional.empty()
                    : Optional.of(BigDecimal.valueOf(numerator)
                            .divide(BigDecimal.valueOf(denominator), DECIMALS, RoundingMode.HALF_UP));
        }
    }

    record Source(String name, Instant asOf) {}
}
