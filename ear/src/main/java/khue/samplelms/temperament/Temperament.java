/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.temperament;

import static khue.samplelms.temperament.Trait.*;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which LMS the sample behaves like: a bundle of {@link Trait}s and of what cannot be said by yes or no. Moodle's was measured on Moodle
 * 4.5; the others gather what their documentation, their source or tools that met them tell. Where several LMSs may have a trait, one has
 * it here, so that each is tried.
 *
 * @param name as settings write it
 * @param title as people write it
 * @param productFamily as its configuration and its tokens say
 * @param traits what is peculiar to it
 * @param tokenLifetime of an id_token
 * @param membersPageSize the most members on one page of the membership service, whatever limit the tool asks for
 * @param storageFrame {@code lti_storage_target}: the frame that keeps data for tools in browsers without cookies, if there is one
 */
public record Temperament(
        String name,
        String title,
        String productFamily,
        Set<Trait> traits,
        Duration tokenLifetime,
        int membersPageSize,
        Optional<String> storageFrame) {

    /** The storage target that stands for the LMS's own page (LTI Client Side postMessages 0.1, §2). */
    public static final String PARENT_FRAME = "_parent";

    public static final Temperament MOODLE = new Temperament(
            "moodle",
            "Moodle",
            "moodle",
            EnumSet.of(
                    CUSTOM_CUT_AT_EQUALS,
                    KEYS_NAME_THEIR_ALGORITHM,
                    UNKNOWN_VARIABLES_LITERAL,
                    COURSE_HISTORY,
                    LINE_ITEM_BY_DEEP_LINKING_UNSPOKEN,
                    QUERY_IN_SERVICE_ADDRESSES,
                    EXACT_MEDIA_TYPES,
                    MALFORMED_LINE_ITEM_LINKS,
                    HTML_ESCAPED_NAMES,
                    TIMESTAMPS_OF_WHOLE_SECONDS,
                    UNFINISHED_SCORES_CLEAR,
                    SCORES_CAPPED,
                    NO_LIMIT_FOR_RESULTS),
            Duration.ofSeconds(60),
            50,
            Optional.empty());

    public static final Temperament CANVAS = new Temperament(
            "canvas",
            "Canvas",
            "canvas",
            EnumSet.of(
                    CONFIGURATION_BEHIND_TOKEN,
                    UNKNOWN_METADATA_REFUSED,
                    DEPLOYED_LATER,
                    SHARED_ISSUER,
                    ENDPOINTS_AT_ANOTHER_ORIGIN,
                    AUTHORIZATION_SERVER_IS_A_HOST,
                    LOGIN_WITH_MORE_PARAMETERS,
                    ANSWER_WITH_MORE_FIELDS,
                    AUTHORIZED_PARTY,
                    KEYS_NAME_THEIR_ALGORITHM,
                    UNKNOWN_VARIABLES_LITERAL,
                    COPY_NOTICES,
                    DEEP_LINKING_DATA,
                    ONE_ITEM),
            Duration.ofHours(1),
            50,
            Optional.of("post_message_forwarding"));

    public static final Temperament SAKAI = new Temperament(
            "sakai",
            "Sakai",
            "sakai",
            EnumSet.of(
                    CONTEXT_LAUNCHES,
                    SUBMISSION_REVIEWS,
                    COURSE_HISTORY,
                    LINK_HISTORY,
                    DEEP_LINKING_DATA,
                    INACTIVE_MEMBERS_LISTED,
                    EXPIRY_AS_TEXT),
            Duration.ofHours(1),
            100,
            Optional.of(PARENT_FRAME));

    public static final Temperament D2L = new Temperament(
            "d2l",
            "D2L Brightspace",
            "desire2learn",
            EnumSet.of(
                    REGISTRATION_TOKEN_IN_ADDRESS,
                    REGISTRATION_IN_A_WINDOW,
                    TOKEN_AUDIENCE_APART,
                    AUDIENCE_AS_ARRAY,
                    CLOCK_AHEAD,
                    DEEP_LINKING_DATA,
                    ONE_ITEM,
                    NO_LINE_ITEM_BY_DEEP_LINKING,
                    SCORES_WITHOUT_CONTENT),
            Duration.ofMinutes(5),
            100,
            Optional.of(PARENT_FRAME));

    public static final Temperament BLACKBOARD = new Temperament(
            "blackboard",
            "Blackboard",
            "BlackboardLearn",
            EnumSet.of(
                    NO_REGISTRATION_TOKEN,
                    DEPLOYED_LATER,
                    REGISTRATION_IN_A_WINDOW,
                    SHARED_ISSUER,
                    LOGIN_BY_GET,
                    AUTHORIZED_PARTY,
                    CLOCK_BEHIND,
                    SUBMISSION_REVIEWS,
                    DEEP_LINKING_DATA,
                    COURSE_GROUPS,
                    FIRST_SCORE_THROTTLED),
            Duration.ofMinutes(5),
            50,
            Optional.of(PARENT_FRAME));

    public Temperament {
        Objects.requireNonNull(name);
        Objects.requireNonNull(title);
        Objects.requireNonNull(productFamily);
        Objects.requireNonNull(storageFrame);
        traits = Set.copyOf(traits);
        if (tokenLifetime.isNegative() || tokenLifetime.isZero()) {
            throw new IllegalArgumentException("a token lives for a while, not " + tokenLifetime);
        }
        if (membersPageSize < 1) {
            throw new IllegalArgumentException("a page has at least one member, not " + membersPageSize);
        }
    }

    public static List<Temperament> all() {
        return List.of(MOODLE, CANVAS, SAKAI, D2L, BLACKBOARD);
    }

    /** By the name that settings write. */
    public static Optional<Temperament> named(String name) {
        return all().stream().filter(known -> known.name().equals(name)).findFirst();
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The traits in the order of a journey, for a page that lists them. */
    public List<Trait> listed() {
        return Arrays.stream(Trait.values()).filter(this::has).toList();
    }

    public Temperament with(Trait... more) {
        Set<Trait> changed = EnumSet.noneOf(Trait.class);
        changed.addAll(traits);
        changed.addAll(List.of(more));
        return new Temperament(name, title, productFamily, changed, tokenLifetime, membersPageSize, storageFrame);
    }

    public Temperament without(Trait... fewer) {
        Set<Trait> changed = EnumSet.noneOf(Trait.class);
        changed.addAll(traits);
        List.of(fewer).forEach(changed::remove);
        return new Temperament(name, title, productFamily, changed, tokenLifetime, membersPageSize, storageFrame);
    }

    public Temperament withMembersPageSize(int newSize) {
        return new Temperament(name, title, productFamily, traits, tokenLifetime, newSize, storageFrame);
    }
}
