/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.util.List;

/**
 * A trend as a page shows it: every cell of the breakdown, and at last all together, each with a line for each period.
 *
 * @param columns the names of further numbers, in words
 */
public record IndicatorTrend(List<String> columns, List<IndicatorReport.Part> parts, List<Group> groups) {

    /**
     * What is about one cell.
     *
     * @param total all cells together
     * @param figures of each period, as numbers
     * @param lines the same in words
     */
    public record Group(
            String name, boolean total, List<IndicatorReport.Figure> figures, List<IndicatorTable.Line> lines) {}
}
