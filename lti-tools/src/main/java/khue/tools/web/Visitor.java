/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is visiting: a person of an LMS's course, or an account of ours; never both.
 *
 * @param person the person who launched
 * @param course the course launched from; present with a person
 * @param resourceLink the activity launched from; absent when the launch was not of an activity (Deep Linking)
 * @param account the account that signed in
 * @param locale the language that pages speak
 * @param returnUrl where the LMS takes people back to
 * @param frameOrigin the one origin that may frame our pages during this visit
 */
public record Visitor(
        Audience audience,
        Optional<UUID> person,
        Optional<UUID> course,
        Optional<UUID> resourceLink,
        Optional<UUID> account,
        Locale locale,
        Optional<String> returnUrl,
        Optional<String> frameOrigin) {

    public Visitor {
        if (person.isPresent() == account.isPresent()) {
            throw new IllegalArgumentException("a visitor is a person or an account");
        }
        boolean fromACourse = person.isPresent() && audience != Audience.GUARDIAN;
        if (fromACourse != course.isPresent()) {
            throw new IllegalArgumentException("a person visits from a course; a guardian and an account do not");
        }
    }

    public static Visitor signedIn(UUID account, Audience audience, Locale locale) {
        return new Visitor(
                audience,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(account),
                locale,
                Optional.empty(),
                Optional.empty());
    }

    /** A grown-up of a pupil's family: known to us, not to the LMS. */
    public static Visitor ofFamily(UUID person, Locale locale) {
        return new Visitor(
                Audience.GUARDIAN,
                Optional.of(person),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                locale,
                Optional.empty(),
                Optional.empty());
    }

    /** The same visitor, from another activity of the course. */
    public Visitor at(UUID otherLink) {
        return new Visitor(audience, person, course, Optional.of(otherLink), account, locale, returnUrl, frameOrigin);
    }

    /** The same visitor in a window of its own. */
    Visitor withoutFrame() {
        return new Visitor(audience, person, course, resourceLink, account, locale, returnUrl, Optional.empty());
    }
}
