/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A figure as a chart shows it.
 *
 * @param value empty when there is none, or none that is told
 * @param said the value in words
 * @param hidden not told, because it is about too few people
 */
public record Told(Optional<Double> value, Optional<Interval> interval, String said, boolean hidden) {

    Stream<Double> numbers() {
        return Stream.concat(value.stream(), interval.stream().flatMap(ends -> Stream.of(ends.low(), ends.high())));
    }
}
