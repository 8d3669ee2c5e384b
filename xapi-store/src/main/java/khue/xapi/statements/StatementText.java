/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import khue.xapi.http.Json;

/**
 * Changes a statement's text without touching the rest of it: some properties of the statement are replaced, and a
 * lone context activity becomes a list of one.
 */
final class StatementText {

    private static final Set<String> SUB_STATEMENT_OR_CONTEXT = Set.of("object", "context");

    private final String text;
    private final StringBuilder out;

    private StatementText(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() + 512);
    }

    /**
     * The text with each property that is a key of {@code replacements} taken out, and the replacements, which are JSON
     * texts, put in: those up to and including {@code id} in front, the others at the end.
     */
    static String replace(String text, Map<String, String> replacements) {
        StatementText result = new StatementText(text);
        try (JsonParser parser = Json.mapper().createParser(text.toCharArray())) {
            parser.nextToken();
            result.replace(parser, replacements);
        } catch (IOException impossible) {
            throw new UncheckedIOException("the text was read before", impossible);
        }
        return result.out.toString();
    }

    private void replace(JsonParser parser, Map<String, String> replacements) throws IOException {
        out.append("{\"id\":").append(replacements.get("id"));
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int nameStart = offsetOfToken(parser);
            parser.nextToken();
            if (replacements.containsKey(name)) {
                parser.skipChildren();
                continue;
            }
            out.append(',').append(text, nameStart, offsetOfToken(parser));
            copyValue(parser, name);
        }
        replacements.forEach((name, value) -> {
            if (!name.equals("id")) {
                out.append(",\"").append(name).append("\":").append(value);
            }
        });
        out.append('}');
    }

    // Data 2.4.6.2: "The LRS MUST return every value in the contextActivities Object as an array, even if it arrived
    // as a single Activity Object":
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2462-contextactivities-property
    private void copyValue(JsonParser parser, String name) throws IOException {
        boolean mayHoldContextActivities = SUB_STATEMENT_OR_CONTEXT.contains(name) || name.equals("contextActivities");
        if (parser.currentToken() != JsonToken.START_OBJECT || !mayHoldContextActivities) {
            copyAsItIs(parser);
            return;
        }
        out.append('{');
        String separator = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String inner = parser.currentName();
            int nameStart = offsetOfToken(parser);
            parser.nextToken();
            out.append(separator).append(text, nameStart, offsetOfToken(parser));
            separator = ",";
            if (name.equals("contextActivities") && parser.currentToken() == JsonToken.START_OBJECT) {
                out.append('[');
                copyAsItIs(parser);
                out.append(']');
            } else {
                copyValue(parser, inner);
            }
        }
        out.append('}');
    }

    private void copyAsItIs(JsonParser parser) throws IOException {
        int start = offsetOfToken(parser);
        parser.skipChildren();
        parser.finishToken();
        out.append(text, start, (int) parser.currentLocation().getCharOffset());
    }

    private static int offsetOfToken(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }
}
