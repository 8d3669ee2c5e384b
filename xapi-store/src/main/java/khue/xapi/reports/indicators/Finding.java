/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

/**
 * What a definition looks up in facts of the whole programme, whatever the answer is then cut by: a table of that name, made
 * once for all cells, and kept as long as no facts change ({@link KeptFindings}).
 *
 * @param columns names and types, as of a table
 * @param sql a query over facts in the period from {@code :from} until before {@code :until}, of which it reads none from
 *     {@code :until} on; of reference data it reads only other names of verbs and people
 */
record Finding(String name, String columns, String sql) {

    /** Names what is kept: made by other words, it is something else. */
    String key() {
        return Contribution.key(name, columns + sql);
    }
}
