/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

/**
 * One column by which a table refers to people, and what the erasure of a person does there.
 *
 * @param through for a row that belongs to somebody by another row: which rows those are, as SQL that has {@code :people} for the ids
 * @param why what the row is, and why it goes or stays
 */
public record PlaceOfPerson(String table, String column, Fate fate, String through, String why) {

    /** What becomes of a row. */
    public enum Fate {
        /** The row goes. */
        GOES,
        /** The row goes with another one of the plan, by the database's own cascade. */
        GOES_ALONG,
        /** The row belongs to others and stays; the column names nobody any more. */
        NAMES_NOBODY,
        /** As that, and the column is left empty. */
        IS_LEFT_EMPTY
    }

    /** The rows of somebody, as a condition. */
    public String condition() {
        return through.isEmpty() ? column + " = ANY(:people)" : column + " IN (" + through + ")";
    }
}
