/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.activities.Definitions;
import khue.xapi.activities.StatedDefinition;
import khue.xapi.activities.Subject;
import khue.xapi.http.Json;
import khue.xapi.http.VersionHeader;
import khue.xapi.model.XapiVersion;

/**
 * Turns stored statements into the texts of an answer.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#213-get-statements">Communication
 *     2.1.3, format</a>
 */
final class StatementRendering {

    private static final Set<String> IDENTIFYING =
            Set.of("objectType", "mbox", "mbox_sha1sum", "openid", "account", "member");
    private static final List<String> LANGUAGE_MAPS = List.of("name", "description", "display");

    private final StatementFormat format;
    private final XapiVersion version;
    private final List<Locale.LanguageRange> languages;
    private final Definitions definitions;

    /**
     * @param version of the reader: a statement with properties of 2.0 loses them for a reader of 1.0, who may not be
     *     sent what 1.0 does not know
     * @param languages of the reader, the dearest first
     */
    StatementRendering(
            StatementFormat format,
            XapiVersion version,
            List<Locale.LanguageRange> languages,
            Definitions definitions) {
        this.format = format;
        this.version = version;
        this.languages = languages;
        this.definitions = definitions;
    }

    static StatementRendering of(StatementFormat format, HttpServletRequest request, Definitions definitions) {
        return new StatementRendering(format, VersionHeader.of(request), languages(request), definitions);
    }

    private static List<Locale.LanguageRange> languages(HttpServletRequest request) {
        String header = request.getHeader("Accept-Language");
        try {
            return header == null ? List.of() : Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    /** The texts in the order of the statements. What their definitions need is looked up once for all of them. */
    List<String> render(List<StoredStatement> statements) {
        if (format != StatementFormat.CANONICAL) {
            return statements.stream().map(this::render).toList();
        }
        List<ObjectNode> trees = statements.stream().map(this::tree).toList();
        Map<Subject, ObjectNode> known = definitions.find(subjects(trees));
        trees.forEach(tree -> {
            define(tree, known);
            chooseLanguages(tree);
        });
        return trees.stream().map(ObjectNode::toString).toList();
    }

    private String render(StoredStatement statement) {
        if (format == StatementFormat.EXACT && !needsOlderForm(statement)) {
            return statement.payload();
        }
        ObjectNode tree = tree(statement);
        if (format == StatementFormat.IDS) {
            reduceToIds(tree);
        }
        return tree.toString();
    }

    private boolean needsOlderForm(StoredStatement statement) {
        return version == XapiVersion.V1 && statement.holdsVersion2();
    }

    private ObjectNode tree(StoredStatement statement) {
        try {
            ObjectNode tree = (ObjectNode) Json.mapper().readTree(statement.payload());
            if (needsOlderForm(statement)) {
                removeVersion2(tree);
            }
            return tree;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }

    private static Set<Subject> subjects(List<ObjectNode> statements) {
        Set<Subject> subjects = new HashSet<>();
        for (ObjectNode statement : statements) {
            StatedDefinition.eachVerb(statement, verb -> subjects.add(StatedDefinition.subjectOfVerb(verb)));
            StatedDefinition.eachActivity(
                    statement, activity -> subjects.add(StatedDefinition.subjectOfActivity(activity)));
        }
        return subjects;
    }

    /** What the store knows takes the place of what the statement itself says; where it knows nothing, that stays. */
    private static void define(ObjectNode statement, Map<Subject, ObjectNode> known) {
        StatedDefinition.eachVerb(
                statement,
                verb -> Optional.ofNullable(known.get(StatedDefinition.subjectOfVerb(verb)))
                        .ifPresent(definition -> verb.setAll(definition)));
        StatedDefinition.eachActivity(
                statement,
                activity -> Optional.ofNullable(known.get(StatedDefinition.subjectOfActivity(activity)))
                        .ifPresent(definition -> activity.set("definition", definition)));
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
        context.path("contextActivities").forEach(list -> list.forEach(StatementRendering::reduceAgentOrActivity));
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
            group.path("member").forEach(StatementRendering::reduceAgentOrActivity);
        } else {
            group.remove("member");
        }
    }

    private void chooseLanguages(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : LANGUAGE_MAPS) {
                if (object.path(name) instanceof ObjectNode map && map.size() > 1) {
                    map.retain(choose(map));
                }
            }
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                if (!property.getKey().equals("extensions")) {
                    chooseLanguages(property.getValue());
                }
            }
        } else {
            node.forEach(this::chooseLanguages);
        }
    }

    private String choose(ObjectNode languageMap) {
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
