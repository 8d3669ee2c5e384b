/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A statement as it arrived: its text, character by character, and the same as a tree for the rules.
 *
 * <p>The text is what will be kept, so a number comes back as it was written and properties keep their order.
 *
 * @param properties where each property of the statement stands in the text, in their order
 * @param pointer where it stands in the body: empty, or {@code /3} in a batch
 */
record SentStatement(String text, List<Property> properties, JsonNode tree, String pointer) {

    /**
     * A stretch of a statement's text.
     *
     * @param from of the name's quotation mark
     * @param value where the value begins
     * @param to behind the value
     */
    record Property(String name, int from, int value, int to) {}
}
