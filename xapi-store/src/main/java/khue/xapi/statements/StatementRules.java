/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import khue.xapi.attachments.Sha2;
import khue.xapi.model.Duration;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;

/**
 * What a statement must be, in the version that its sender speaks. Every fault is reported, not only the first.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#24-statement-properties">Data 2.4</a>
 */
final class StatementRules {

    private static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    private static final Set<String> CONTEXT_ACTIVITIES = Set.of("parent", "grouping", "category", "other");
    private static final Set<String> RESULT =
            Set.of("score", "success", "completion", "response", "duration", "extensions");
    private static final Set<String> VERB = Set.of("id", "display");
    private static final Set<String> STATEMENT = Set.of(
            "id",
            "actor",
            "verb",
            "object",
            "result",
            "context",
            "timestamp",
            "stored",
            "authority",
            "version",
            "attachments");
    private static final Set<String> SUB_STATEMENT =
            Set.of("objectType", "actor", "verb", "object", "result", "context", "timestamp", "attachments");
    private static final Set<String> CONTEXT = Set.of(
            "registration",
            "instructor",
            "team",
            "contextActivities",
            "contextAgents",
            "contextGroups",
            "revision",
            "platform",
            "language",
            "statement",
            "extensions");
    private static final Set<String> ATTACHMENT =
            Set.of("usageType", "display", "description", "contentType", "length", "sha2", "fileUrl");

    /** Without control characters: it becomes a header of an answer. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+*-]+"
            + "(?:[ \\t]*;[ \\t]*[\\w!#$&^.+-]+=(?:\"[^\"\\p{Cntrl}]*\"|[^\\s;\"\\p{Cntrl}]+))*;?");

    private final XapiVersion version;

    StatementRules(XapiVersion version) {
        this.version = version;
    }

    /**
     * Adds what is wrong with {@code statement} to {@code violations}.
     *
     * @param pointer where the statement stands in the body: empty, or {@code /3} in a batch
     */
    void check(JsonNode statement, String pointer, List<Violation> violations) {
        statement(new Place(statement, pointer, violations));
    }

    static boolean isVoiding(JsonNode statement) {
        return statement.path("verb").path("id").asText().equals(VOIDED);
    }

    private void statement(Place statement) {
        if (!statement.isObjectOf(STATEMENT)) {
            return;
        }
        statement.optional("id", CommonRules::uuid);
        whatBothKindsOfStatementsHave(statement);
        statement.optional("object", object -> object(object, true));
        statement.optional("stored", this::timestamp);
        statement.optional("version", this::statementVersion);
        statement.optional("authority", StatementRules::authority);
        voidingObjectIsStatementRef(statement);
    }

    private void whatBothKindsOfStatementsHave(Place statement) {
        statement.required("actor", AgentRules::agentOrGroup);
        statement.required("verb", StatementRules::verb);
        statement.requires("object");
        statement.optional("result", StatementRules::result);
        statement.optional("context", this::context);
        revisionAndPlatformNeedAnActivity(statement);
        statement.optional("timestamp", this::timestamp);
        statement.optional("attachments", StatementRules::attachments);
    }

    // Data 2.4.3: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#243-verb
    private static void verb(Place verb) {
        if (verb.isObjectOf(VERB)) {
            verb.required("id", CommonRules::iri);
            verb.optional("display", CommonRules::languageMap);
        }
    }

    // Data 2.3.2: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#232-voiding
    private static void voidingObjectIsStatementRef(Place statement) {
        if (isVoiding(statement.value()) && !statement.at("object").hasText("objectType", "StatementRef")) {
            statement
                    .at("object")
                    .violates(
                            Rule.VOIDING_OBJECT_IS_STATEMENT_REF,
                            "the verb voided needs an object whose objectType is StatementRef");
        }
    }

    // Data 2.4.4: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#244-object
    private void object(Place object, boolean subStatementIsAllowed) {
        if (!object.isObject()) {
            return;
        }
        Optional<Place> type = object.find("objectType");
        if (type.isPresent() && !type.get().isText()) {
            return;
        }
        switch (type.map(place -> place.value().textValue()).orElse("Activity")) {
            case "Activity" -> ActivityRules.activity(object);
            case "Agent" -> AgentRules.agent(object);
            case "Group" -> AgentRules.group(object);
            case "StatementRef" -> statementRef(object);
            case "SubStatement" -> {
                if (subStatementIsAllowed) {
                    subStatement(object);
                } else {
                    object.violates(
                            Rule.SUB_STATEMENT_IS_NOT_NESTED, "a SubStatement cannot be the object of a SubStatement");
                }
            }
            default ->
                object.at("objectType")
                        .violates(
                                Rule.ALLOWED_VALUE,
                                "expected one of Activity, Agent, Group, StatementRef, SubStatement");
        }
    }

    // Data 2.4.4.3: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#statement-references
    private static void statementRef(Place reference) {
        if (reference.isObjectOf(Set.of("objectType", "id"))) {
            reference.required(
                    "objectType",
                    type -> type.isTextWith("StatementRef"::equals, Rule.ALLOWED_VALUE, "\"StatementRef\""));
            reference.required("id", CommonRules::uuid);
        }
    }

    // Data 2.4.4.3: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#substatements
    private void subStatement(Place statement) {
        if (statement.isObjectOf(SUB_STATEMENT)) {
            whatBothKindsOfStatementsHave(statement);
            statement.optional("object", object -> object(object, false));
        }
    }

    // Data 2.4.5: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#245-result
    private static void result(Place result) {
        if (!result.isObjectOf(RESULT)) {
            return;
        }
        result.optional("score", StatementRules::score);
        result.optional("success", Place::isBoolean);
        result.optional("completion", Place::isBoolean);
        result.optional("response", Place::isText);
        result.optional(
                "duration",
                duration -> duration.isTextWith(Duration::isDuration, Rule.DURATION, "a duration of ISO 8601"));
        result.optional("extensions", CommonRules::extensions);
    }

    // Data 2.4.5.1: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2451-score
    private static void score(Place score) {
        if (!score.isObjectOf(Set.of("scaled", "raw", "min", "max"))) {
            return;
        }
        Optional<BigDecimal> scaled = number(score, "scaled");
        Optional<BigDecimal> raw = number(score, "raw");
        Optional<BigDecimal> min = number(score, "min");
        Optional<BigDecimal> max = number(score, "max");
        if (scaled.isPresent() && scaled.get().abs().compareTo(BigDecimal.ONE) > 0) {
            score.at("scaled").violates(Rule.SCALED_SCORE, "expected a number from -1 to 1");
        }
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) >= 0) {
            score.at("min").violates(Rule.SCORE_BOUNDS, "min has to be less than max");
        }
        boolean tooSmall = raw.isPresent() && min.isPresent() && raw.get().compareTo(min.get()) < 0;
        boolean tooLarge = raw.isPresent() && max.isPresent() && raw.get().compareTo(max.get()) > 0;
        if (tooSmall || tooLarge) {
            score.at("raw").violates(Rule.SCORE_WITHIN_BOUNDS, "raw has to lie between min and max");
        }
    }

    private static Optional<BigDecimal> number(Place score, String property) {
        return score.find(property)
                .filter(Place::isNumber)
                .map(place -> place.value().decimalValue());
    }

    // Data 2.4.6: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#246-context
    private void context(Place context) {
        if (!context.isObjectOf(CONTEXT)) {
            return;
        }
        context.optional("registration", CommonRules::uuid);
        context.optional("instructor", AgentRules::agentOrGroup);
        context.optional("team", AgentRules::group);
        context.optional("contextActivities", StatementRules::contextActivities);
        context.optional("contextAgents", agents -> contextAgents(agents, "contextAgent", "agent"));
        context.optional("contextGroups", groups -> contextAgents(groups, "contextGroup", "group"));
        context.optional("revision", Place::isText);
        context.optional("platform", Place::isText);
        context.optional("language", CommonRules::languageTag);
        context.optional("statement", StatementRules::statementRef);
        context.optional("extensions", CommonRules::extensions);
    }

    private static void revisionAndPlatformNeedAnActivity(Place statement) {
        String objectType = statement.value().path("object").path("objectType").asText("Activity");
        if (objectType.equals("Activity")) {
            return;
        }
        for (String property : List.of("revision", "platform")) {
            Place context = statement.at("context");
            if (context.has(property)) {
                context.at(property)
                        .violates(
                                Rule.REVISION_AND_PLATFORM_NEED_AN_ACTIVITY,
                                "only a statement whose object is an Activity can have it");
            }
        }
    }

    // Data 2.4.6.2: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2462-contextactivities-property
    private static void contextActivities(Place activities) {
        if (activities.isObjectOf(CONTEXT_ACTIVITIES)) {
            activities.eachProperty(activityOrActivities -> {
                if (activityOrActivities.value().isArray()) {
                    activityOrActivities.eachElement(ActivityRules::activity);
                } else {
                    ActivityRules.activity(activityOrActivities);
                }
            });
        }
    }

    // IEEE 9274.1.1, 4.2.2.5 (contextAgents, contextGroups): new in 2.0
    private void contextAgents(Place list, String objectType, String property) {
        if (version == XapiVersion.V1) {
            list.violates(Rule.PROPERTY_OF_VERSION_2, "a property of xAPI 2.0 in a request of version 1.0");
            return;
        }
        if (!list.isArray()) {
            return;
        }
        list.eachElement(element -> {
            if (!element.isObjectOf(Set.of("objectType", property, "relevantTypes"))) {
                return;
            }
            element.required(
                    "objectType",
                    type -> type.isTextWith(objectType::equals, Rule.ALLOWED_VALUE, '"' + objectType + '"'));
            element.required(property, property.equals("agent") ? AgentRules::agent : AgentRules::group);
            element.optional("relevantTypes", StatementRules::relevantTypes);
        });
    }

    private static void relevantTypes(Place types) {
        if (types.isArray()) {
            if (types.value().isEmpty()) {
                types.violates(Rule.FORMAT, "leave relevantTypes out, or name at least one type");
            }
            types.eachElement(CommonRules::iri);
        }
    }

    // Data 4.5: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#45-iso-8601-timestamps
    private void timestamp(Place timestamp) {
        timestamp.isTextWith(
                text -> Timestamp.parse(text, version).isPresent(),
                Rule.TIMESTAMP,
                "a timestamp of RFC 3339 such as 2026-09-05T07:30:00Z (an offset of -00:00 is not allowed)");
    }

    // Data 2.4.10: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2410-version
    private void statementVersion(Place number) {
        number.isTextWith(
                text -> XapiVersion.of(text)
                        .filter(named -> named.compareTo(version) <= 0)
                        .isPresent(),
                Rule.STATEMENT_VERSION,
                "a version that a request of version " + version.latestPatch() + " can carry");
    }

    // Data 2.4.9: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#249-authority
    private static void authority(Place authority) {
        AgentRules.agentOrGroup(authority);
        if (!AgentRules.isGroup(authority.value())) {
            return;
        }
        boolean anonymous =
                Set.of("mbox", "mbox_sha1sum", "openid", "account").stream().noneMatch(authority::has);
        if (!anonymous || authority.value().path("member").size() != 2) {
            authority.violates(
                    Rule.AUTHORITY_GROUP,
                    "a group as authority is anonymous and has two members: application and user");
        }
    }

    // Data 2.4.11: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2411-attachments
    private static void attachments(Place attachments) {
        if (attachments.isArray()) {
            attachments.eachElement(StatementRules::attachment);
        }
    }

    private static void attachment(Place attachment) {
        if (!attachment.isObjectOf(ATTACHMENT)) {
            return;
        }
        attachment.required("usageType", CommonRules::iri);
        attachment.required("display", CommonRules::languageMap);
        attachment.optional("description", CommonRules::languageMap);
        attachment.required(
                "contentType",
                type -> type.isTextWith(
                        text -> MEDIA_TYPE.matcher(text).matches(), Rule.FORMAT, "an Internet media type"));
        attachment.required("length", StatementRules::length);
        attachment.required(
                "sha2",
                sum -> sum.isTextWith(text -> Sha2.of(text).isPresent(), Rule.SHA2, "a SHA-2 sum in hex digits"));
        attachment.optional("fileUrl", CommonRules::iri);
    }

    private static void length(Place length) {
        if (length.isNumber()
                && !(length.value().isIntegralNumber()
                        && length.value().decimalValue().signum() >= 0)) {
            length.violates(Rule.JSON_TYPE, "expected a whole number of bytes");
        }
    }
}
