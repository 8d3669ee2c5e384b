/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import java.util.function.DoubleFunction;

/**
 * What a chart says beside its figures, in the reader's language.
 *
 * @param title what is read aloud first
 * @param description the gist of the chart, read aloud after it
 * @param number how numbers along a scale are written
 * @param whole whether there is nothing between two whole numbers
 * @param hidden the word for a figure that is not told, such as {@code n < 10}
 * @param unfinished the word for a period that is cut, or is not over
 */
public record Words(
        String title,
        String description,
        DoubleFunction<String> number,
        boolean whole,
        String hidden,
        String unfinished) {}
