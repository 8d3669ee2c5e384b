/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import khue.xapi.http.Json;

/**
 * Changes a statement's text without touching the rest of it: some properties of the statement are replaced, and a
 * lone context activity becomes a list of one.
 */
final class StatementText {

    private static final String CONTEXT = "context";
    private static final String CONTEXT_ACTIVITIES = "contextActivities";

    private final String text;
    private final StringBuilder out;

    private StatementText(String text, StringBuilder out) {
        this.text = text;
        this.out = out;
    }

    /**
     * The text with each property that is a key of {@code replacements} taken out, and the replacements, which are JSON
     * texts, put in: {@code id} in front, the others at the end.
     */
    static String replace(SentStatement sent, Map<String, String> replacements) {
        String text = sent.text();
        StringBuilder out = new StringBuilder(text.length() + 512);
        out.append("{\"id\":").append(replacements.get("id"));
        for (SentStatement.Property property : sent.properties()) {
            if (replacements.containsKey(property.name())) {
                continue;
            }
            if (holdsLoneContextActivity(property.name(), sent.tree().get(property.name()))) {
                out.append(',').append(text, property.from(), property.value());
                new StatementText(text.substring(property.value(), property.to()), out).copyWithLists(property.name());
            } else {
                out.append(',').append(text, property.from(), property.to());
            }
        }
        replacements.forEach((name, value) -> {
            if (!name.equals("id")) {
                out.append(",\"").append(name).append("\":").append(value);
            }
        });
        return out.append('}').toString();
    }

    /** @param name of a property of a statement: its context, or its object, where that is a SubStatement */
    private static boolean holdsLoneContextActivity(String name, JsonNode value) {
        if (name.equals("object")) {
            return holdsLoneContextActivity(CONTEXT, value.path(CONTEXT));
        }
        if (name.equals(CONTEXT)) {
            for (JsonNode oneOrMany : value.path(CONTEXT_ACTIVITIES)) {
                if (oneOrMany.isObject()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void copyWithLists(String name) {
        try (JsonParser parser = Json.mapper().createParser(text.toCharArray())) {
            parser.nextToken();
            copyValue(parser, name);
        } catch (IOException impossible) {
            throw new UncheckedIOException("the text was read before", impossible);
        }
    }

    // Data 2.4.6.2: "The LRS MUST return every value in the contextActivities Object as an array, even if it arrived
    // as a single Activity Object":
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2462-contextactivities-property
    private void copyValue(JsonParser parser, String name) throws IOException {
        boolean mayHoldContextActivities =
                name.equals("object") || name.equals(CONTEXT) || name.equals(CONTEXT_ACTIVITIES);
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
            if (name.equals(CONTEXT_ACTIVITIES) && parser.currentToken() == JsonToken.START_OBJECT) {
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
