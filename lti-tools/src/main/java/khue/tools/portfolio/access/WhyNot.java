/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.access;

/** Why somebody may not. A person is told only that there is no such page: a guessed id must not tell that it is one. */
public enum WhyNot {
    /** Nobody is signed in, and nobody came from an LMS. */
    NO_VISIT("no visit"),
    /** People of this role have nothing to do with it. */
    NOT_FOR_THIS_ROLE("not for this role"),
    /** It belongs to another class: of the same teacher, of another school or of another LMS, that is all one. */
    ANOTHER_CLASS("another class"),
    /** It is a classmate's. */
    ANOTHER_PUPIL("another pupil's"),
    /** A pupil's draft is the pupil's own until it is handed in. */
    NOT_HANDED_IN("not handed in yet"),
    /** There is nothing of this id. */
    NO_SUCH_THING("no such thing");

    private final String words;

    WhyNot(String words) {
        this.words = words;
    }

    /** In English, for the log and docs/reference/access.md. */
    public String words() {
        return words;
    }
}
