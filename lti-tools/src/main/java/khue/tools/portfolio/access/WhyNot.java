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
    /** It is not of a child whose guardian a teacher has confirmed this person to be. */
    ANOTHER_FAMILY("another family's"),
    /** A pupil's draft is the pupil's own until it is handed in. */
    NOT_HANDED_IN("not handed in yet"),
    /** No teacher has opened it to the family, or it is not accepted any more. */
    NOT_OPENED("not opened to the family"),
    /** Who is in the picture nobody has said: it may show anybody's child. */
    PEOPLE_NOT_SAID("nobody has said who is in it"),
    /** The picture shows another child, for whom not everybody who must agree has agreed. */
    NOT_ALL_AGREED("somebody in it has not agreed"),
    /** Somebody else than the pupil is in the picture, or nobody has said who. */
    NOT_ALONE("somebody else may be in it"),
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
