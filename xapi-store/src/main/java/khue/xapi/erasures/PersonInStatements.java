/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.erasures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.statements.AgentRules;

/**
 * What the erasure of a person makes of a statement.
 *
 * <p>A statement that says something <em>about</em> the person goes as a whole: the person did it, it was done to the
 * person, or an extension names the person. One that somebody else did stays, since it is that person's record, and
 * loses the person: as a member of a team or group, as instructor, in the agents of its context, as its authority. A
 * signed statement cannot be changed, and its signature holds all of it: it goes.
 */
public final class PersonInStatements {

    private static final String SIGNATURE = "http://adlnet.gov/expapi/attachments/signature";

    /** A pseudonym is no longer; what people wrote is not looked into. */
    private static final int LONGEST_NAME = 200;

    private final Set<UUID> agents;
    private final String pseudonyms;
    private final JsonNode nobody;

    /**
     * @param agents fingerprints of the Agents that are the person
     * @param pseudonyms the home page of our pseudonyms, which extensions hold by their name alone
     * @param nobody vouches for a statement whose authority was the person
     */
    public PersonInStatements(Set<UUID> agents, String pseudonyms, AgentIdentifier nobody) {
        this.agents = Set.copyOf(agents);
        this.pseudonyms = pseudonyms;
        this.nobody =
                JsonNodeFactory.instance.objectNode().put("objectType", "Agent").set("account", account(nobody));
    }

    private static ObjectNode account(AgentIdentifier account) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("homePage", account.homePage())
                .put("name", account.value());
    }

    /**
     * The statement without the person.
     *
     * @param statement as the store keeps it; it is not changed
     * @return equal to {@code statement} where it does not name the person; empty where nothing of it may stay
     */
    public Optional<JsonNode> without(JsonNode statement) {
        if (isAbout(statement) || isAbout(statement.path("object"))) {
            return Optional.empty();
        }
        ObjectNode rest = statement.deepCopy();
        takeOut(rest);
        if (rest.path("object").path("objectType").asText().equals("SubStatement")) {
            takeOut((ObjectNode) rest.get("object"));
        }
        takeOutOfAuthority(rest);
        return rest.equals(statement) || !isSigned(statement) ? Optional.of(rest) : Optional.empty();
    }

    /** Whether the person did it, or it was done to the person; a SubStatement is read like a statement. */
    private boolean isAbout(JsonNode statement) {
        return isNobodyElse(statement.path("actor"))
                || isNobodyElse(statement.path("object"))
                || isNamedIn(statement.path("context").path("extensions"))
                || isNamedIn(statement.path("result").path("extensions"))
                || isNamedIn(statement.path("object").path("definition").path("extensions"));
    }

    /** The person, or a group that is nobody without the person. */
    private boolean isNobodyElse(JsonNode agentOrGroup) {
        if (isThePerson(agentOrGroup)) {
            return true;
        }
        JsonNode members = agentOrGroup.path("member");
        boolean anonymous = AgentRules.identifierOf(agentOrGroup).isEmpty();
        return anonymous && !members.isEmpty() && all(members, this::isThePerson);
    }

    private boolean isThePerson(JsonNode agent) {
        return AgentRules.identifierOf(agent)
                .map(Fingerprint::of)
                .filter(agents::contains)
                .isPresent();
    }

    /** Anywhere in the values of extensions: as an Agent, or as the name of a pseudonym. */
    private boolean isNamedIn(JsonNode value) {
        if (value.isTextual()) {
            String name = value.textValue();
            return name.length() <= LONGEST_NAME
                    && agents.contains(Fingerprint.of(AgentIdentifier.ofAccount(pseudonyms, name)));
        }
        if (value.isObject() && isWellFormedAgent(value) && isThePerson(value)) {
            return true;
        }
        for (JsonNode inner : value) {
            if (isNamedIn(inner)) {
                return true;
            }
        }
        return false;
    }

    /** Extensions hold anything: what looks like an Agent may be something else. */
    private static boolean isWellFormedAgent(JsonNode value) {
        return value.path("mbox").isTextual()
                || value.path("mbox_sha1sum").isTextual()
                || value.path("openid").isTextual()
                || (value.path("account").path("name").isTextual()
                        && value.path("account").path("homePage").isTextual());
    }

    private void takeOut(ObjectNode statement) {
        takeOutOfGroup(statement.path("actor"));
        takeOutOfGroup(statement.path("object"));
        if (statement.path("context") instanceof ObjectNode context) {
            for (String property : List.of("instructor", "team")) {
                if (isNobodyElse(context.path(property))) {
                    context.remove(property);
                }
                takeOutOfGroup(context.path(property));
            }
            takeOutOfList(context, "contextAgents", "agent");
            takeOutOfList(context, "contextGroups", "group");
        }
    }

    private void takeOutOfList(ObjectNode context, String list, String property) {
        if (context.path(list) instanceof ArrayNode elements) {
            removeIf(elements, element -> isNobodyElse(element.path(property)));
            elements.forEach(element -> takeOutOfGroup(element.path(property)));
            removeIfEmpty(context, list, elements);
        }
    }

    private void takeOutOfGroup(JsonNode group) {
        if (group instanceof ObjectNode object && group.path("member") instanceof ArrayNode members) {
            removeIf(members, this::isThePerson);
            removeIfEmpty(object, "member", members);
        }
    }

    /** Who vouched may have been the person, or an application on behalf of the person: then the application remains. */
    private void takeOutOfAuthority(ObjectNode statement) {
        JsonNode authority = statement.path("authority");
        if (isThePerson(authority)) {
            statement.set("authority", nobody);
        } else if (authority.path("member") instanceof ArrayNode members) {
            removeIf(members, this::isThePerson);
            if (members.size() <= 1) {
                statement.set("authority", members.isEmpty() ? nobody : members.get(0));
            }
        }
    }

    private static boolean isSigned(JsonNode statement) {
        for (JsonNode attachment : statement.path("attachments")) {
            if (attachment.path("usageType").asText().equals(SIGNATURE)) {
                return true;
            }
        }
        return false;
    }

    private static void removeIf(ArrayNode elements, Test test) {
        for (int i = elements.size() - 1; i >= 0; i--) {
            if (test.holds(elements.get(i))) {
                elements.remove(i);
            }
        }
    }

    private static void removeIfEmpty(ObjectNode object, String property, ArrayNode elements) {
        if (elements.isEmpty()) {
            object.remove(property);
        }
    }

    private static boolean all(JsonNode elements, Test test) {
        for (JsonNode element : elements) {
            if (!test.holds(element)) {
                return false;
            }
        }
        return true;
    }

    @FunctionalInterface
    private interface Test {
        boolean holds(JsonNode node);
    }
}
