/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.people;

import java.text.Collator;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A person's name as an LMS sends it, in plain text (entities such as {@code &amp;} already resolved).
 *
 * @param display the whole name in the order in which it is said; never blank, at most {@value #LONGEST} characters
 */
public record PersonName(String display, Optional<String> given, Optional<String> family) {

    static final int LONGEST = 200;

    /** Stands for the name of somebody whose LMS keeps names to itself. */
    static final String UNNAMED = "—";

    /**
     * As class lists in Viet Nam are sorted: by the last word of the given name, then by the whole name. An LMS in English says the family
     * name last, so that the end of the whole name tells only where the given name is not told apart.
     */
    public static final Comparator<PersonName> BY_GIVEN_NAME = Comparator.comparing(
                    PersonName::lastGivenName, vietnamese())
            .thenComparing(PersonName::display, vietnamese());

    public PersonName {
        if (display == null || display.isBlank()) {
            throw new IllegalArgumentException("a name has at least one letter");
        }
        display = cut(display);
        given = given.filter(text -> !text.isBlank()).map(PersonName::cut);
        family = family.filter(text -> !text.isBlank()).map(PersonName::cut);
    }

    /**
     * The name in an LMS's claims or member list, any of which may be missing or blank: without a whole name it is said as Vietnamese
     * names are, family name first.
     */
    public static PersonName of(Optional<String> name, Optional<String> given, Optional<String> family) {
        String display = name.filter(text -> !text.isBlank())
                .orElseGet(() -> Stream.of(family, given)
                        .flatMap(Optional::stream)
                        .filter(text -> !text.isBlank())
                        .map(String::strip)
                        .collect(Collectors.joining(" ")));
        return new PersonName(display.isBlank() ? UNNAMED : display, given, family);
    }

    /** Whether the LMS said any name at all. */
    public boolean said() {
        return !display.equals(UNNAMED);
    }

    private String lastGivenName() {
        String name = given.orElse(display);
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    private static Comparator<String> vietnamese() {
        Collator collator = Collator.getInstance(Locale.forLanguageTag("vi"));
        // Phones type some names with combining marks, others without: both sort alike.
        collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
        return collator::compare;
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST ? stripped : stripped.substring(0, LONGEST);
    }
}
