/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import khue.xapi.model.Duration;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;

/**
 * Whether two statements with one id are the same statement.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#231-statement-immutability">Data 2.3.1,
 *     Statement comparison requirements</a>
 */
public final class StatementComparison {

    private static final Set<String> SET_BY_THE_STORE = Set.of("id", "stored", "authority", "version", "timestamp");
    private static final Set<String> UUIDS = Set.of("registration", "id");

    private StatementComparison() {}

    /**
     * @param stored as the store keeps it
     * @param sent as it arrived now
     */
    public static boolean areSame(JsonNode stored, JsonNode sent) {
        return timestampsAgree(stored, sent) && text(canonicalStatement(stored)).equals(text(canonicalStatement(sent)));
    }

    /** A timestamp that the store set, or that was not sent this time, says nothing about the sender's statement. */
    private static boolean timestampsAgree(JsonNode stored, JsonNode sent) {
        boolean setByTheStore = stored.path("timestamp").equals(stored.path("stored"));
        return setByTheStore
                || !sent.has("timestamp")
                || instant(stored.path("timestamp")).equals(instant(sent.path("timestamp")));
    }

    private static Object instant(JsonNode timestamp) {
        return Timestamp.parse(timestamp.asText(), XapiVersion.V1);
    }

    /** The statement without what comparison ignores, and with one spelling for what is equal. */
    private static JsonNode canonicalStatement(JsonNode statement) {
        ObjectNode canonical = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : sorted(statement)) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (!SET_BY_THE_STORE.contains(name)) {
                canonical.set(name, canonicalProperty(name, value));
            }
        }
        return canonical;
    }

    private static JsonNode canonicalProperty(String name, JsonNode value) {
        return switch (name) {
            case "verb" -> JsonNodeFactory.instance.objectNode().set("id", value.path("id"));
            case "actor" -> canonicalActor(value);
            case "object" -> canonicalObject(value);
            case "context" -> canonicalContext(value);
            case "result" -> canonicalResult(value);
            default -> value;
        };
    }

    private static JsonNode canonicalObject(JsonNode object) {
        return switch (object.path("objectType").asText("Activity")) {
            case "Agent", "Group" -> canonicalActor(object);
            case "SubStatement" -> canonicalSubStatement(object);
            case "StatementRef" -> lowerCase(object, UUIDS);
            default -> canonicalActivity(object);
        };
    }

    private static JsonNode canonicalSubStatement(JsonNode statement) {
        ObjectNode canonical = (ObjectNode) canonicalStatement(statement);
        if (statement.has("timestamp")) {
            canonical.put("timestamp", instant(statement.get("timestamp")).toString());
        }
        return canonical;
    }

    /** A definition is not part of the statement. */
    private static JsonNode canonicalActivity(JsonNode activity) {
        return JsonNodeFactory.instance.objectNode().set("id", activity.path("id"));
    }

    private static JsonNode canonicalActor(JsonNode actor) {
        ObjectNode canonical = actor.deepCopy();
        if (!AgentRules.isGroup(actor)) {
            canonical.put("objectType", "Agent");
        }
        if (actor.has("mbox")) {
            canonical.put("mbox", AgentRules.identifierOf(actor).orElseThrow().value());
        }
        if (actor.has("mbox_sha1sum")) {
            canonical.put("mbox_sha1sum", actor.get("mbox_sha1sum").asText().toLowerCase(Locale.ROOT));
        }
        if (actor.has("member")) {
            canonical.set("member", canonicalMembers(actor.get("member")));
        }
        return canonical;
    }

    /** The members of a group have no order. */
    private static JsonNode canonicalMembers(JsonNode members) {
        List<JsonNode> canonical = new ArrayList<>();
        members.forEach(member -> canonical.add(canonicalActor(member)));
        canonical.sort(Comparator.comparing(StatementComparison::text));
        return JsonNodeFactory.instance.arrayNode().addAll(canonical);
    }

    private static JsonNode canonicalContext(JsonNode context) {
        ObjectNode canonical = lowerCase(context, Set.of("registration", "language"));
        for (String property : List.of("instructor", "team")) {
            if (context.has(property)) {
                canonical.set(property, canonicalActor(context.get(property)));
            }
        }
        if (context.has("statement")) {
            canonical.set("statement", lowerCase(context.get("statement"), UUIDS));
        }
        if (context.has("contextActivities")) {
            canonical.set("contextActivities", canonicalContextActivities(context.get("contextActivities")));
        }
        canonicalElements(canonical, "contextAgents", "agent");
        canonicalElements(canonical, "contextGroups", "group");
        return canonical;
    }

    private static void canonicalElements(ObjectNode context, String list, String property) {
        for (JsonNode element : context.path(list)) {
            ((ObjectNode) element).set(property, canonicalActor(element.path(property)));
        }
    }

    private static JsonNode canonicalContextActivities(JsonNode activities) {
        ObjectNode canonical = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : activities.properties()) {
            ArrayNode list = canonical.putArray(property.getKey());
            JsonNode oneOrMany = property.getValue();
            if (oneOrMany.isArray()) {
                oneOrMany.forEach(activity -> list.add(canonicalActivity(activity)));
            } else {
                list.add(canonicalActivity(oneOrMany));
            }
        }
        return canonical;
    }

    // Data 4.6: "any precision beyond 0.01 second precision is not included in the comparison":
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#46-iso-8601-durations
    private static JsonNode canonicalResult(JsonNode result) {
        ObjectNode canonical = result.deepCopy();
        if (result.has("duration")) {
            canonical.put(
                    "duration", Duration.toHundredths(result.get("duration").asText()));
        }
        return canonical;
    }

    private static ObjectNode lowerCase(JsonNode object, Set<String> properties) {
        ObjectNode copy = object.deepCopy();
        for (String property : properties) {
            if (object.has(property)) {
                copy.put(property, object.get(property).asText().toLowerCase(Locale.ROOT));
            }
        }
        return copy;
    }

    private static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
        return object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    /**
     * One text for what is equal: the order of properties does not matter, and numbers are compared as they are written,
     * because another serialization of a number is another statement.
     */
    private static String text(JsonNode node) {
        if (node.isObject()) {
            return sorted(node).stream()
                    .map(property -> TextNode.valueOf(property.getKey()) + ":" + text(property.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(StatementComparison::text)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return node.toString();
    }
}
