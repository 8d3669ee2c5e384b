/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import khue.xapi.http.Failure;
import khue.xapi.http.RequestJson;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Iri;
import khue.xapi.model.Mailbox;

/**
 * The rules of Agents and Groups, wherever they stand.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#242-actor">Data 2.4.2</a>
 */
public final class AgentRules {

    private static final List<String> IDENTIFIERS = List.of("mbox", "mbox_sha1sum", "openid", "account");
    private static final Set<String> ACCOUNT = Set.of("homePage", "name");
    private static final Set<String> AGENT = Set.of("objectType", "name", "mbox", "mbox_sha1sum", "openid", "account");
    private static final Set<String> GROUP =
            Set.of("objectType", "name", "member", "mbox", "mbox_sha1sum", "openid", "account");
    private static final Pattern SHA1 = Pattern.compile("[0-9a-fA-F]{40}");

    private AgentRules() {}

    /** The identifier of an Agent or identified Group that keeps these rules; empty for an anonymous Group. */
    public static Optional<AgentIdentifier> identifierOf(JsonNode agent) {
        if (agent.has("mbox")) {
            return Optional.of(AgentIdentifier.ofMbox(agent.get("mbox").textValue()));
        }
        if (agent.has("mbox_sha1sum")) {
            return Optional.of(
                    AgentIdentifier.ofMboxSha1Sum(agent.get("mbox_sha1sum").textValue()));
        }
        if (agent.has("openid")) {
            return Optional.of(AgentIdentifier.ofOpenId(agent.get("openid").textValue()));
        }
        if (agent.has("account")) {
            JsonNode account = agent.get("account");
            return Optional.of(AgentIdentifier.ofAccount(
                    account.get("homePage").textValue(), account.get("name").textValue()));
        }
        return Optional.empty();
    }

    static boolean isGroup(JsonNode actor) {
        return actor.path("objectType").asText().equals("Group");
    }

    /** The Agent that a text holds as JSON, as the {@code agent} parameter of a document; empty for anything else. */
    public static Optional<JsonNode> readAgent(String text, RequestJson json) {
        try {
            JsonNode agent = json.read(text);
            List<Violation> violations = new ArrayList<>();
            agent(new Place(agent, "", violations));
            return violations.isEmpty() ? Optional.of(agent) : Optional.empty();
        } catch (Failure notJson) {
            return Optional.empty();
        }
    }

    /** Checks a value given on its own, as the {@code agent} parameter of a query. */
    static List<Violation> check(JsonNode agentOrGroup) {
        List<Violation> violations = new ArrayList<>();
        agentOrGroup(new Place(agentOrGroup, "", violations));
        return violations;
    }

    static void agentOrGroup(Place actor) {
        if (actor.hasText("objectType", "Group")) {
            group(actor);
        } else {
            agent(actor);
        }
    }

    // Data 2.4.2.1:
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2421-when-the-actor-objecttype-is-agent
    static void agent(Place agent) {
        if (!agent.isObjectOf(AGENT)) {
            return;
        }
        agent.optional("objectType", type -> type.isTextWith("Agent"::equals, Rule.ALLOWED_VALUE, "\"Agent\""));
        agent.optional("name", Place::isText);
        long identifiers = countIdentifiers(agent);
        if (identifiers != 1) {
            agent.violates(
                    Rule.AGENT_HAS_ONE_IDENTIFIER,
                    "expected exactly one of " + String.join(", ", IDENTIFIERS) + ", found " + identifiers);
        }
        identifiersAreWellFormed(agent);
    }

    // Data 2.4.2.2:
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2422-when-the-actor-objecttype-is-group
    static void group(Place group) {
        if (!group.isObjectOf(GROUP)) {
            return;
        }
        group.required("objectType", type -> type.isTextWith("Group"::equals, Rule.ALLOWED_VALUE, "\"Group\""));
        group.optional("name", Place::isText);
        long identifiers = countIdentifiers(group);
        if (identifiers > 1) {
            group.violates(
                    Rule.GROUP_HAS_AT_MOST_ONE_IDENTIFIER,
                    "expected at most one of " + String.join(", ", IDENTIFIERS) + ", found " + identifiers);
        }
        if (identifiers == 0 && !group.has("member")) {
            group.violates(Rule.ANONYMOUS_GROUP_HAS_MEMBERS, "a group without an identifier needs the property member");
        }
        identifiersAreWellFormed(group);
        group.optional("member", AgentRules::members);
    }

    private static void members(Place members) {
        if (members.isArray()) {
            members.eachElement(AgentRules::memberIsAgent);
        }
    }

    private static void memberIsAgent(Place member) {
        if (member.hasText("objectType", "Group")) {
            member.violates(Rule.MEMBER_IS_AGENT, "a group cannot be a member of a group");
        } else {
            agent(member);
        }
    }

    private static long countIdentifiers(Place actor) {
        return IDENTIFIERS.stream().filter(actor::has).count();
    }

    // Data 2.4.2.3: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2423-inverse-functional-identifier
    private static void identifiersAreWellFormed(Place actor) {
        actor.optional("mbox", mbox -> mbox.isTextWith(Mailbox::isMailbox, Rule.MBOX, "\"mailto:\" and one address"));
        actor.optional(
                "mbox_sha1sum",
                sum -> sum.isTextWith(
                        text -> SHA1.matcher(text).matches(), Rule.MBOX_SHA1SUM, "a SHA-1 sum of 40 hex digits"));
        actor.optional("openid", openId -> openId.isTextWith(Iri::isIri, Rule.OPENID, "an absolute URI"));
        actor.optional("account", AgentRules::account);
    }

    // Data 2.4.2.4: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2424-account-object
    private static void account(Place account) {
        if (account.isObjectOf(ACCOUNT)) {
            account.required("homePage", page -> page.isTextWith(Iri::isIri, Rule.IRI, "an absolute IRL"));
            account.required("name", Place::isText);
        }
    }
}
