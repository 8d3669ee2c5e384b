/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A statement as it arrived: its text, character by character, and the same as a tree for the rules.
 *
 * <p>The text is what will be kept, so a number comes back as it was written and properties keep their order.
 *
 * @param pointer where it stands in the body: empty, or {@code /3} in a batch
 */
record SentStatement(String text, JsonNode tree, String pointer) {}
