/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.xapi.http.Json;
import khue.xapi.model.Fingerprints;
import khue.xapi.model.Uuids;

/**
 * What a statement can be found by, as fingerprints in the order of the statement.
 *
 * @param agents actor and object, and the members of both when they are groups
 * @param relatedAgents those, authority, instructor, team, agents and groups of the context, and all of a SubStatement
 * @param activities the object
 * @param relatedActivities that, the activities of the context, and all of a SubStatement
 * @param target the statement that this one refers to by a StatementRef as its object
 * @param voiding whether this one voids its target
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#213-get-statements">Communication
 *     2.1.3</a>
 */
public record References(
        UUID verb,
        Optional<UUID> registration,
        Set<UUID> agents,
        Set<UUID> relatedAgents,
        Set<UUID> activities,
        Set<UUID> relatedActivities,
        Optional<UUID> target,
        boolean voiding) {

    private static final List<String> CONTEXT_ACTIVITIES = List.of("parent", "grouping", "category", "other");

    static References of(JsonNode statement, Set<UUID> authority, Fingerprints fingerprints) {
        Set<UUID> agents = new LinkedHashSet<>();
        addAgent(statement.path("actor"), agents, fingerprints);
        Set<UUID> activities = new LinkedHashSet<>();
        addObject(statement.path("object"), agents, activities, fingerprints);

        Set<UUID> relatedAgents = new LinkedHashSet<>(agents);
        relatedAgents.addAll(authority);
        Set<UUID> relatedActivities = new LinkedHashSet<>(activities);
        addContext(statement.path("context"), relatedAgents, relatedActivities, fingerprints);
        JsonNode object = statement.path("object");
        if (isOfType(object, "SubStatement")) {
            addAgent(object.path("actor"), relatedAgents, fingerprints);
            addObject(object.path("object"), relatedAgents, relatedActivities, fingerprints);
            addContext(object.path("context"), relatedAgents, relatedActivities, fingerprints);
        }
        return new References(
                fingerprints.of(statement.path("verb").path("id").textValue()),
                Uuids.parse(statement.path("context").path("registration").asText()),
                agents,
                relatedAgents,
                activities,
                relatedActivities,
                isOfType(object, "StatementRef") ? Uuids.parse(object.path("id").asText()) : Optional.empty(),
                StatementRules.isVoiding(statement));
    }

    /** @param payload a statement as the store keeps it */
    public static References ofStored(String payload) {
        try {
            JsonNode statement = Json.mapper().readTree(payload);
            Fingerprints fingerprints = new Fingerprints();
            Set<UUID> authority = new LinkedHashSet<>();
            addAgent(statement.path("authority"), authority, fingerprints);
            return of(statement, authority, fingerprints);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }

    private static void addObject(JsonNode object, Set<UUID> agents, Set<UUID> activities, Fingerprints fingerprints) {
        if (isOfType(object, "Agent") || isOfType(object, "Group")) {
            addAgent(object, agents, fingerprints);
        } else if (!object.has("objectType") || isOfType(object, "Activity")) {
            activities.add(fingerprints.of(object.path("id").textValue()));
        }
    }

    private static void addContext(
            JsonNode context, Set<UUID> agents, Set<UUID> activities, Fingerprints fingerprints) {
        for (String property : List.of("instructor", "team")) {
            addAgent(context.path(property), agents, fingerprints);
        }
        context.path("contextAgents").forEach(element -> addAgent(element.path("agent"), agents, fingerprints));
        context.path("contextGroups").forEach(element -> addAgent(element.path("group"), agents, fingerprints));
        for (String property : CONTEXT_ACTIVITIES) {
            JsonNode oneOrMany = context.path("contextActivities").path(property);
            if (oneOrMany.isArray()) {
                oneOrMany.forEach(activity -> addObject(activity, agents, activities, fingerprints));
            } else if (oneOrMany.isObject()) {
                addObject(oneOrMany, agents, activities, fingerprints);
            }
        }
    }

    private static void addAgent(JsonNode agent, Set<UUID> agents, Fingerprints fingerprints) {
        if (agent.isObject()) {
            AgentRules.identifierOf(agent).map(fingerprints::of).ifPresent(agents::add);
            agent.path("member").forEach(member -> addAgent(member, agents, fingerprints));
        }
    }

    private static boolean isOfType(JsonNode object, String type) {
        return object.path("objectType").asText().equals(type);
    }
}
