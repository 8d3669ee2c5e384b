/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.reference;

import java.time.Instant;
import java.util.Optional;
import khue.xapi.model.Iri;

/**
 * How many learners a class had.
 *
 * @param classIri the class
 * @param label its name, for pages
 * @param school the school's identifier, where it is known
 * @param asOf when that was so
 * @param source who said so
 */
public record Enrolment(
        String classIri, String label, Optional<String> school, int learners, Instant asOf, String source) {

    private static final int LONGEST_TEXT = 1_000;

    /** Of the code of a school, as in statements. */
    private static final int LONGEST_CODE = 200;

    private static final int LONGEST_IRI = 800;
    private static final int MOST_LEARNERS = 1_000_000;

    /** 1 August in Hà Nội: lists of the first school year of the programme, with which the protection of small groups begins. */
    private static final Instant FIRST = Instant.parse("2022-07-31T17:00:00Z");

    public Enrolment {
        if (!Iri.isIri(classIri) || classIri.length() > LONGEST_IRI) {
            throw new IllegalArgumentException("class is an absolute IRI");
        }
        isShortText("label", label);
        isShortText("source", source);
        school.ifPresent(text -> isShortText("school", text, LONGEST_CODE));
        if (learners < 0 || learners > MOST_LEARNERS) {
            throw new IllegalArgumentException("learners is a number from 0 to " + MOST_LEARNERS);
        }
        if (asOf.isBefore(FIRST)) {
            throw new IllegalArgumentException("asOf is of the school year 2022-2023 or later");
        }
    }

    private static void isShortText(String name, String text) {
        isShortText(name, text, LONGEST_TEXT);
    }

    private static void isShortText(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " is a text of 1 to " + longest + " characters");
        }
    }
}
