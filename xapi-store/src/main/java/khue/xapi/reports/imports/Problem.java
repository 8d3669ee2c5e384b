/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import khue.xapi.http.Message;

/**
 * Something to mend in a file.
 *
 * @param row as a spreadsheet counts them, the heading being the first; 0 for the file as a whole
 * @param column as it is called in the file's format; empty for the row as a whole
 */
record Problem(int row, String column, Fault fault, Message message) {

    static Problem ofFile(Fault fault, Object... found) {
        return of(0, "", fault, found);
    }

    static Problem of(int row, String column, Fault fault, Object... found) {
        return new Problem(row, column, fault, fault.said(found));
    }
}
