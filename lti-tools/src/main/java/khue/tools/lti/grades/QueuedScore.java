/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** A score as the outbox keeps it. Numbers are text there: what a teacher gave never passes through a binary fraction. */
final class QueuedScore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueuedScore() {}

    static String write(Score score) {
        ObjectNode json = JSON.createObjectNode();
        json.put("resourceLink", score.resourceLink().toString());
        json.put("person", score.person().toString());
        score.given().ifPresent(given -> json.put("given", given.toPlainString()));
        json.put("maximum", score.maximum().toPlainString());
        score.comment().ifPresent(comment -> json.put("comment", comment));
        return json.toString();
    }

    /** @throws IllegalArgumentException when it is none, or one that no gradebook has */
    static Score read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Score(
                    UUID.fromString(json.get("resourceLink").asText()),
                    UUID.fromString(json.get("person").asText()),
                    Optional.ofNullable(json.get("given")).map(given -> new BigDecimal(given.asText())),
                    new BigDecimal(json.get("maximum").asText()),
                    Optional.ofNullable(json.get("comment")).map(JsonNode::asText));
        } catch (JsonProcessingException | RuntimeException unreadable) {
            throw new IllegalArgumentException("not a score: " + unreadable.getMessage(), unreadable);
        }
    }
}
