/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One row of reference data. Every value is a text in one way of writing (days as ISO 8601 has them, numbers with a point and without
 * needless digits), so that equal rows are equal; a column without a value is not there.
 */
record Row(Map<String, String> values) {

    Row {
        values = new TreeMap<>(values);
    }

    Optional<String> find(String column) {
        return Optional.ofNullable(values.get(column));
    }

    String get(String column) {
        return values.get(column);
    }
}
