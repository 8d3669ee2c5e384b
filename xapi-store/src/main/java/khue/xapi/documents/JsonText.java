/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import khue.xapi.http.Failure;
import khue.xapi.http.RequestJson;

/** JSON that stays text: checked, or taken apart into its top-level properties, each of which keeps its spelling. */
final class JsonText {

    private JsonText() {}

    /** @throws Failure 400 when the text is not exactly one JSON value */
    static void check(String text, RequestJson json) {
        parse(text, json, parser -> {
            if (parser.nextToken() == null) {
                throw malformed("it is empty");
            }
            parser.skipChildren();
            return null;
        });
    }

    /**
     * The properties of an object in their order, each value as its JSON text.
     *
     * @throws Failure 400 when the text is not exactly one JSON object
     */
    static Map<String, String> properties(String text, RequestJson json) {
        return parse(text, json, parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Document.notMergeable();
            }
            Map<String, String> properties = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                properties.put(name, text.substring(start, (int)
                        parser.currentLocation().getCharOffset()));
            }
            return properties;
        });
    }

    static String object(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> TextNode.valueOf(property.getKey()) + ":" + property.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> T parse(String text, RequestJson json, Reading<T> reading) {
        try (JsonParser parser = json.parser(text)) {
            try {
                T result = reading.of(parser);
                if (parser.nextToken() != null) {
                    throw malformed("there is something after its end");
                }
                return result;
            } catch (JsonProcessingException refused) {
                throw json.refusal(refused, parser);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be read", impossible);
        }
    }

    private static Failure malformed(String reason) {
        return Failure.badRequest(
                "json-malformed",
                "Phần thân không phải JSON hợp lệ: " + reason,
                "The body is not valid JSON: " + reason);
    }

    private interface Reading<T> {
        T of(JsonParser parser) throws IOException;
    }
}
