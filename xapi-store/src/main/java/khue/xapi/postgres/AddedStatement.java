/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import khue.xapi.activities.StatedDefinition;
import khue.xapi.attachments.Attachment;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;

/**
 * A statement with its place in the order of all statements.
 *
 * @param key what rows about this statement refer to
 * @param tree without what the store sets
 * @param attachments those that came with their data
 * @param definitions what it says about activities and verbs, as far as that counts for others too
 * @param terms the numbers of the terms that it mentions, by their fingerprints
 */
public record AddedStatement(
        long key,
        UUID id,
        JsonNode tree,
        List<Attachment> attachments,
        List<StatedDefinition> definitions,
        Map<UUID, Integer> terms) {

    /** Its timestamp. */
    public Instant happened() {
        // The rules of 2.0 have been applied to statements of 2.0 before; 1.0.3 allows what they allow, and more.
        return Timestamp.parse(tree.path("timestamp").asText(), XapiVersion.V1)
                .orElseGet(() -> StatementKey.storedAt(key));
    }
}
