/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.http.Json;
import khue.xapi.model.XapiVersion;

/**
 * How much of a statement an answer holds.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#213-get-statements">Communication
 *     2.1.3, format</a>
 */
enum StatementFormat {
    /** As stored. */
    EXACT,
    /** Only what identifies agents, activities, verbs and groups. */
    IDS,
    /** With one language of each language map: the one that the reader likes best. */
    CANONICAL;

    private static final Set<String> IDENTIFYING =
            Set.of("objectType", "mbox", "mbox_sha1sum", "openid", "account", "member");
    private static final List<String> LANGUAGE_MAPS = List.of("name", "description", "display");

    static Optional<StatementFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    /**
     * The text of an answer for a reader of {@code version}. A statement with properties of 2.0 loses them for a
     * reader of 1.0, who may not be sent what 1.0 does not know.
     */
    String render(StoredStatement statement, XapiVersion version, List<Locale.LanguageRange> languages) {
        boolean olderForm = version == XapiVersion.V1 && statement.holdsVersion2();
        if (this == EXACT && !olderForm) {
            return statement.payload();
        }
        try {
            ObjectNode tree = (ObjectNode) Json.mapper().readTree(statement.payload());
            if (olderForm) {
                removeVersion2(tree);
            }
            if (this == IDS) {
                reduceToIds(tree);
            }
            if (this == CANONICAL) {
                chooseLanguages(tree, languages);
            }
            return tree.toString();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }

    private static void removeVersion2(ObjectNode statement) {
        for (JsonNode part : List.of(statement, statement.path("object"))) {
            if (part.path("context") instanceof ObjectNode context) {
                context.remove(List.of("contextAgents", "contextGroups"));
            }
        }
        statement.put("version", XapiVersion.V1.defaultOfStatements());
    }

    private static void reduceToIds(ObjectNode statement) {
        if (statement.path("verb") instanceof ObjectNode verb) {
            verb.retain("id");
        }
        for (String property : List.of("actor", "object", "authority")) {
            reduceAgentOrActivity(statement.path(property));
        }
        if (statement.path("object").path("objectType").asText().equals("SubStatement")) {
            reduceToIds((ObjectNode) statement.get("object"));
        }
        JsonNode context = statement.path("context");
        reduceAgentOrActivity(context.path("instructor"));
        reduceAgentOrActivity(context.path("team"));
        context.path("contextAgents").forEach(element -> reduceAgentOrActivity(element.path("agent")));
        context.path("contextGroups").forEach(element -> reduceAgentOrActivity(element.path("group")));
        context.path("contextActivities").forEach(list -> list.forEach(StatementFormat::reduceAgentOrActivity));
    }

    private static void reduceAgentOrActivity(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        switch (object.path("objectType").asText("")) {
            case "Agent" -> object.retain(IDENTIFYING);
            case "Group" -> reduceGroup(object);
            case "StatementRef", "SubStatement" -> {
                // Nothing in a reference can be left out; a SubStatement is reduced part by part.
            }
            default -> {
                if (object.has("id")) {
                    object.retain("id");
                } else {
                    object.retain(IDENTIFYING);
                }
            }
        }
    }

    private static void reduceGroup(ObjectNode group) {
        boolean anonymous = AgentRules.identifierOf(group).isEmpty();
        group.retain(IDENTIFYING);
        if (anonymous) {
            group.path("member").forEach(StatementFormat::reduceAgentOrActivity);
        } else {
            group.remove("member");
        }
    }

    private static void chooseLanguages(JsonNode node, List<Locale.LanguageRange> languages) {
        if (node instanceof ObjectNode object) {
            for (String name : LANGUAGE_MAPS) {
                if (object.path(name) instanceof ObjectNode map && map.size() > 1) {
                    map.retain(choose(map, languages));
                }
            }
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                if (!property.getKey().equals("extensions")) {
                    chooseLanguages(property.getValue(), languages);
                }
            }
        } else {
            node.forEach(element -> chooseLanguages(element, languages));
        }
    }

    private static String choose(ObjectNode languageMap, List<Locale.LanguageRange> languages) {
        List<String> tags =
                languageMap.properties().stream().map(Map.Entry::getKey).toList();
        List<String> liked = Locale.filterTags(languages, tags);
        if (liked.isEmpty()) {
            return Optional.ofNullable(Locale.lookupTag(languages, tags)).orElse(tags.get(0));
        }
        // The filter answers in lower case.
        return tags.stream()
                .filter(tag -> tag.equalsIgnoreCase(liked.get(0)))
                .findFirst()
                .orElse(tags.get(0));
    }
}
