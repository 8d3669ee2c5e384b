/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One figure, as it was computed.
 *
 * @param cell what it is about; empty for the total, and for what is in no place
 * @param people the size of the group behind it
 * @param source where the denominator comes from
 * @param more further numbers that belong to it, by name
 */
public record Figure(
        Optional<String> cell,
        Optional<BigDecimal> numerator,
        Optional<BigDecimal> denominator,
        Optional<BigDecimal> value,
        long people,
        Optional<Source> source,
        Map<String, BigDecimal> more) {

    /** @param asOf of several the oldest: a figure is as fresh as its oldest part */
    public record Source(String name, Instant asOf) {}
}
