/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.people;

import java.util.Optional;

/**
 * A person's name as an LMS sends it, in plain text (entities such as {@code &amp;} already resolved).
 *
 * @param display the whole name in the order in which it is said; never blank, at most {@value #LONGEST} characters
 */
public record PersonName(String display, Optional<String> given, Optional<String> family) {

    static final int LONGEST = 200;

    public PersonName {
        if (display == null || display.isBlank()) {
            throw new IllegalArgumentException("a name has at least one letter");
        }
        display = cut(display);
        given = given.filter(text -> !text.isBlank()).map(PersonName::cut);
        family = family.filter(text -> !text.isBlank()).map(PersonName::cut);
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST ? stripped : stripped.substring(0, LONGEST);
    }
}
