/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.Iri;
import khue.xapi.model.Mailbox;

/**
 * Who vouches for the statements of one credential: an Agent, or, where an application acts for a user (three-legged
 * OAuth), the anonymous Group of these two.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#249-authority">Data 2.4.9</a>
 */
public final class Authority {

    private final ObjectNode json;
    private final String text;
    private final UUID fingerprint;
    private final Set<UUID> agents;

    /**
     * @param agent the account of the application, or of whoever the credential belongs to
     * @param user for whom the application acts
     */
    public Authority(AgentIdentifier agent, Optional<AgentIdentifier> user) {
        if (user.isPresent() && agent.kind() != AgentIdentifier.Kind.ACCOUNT) {
            throw new IllegalArgumentException("an application that acts for a user is known by an account");
        }
        this.json = json(agent, user);
        this.text = json.toString();
        this.fingerprint = user.map(person -> Fingerprint.of(agent.canonical() + "\n" + person.canonical()))
                .orElseGet(() -> Fingerprint.of(agent));
        this.agents = Stream.concat(Stream.of(agent), user.stream())
                .map(Fingerprint::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The Agent of an account. */
    public Authority(String homePage, String name) {
        this(AgentIdentifier.ofAccount(homePage, name), Optional.empty());
    }

    /**
     * The one of an Agent with an account or an mbox, as {@link #toJson} writes it.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Authority ofAgent(JsonNode agent) {
        boolean hasMbox = agent.has("mbox");
        JsonNode account = agent.path("account");
        if (!agent.path("objectType").asText("Agent").equals("Agent") || hasMbox == agent.has("account")) {
            throw new IllegalArgumentException("an Agent with one account or one mbox is expected");
        }
        if (hasMbox && Mailbox.isMailbox(agent.get("mbox").asText())) {
            return new Authority(AgentIdentifier.ofMbox(agent.get("mbox").asText()), Optional.empty());
        }
        if (account.path("name").isTextual()
                && Iri.isIri(account.path("homePage").asText())) {
            return new Authority(
                    account.get("homePage").asText(), account.get("name").asText());
        }
        throw new IllegalArgumentException("an account has homePage, an IRI, and name; an mbox is mailto:…");
    }

    /** The same for the same authority, and another one for every other. */
    public UUID fingerprint() {
        return fingerprint;
    }

    /** The fingerprints of the Agents that vouch: a statement is found by each of them. */
    public Set<UUID> agents() {
        return agents;
    }

    /** The Agent or Group as it stands in a statement. */
    public ObjectNode toJson() {
        return json.deepCopy();
    }

    /** The same as JSON text. */
    public String toText() {
        return text;
    }

    private static ObjectNode json(AgentIdentifier agent, Optional<AgentIdentifier> user) {
        if (user.isEmpty()) {
            return json(agent);
        }
        ObjectNode group = JsonNodeFactory.instance.objectNode().put("objectType", "Group");
        group.putArray("member").add(json(agent)).add(json(user.get()));
        return group;
    }

    private static ObjectNode json(AgentIdentifier identifier) {
        ObjectNode agent = JsonNodeFactory.instance.objectNode().put("objectType", "Agent");
        switch (identifier.kind()) {
            case MBOX -> agent.put("mbox", identifier.value());
            case MBOX_SHA1SUM -> agent.put("mbox_sha1sum", identifier.value());
            case OPENID -> agent.put("openid", identifier.value());
            case ACCOUNT ->
                agent.putObject("account")
                        .put("homePage", identifier.homePage())
                        .put("name", identifier.value());
        }
        return agent;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Authority authority && fingerprint.equals(authority.fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
