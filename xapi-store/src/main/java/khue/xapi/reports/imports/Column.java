/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import khue.xapi.http.Message;

/**
 * A column of a file.
 *
 * @param name as it stands in the heading; the titles are understood there as well
 * @param most characters of a text, or the greatest number
 * @param least the smallest number
 */
record Column(String name, Message title, Kind kind, boolean required, long least, long most, Message explanation) {

    /** What a column holds. */
    enum Kind {
        TEXT("text"),
        CODE("text"),
        IRI("text"),
        /** One of the codes of {@code xapi.code}, or what it is called. */
        WORD("text"),
        SCHOOL("integer"),
        SCHOOL_YEAR("text"),
        DAY("date"),
        WHOLE("integer"),
        DECIMAL("numeric");

        private final String sqlType;

        Kind(String sqlType) {
            this.sqlType = sqlType;
        }
    }

    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_SCHOOL = 200;
    private static final int LONGEST_IRI = 800;

    static Column of(Kind kind, String name, String vi, String en, String explanationVi, String explanationEn) {
        return new Column(
                name,
                new Message(vi, en),
                kind,
                true,
                0,
                switch (kind) {
                    case CODE, WORD -> LONGEST_CODE;
                    case SCHOOL -> LONGEST_SCHOOL;
                    case IRI -> LONGEST_IRI;
                    default -> LONGEST_TEXT;
                },
                new Message(explanationVi, explanationEn));
    }

    Column optional() {
        return new Column(name, title, kind, false, least, most, explanation);
    }

    Column between(long smallest, long greatest) {
        return new Column(name, title, kind, required, smallest, greatest, explanation);
    }

    /** Its value as a text. */
    String selected() {
        return kind == Kind.SCHOOL
                ? "(select code from xapi.school where school.id = own." + name + ") as " + name
                : "own." + name + "::text as " + name;
    }

    /** A value of its own from a text that is a parameter. */
    String inserted() {
        return kind == Kind.SCHOOL ? "(select id from xapi.school where code = ?)" : "?::text::" + kind.sqlType;
    }
}
