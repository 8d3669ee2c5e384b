/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * From numbers to places: zero is always on it, and its ends are round numbers.
 *
 * @param step from one line of the grid to the next
 */
record Scale(double low, double high, double step) {

    private static final double TINY = 1e-9;

    /** @param lines about how many lines the grid has beside the first one */
    static Scale of(Collection<Double> numbers, int lines, boolean whole) {
        double low =
                Math.min(0, numbers.stream().mapToDouble(number -> number).min().orElse(0));
        double high =
                Math.max(0, numbers.stream().mapToDouble(number -> number).max().orElse(0));
        if (high - low < TINY) {
            return new Scale(0, 1, 1);
        }
        double step = round((high - low) / lines);
        if (whole) {
            step = Math.max(1, step);
        }
        return new Scale(Math.floor(low / step + TINY) * step, Math.ceil(high / step - TINY) * step, step);
    }

    /** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not less. */
    private static double round(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (double times : List.of(1.0, 2.0, 2.5, 5.0)) {
            if (step <= times * power * (1 + TINY)) {
                return times * power;
            }
        }
        return 10 * power;
    }

    /** A part of 1: where the number is between both ends. */
    double at(double number) {
        return (number - low) / (high - low);
    }

    List<Double> lines() {
        List<Double> lines = new ArrayList<>();
        for (int i = 0; low + i * step <= high + step / 2; i++) {
            double line = low + i * step;
            lines.add(Math.abs(line) < step / 2 ? 0.0 : line);
        }
        return lines;
    }
}
