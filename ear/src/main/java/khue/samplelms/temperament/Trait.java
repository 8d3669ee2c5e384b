/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.temperament;

/**
 * One way in which an LMS may differ from another. Each has a sentence for people under {@code trait.NAME} in the messages; what an LMS
 * without the trait does instead is the plain reading of the specification.
 */
public enum Trait {
    // Registration

    /** No registration_token; instead the addresses of the configuration and of the registration carry one in their query. */
    REGISTRATION_TOKEN_IN_ADDRESS,
    /** The address of the configuration carries the registration token as well, and nobody without it sees the configuration. */
    CONFIGURATION_BEHIND_TOKEN,
    /** No registration token at all: whoever registers after the administrator's click, within the hour, is the tool. */
    NO_REGISTRATION_TOKEN,
    /** A scope or a message that the configuration does not offer: 422, and no registration. */
    UNKNOWN_METADATA_REFUSED,
    /** The registration's answer names no deployment: somebody adds the tool to courses later. */
    DEPLOYED_LATER,
    /** The tool's registration page opens in a window instead of a frame. */
    REGISTRATION_IN_A_WINDOW,
    /** Of a tool's custom parameters, what follows a second equals sign is lost. */
    CUSTOM_CUT_AT_EQUALS,

    // Addresses

    /** The iss has no port, so that every such LMS of this machine has the same; only the client_id tells them apart. */
    SHARED_ISSUER,
    /** Authorization, tokens and keys are at another origin than the LMS's pages and services. */
    ENDPOINTS_AT_ANOTHER_ORIGIN,
    /** {@code authorization_server} is an address of its own, and the one aud that a client assertion may have, as one text. */
    TOKEN_AUDIENCE_APART,
    /** {@code authorization_server} is a mere host name, while the aud of a client assertion must be the token endpoint. */
    AUTHORIZATION_SERVER_IS_A_HOST,

    // Launches

    /** Logins begin with a GET instead of a POST. */
    LOGIN_BY_GET,
    /** The login brings parameters of the LMS's own, which no tool may send back. */
    LOGIN_WITH_MORE_PARAMETERS,
    /** The form with the id_token has fields of the LMS's own. */
    ANSWER_WITH_MORE_FIELDS,
    /** {@code aud} is an array with one element. */
    AUDIENCE_AS_ARRAY,
    /** {@code azp} is there. */
    AUTHORIZED_PARTY,
    /** The published keys name their algorithm. */
    KEYS_NAME_THEIR_ALGORITHM,
    /** The LMS's clock is a second ahead. */
    CLOCK_AHEAD,
    /** The LMS's clock is a second behind, so that what is signed just now comes from its future. */
    CLOCK_BEHIND,
    /** A variable that the LMS does not know comes through as it is written, instead of being left out. */
    UNKNOWN_VARIABLES_LITERAL,

    /** The course has a link to each tool, which opens the tool and no activity of it. */
    CONTEXT_LAUNCHES,
    /** A grade in the gradebook leads to what it is for, where the line item says where that is. */
    SUBMISSION_REVIEWS,

    // Copies of a course

    /** The variable {@code $Context.id.history} says what a course was copied from. */
    COURSE_HISTORY,
    /** The variable {@code $ResourceLink.id.history} says what a link was copied from. */
    LINK_HISTORY,
    /** Tools that ask for it get a notice when a course is copied; sent once, and never again. */
    COPY_NOTICES,

    // Deep linking

    /** Deep linking settings bring {@code data}, which the answer must repeat. */
    DEEP_LINKING_DATA,
    /** One item for a deep linking request. */
    ONE_ITEM,
    /** Deep linking settings do not say whether a line item may come along; it may. */
    LINE_ITEM_BY_DEEP_LINKING_UNSPOKEN,
    /** Deep linking takes no line item along; the tool has to make its column itself. */
    NO_LINE_ITEM_BY_DEEP_LINKING,

    // Services

    /** The addresses of the grade services carry a query: what is appended goes before it. */
    QUERY_IN_SERVICE_ADDRESSES,
    /** Accept and Content-Type must be exactly the service's media type. */
    EXACT_MEDIA_TYPES,
    /** The Link header of line items is escaped for HTML and has curly quotes. */
    MALFORMED_LINE_ITEM_LINKS,
    /** Names of members come escaped for HTML. */
    HTML_ESCAPED_NAMES,
    /** The course's groups can be asked for, and the list of members says which they are in. */
    COURSE_GROUPS,
    /** People who left are listed, as inactive. */
    INACTIVE_MEMBERS_LISTED,
    /** Two scores within one second are of the same time, and the second is refused. */
    TIMESTAMPS_OF_WHOLE_SECONDS,
    /** A score that is not FullyGraded clears the grade. */
    UNFINISHED_SCORES_CLEAR,
    /** More than the maximum becomes the maximum. */
    SCORES_CAPPED,
    /** Results cannot be asked for page by page. */
    NO_LIMIT_FOR_RESULTS,
    /** A score is answered by 204. */
    SCORES_WITHOUT_CONTENT,
    /** The first score for a column is answered by 429 with Retry-After. */
    FIRST_SCORE_THROTTLED,
    /** {@code expires_in} is a text. */
    EXPIRY_AS_TEXT
}
