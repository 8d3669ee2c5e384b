/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.util.Locale;
import java.util.Optional;

/**
 * The rules of a statement by name, each with its number in ADL's list of conformance requirements where it has one.
 *
 * @see <a href="https://github.com/adlnet/xapi-lrs-conformance-requirements">the list of requirements</a>
 */
public enum Rule {
    NO_NULL("XAPI-00001"),
    REQUIRED_PROPERTY("XAPI-00003"),
    JSON_TYPE("XAPI-00006"),
    FORMAT("XAPI-00007"),
    ALLOWED_VALUE("XAPI-00009"),
    KNOWN_PROPERTY("XAPI-00010"),
    IRI("XAPI-00011"),
    VOIDING_OBJECT_IS_STATEMENT_REF("XAPI-00017"),
    TIMESTAMP("XAPI-00123"),
    UUID("XAPI-00029"),
    STATEMENT_ID_MATCHES_PARAMETER(null),
    DISTINCT_IDS_IN_BATCH(null),
    AGENT_HAS_ONE_IDENTIFIER("XAPI-00034"),
    GROUP_HAS_AT_MOST_ONE_IDENTIFIER(null),
    ANONYMOUS_GROUP_HAS_MEMBERS(null),
    MEMBER_IS_AGENT("XAPI-00036"),
    MBOX("XAPI-00038"),
    MBOX_SHA1SUM("XAPI-00039"),
    OPENID("XAPI-00040"),
    INTERACTION_TYPE_IS_NAMED("XAPI-00064"),
    COMPONENTS_FIT_INTERACTION_TYPE(null),
    DISTINCT_COMPONENT_IDS(null),
    SUB_STATEMENT_IS_NOT_NESTED("XAPI-00071"),
    SCORE_BOUNDS("XAPI-00080"),
    SCORE_WITHIN_BOUNDS("XAPI-00082"),
    SCALED_SCORE("XAPI-00083"),
    DURATION("XAPI-00124"),
    REVISION_AND_PLATFORM_NEED_AN_ACTIVITY("XAPI-00084"),
    LANGUAGE("XAPI-00121"),
    EXTENSION_KEY("XAPI-00118"),
    AUTHORITY_GROUP("XAPI-00098"),
    STATEMENT_VERSION("XAPI-00101"),
    SHA2("XAPI-00103"),
    ATTACHMENT_HAS_DATA("XAPI-00129"),
    SIGNATURE_IS_ATTACHED("XAPI-00115"),
    SIGNATURE_CONTENT_TYPE("XAPI-00115"),
    SIGNATURE_IS_JWS("XAPI-00115"),
    SIGNATURE_IS_OF_THIS_STATEMENT("XAPI-00116"),
    SIGNATURE_ALGORITHM("XAPI-00117"),
    SIGNATURE_CERTIFICATE(null),
    SIGNATURE_IS_VALID(null),
    PROPERTY_OF_VERSION_2(null);

    private final String requirement;

    Rule(String requirement) {
        this.requirement = requirement;
    }

    /** The name in an answer, for example {@code agent-has-one-identifier}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The number in ADL's list, where the list names this rule. */
    public Optional<String> requirement() {
        return Optional.ofNullable(requirement);
    }
}
