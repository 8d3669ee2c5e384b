/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import java.util.Optional;

/** Terms without a database. */
public final class TermForTests {

    private TermForTests() {}

    /** A level of a scale. */
    public static Term level(String code, int points) {
        return new Term("outcome-secondary", "1", 1, new TermLine(code, code, code, Optional.of(points)));
    }

    /** What a scale has that counts nothing. */
    public static Term withoutPoints(String code) {
        return new Term("outcome-preschool", "1", 1, new TermLine(code, code, code, Optional.empty()));
    }
}
