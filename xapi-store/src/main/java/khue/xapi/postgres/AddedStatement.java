/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import khue.xapi.attachments.Attachment;

/**
 * A statement with its place in the order of all statements.
 *
 * @param key what rows about this statement refer to
 * @param happened its timestamp
 * @param defines whether what it says about activities and verbs counts for others too
 * @param attachments those that came with their data
 */
public record AddedStatement(
        long key, UUID id, Instant happened, boolean defines, JsonNode tree, List<Attachment> attachments) {}
