/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import java.util.List;

/**
 * The definition of an indicator. When what is counted changes, the version does too.
 *
 * @param formula the formula in words
 * @param sql the very statement that computes it
 */
record Indicator(String id, int version, Text title, Text formula, String sql, List<Parameter> parameters) {

    Indicator {
        parameters = List.copyOf(parameters);
    }

    /** @param values what can be given, in words or as the list of the only values */
    record Parameter(String name, boolean required, Text values) {}
}
