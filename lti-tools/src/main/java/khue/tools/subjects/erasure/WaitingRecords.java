/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What is left of a statement of ours that waits to be sent when people are erased: nothing when it is theirs or about them; that of a
 * classmate is sent without them in the team. The store does the same with what it has.
 */
final class WaitingRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> pseudonyms;

    WaitingRecords(Collection<String> pseudonyms) {
        this.pseudonyms = Set.copyOf(pseudonyms);
    }

    /** Empty: it is not to be sent. */
    Optional<String> without(String statement) {
        try {
            ObjectNode rest = (ObjectNode) JSON.readTree(statement);
            if (isOneOfThem(rest.path("actor")) || isOneOfThem(rest.path("object"))) {
                return Optional.empty();
            }
            if (rest.path("context") instanceof ObjectNode context) {
                takeOut(context);
            }
            String text = rest.toString();
            // Wherever else a pseudonym may stand, in an extension most likely: then it is about the person.
            return pseudonyms.stream().anyMatch(text::contains) ? Optional.empty() : Optional.of(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("we wrote this statement ourselves", impossible);
        }
    }

    private void takeOut(ObjectNode context) {
        if (isOneOfThem(context.path("instructor"))) {
            context.remove("instructor");
        }
        if (context.path("team").path("member") instanceof ArrayNode members) {
            for (int i = members.size() - 1; i >= 0; i--) {
                if (isOneOfThem(members.get(i))) {
                    members.remove(i);
                }
            }
            if (members.isEmpty()) {
                context.remove("team");
            }
        }
    }

    private boolean isOneOfThem(JsonNode agent) {
        return pseudonyms.contains(agent.path("account").path("name").asText());
    }
}
