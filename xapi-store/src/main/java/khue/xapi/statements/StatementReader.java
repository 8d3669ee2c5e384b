/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.LimitExceeded;
import khue.xapi.http.Limits;
import khue.xapi.http.Message;
import khue.xapi.http.RequestJson;

/** Takes a body apart into statements; JSON that is broken or made to hurt ends here. */
final class StatementReader {

    private static final ObjectReader VALUE_AMONG_OTHERS =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final RequestJson json;
    private final Limits limits;

    StatementReader(RequestJson json) {
        this.json = json;
        this.limits = json.limits();
    }

    /** One statement, or the statements of an array in their order. */
    List<SentStatement> read(String body) {
        try (JsonParser parser = json.parser(body)) {
            try {
                return read(parser, body);
            } catch (JsonProcessingException refused) {
                throw json.refusal(refused, parser);
            } catch (NumberFormatException beyondAllNumbers) {
                throw json.refusal(beyondAllNumbers, parser);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be read", impossible);
        }
    }

    private List<SentStatement> read(JsonParser parser, String body) throws IOException {
        List<SentStatement> statements = new ArrayList<>();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (statements.size() == limits.batch()) {
                    throw batchTooLarge();
                }
                statements.add(readOne(parser, body, "/" + statements.size()));
            }
        } else {
            statements.add(readOne(parser, body, ""));
        }
        if (parser.nextToken() != null) {
            throw malformed("there is something after the end of the JSON value");
        }
        return statements;
    }

    private LimitExceeded batchTooLarge() {
        return new LimitExceeded(
                413,
                "batch-too-large",
                limits.batch(),
                "/" + limits.batch(),
                new Message(
                        "Một lần gửi có hơn " + limits.batch() + " câu xAPI. Hãy chia thành nhiều lần gửi.",
                        "The request holds more than " + limits.batch()
                                + " statements. Send them in several requests."));
    }

    private static SentStatement readOne(JsonParser parser, String body, String pointer) throws IOException {
        if (parser.currentToken() == null) {
            throw malformed("the body is empty");
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new StatementRejected(
                    List.of(new Violation(pointer, Rule.JSON_TYPE, "expected a statement, which is an object")));
        }
        int start = startOfToken(parser);
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        List<SentStatement.Property> properties = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int from = startOfToken(parser) - start;
            parser.nextToken();
            int value = startOfToken(parser) - start;
            tree.set(name, VALUE_AMONG_OTHERS.readTree(parser));
            properties.add(new SentStatement.Property(name, from, value, endOfToken(parser) - start));
        }
        textIsStorable(tree, pointer);
        return new SentStatement(body.substring(start, endOfToken(parser)), properties, tree, pointer);
    }

    private static int startOfToken(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int endOfToken(JsonParser parser) {
        return (int) parser.currentLocation().getCharOffset();
    }

    /** NUL and half surrogate pairs cannot be written in UTF-8 text that other systems can read. */
    private static void textIsStorable(JsonNode node, String pointer) {
        if (node.isTextual()) {
            textIsStorable(node.textValue(), pointer);
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            textIsStorable(property.getKey(), pointer);
            textIsStorable(property.getValue(), pointer);
        }
        if (node.isArray()) {
            node.forEach(element -> textIsStorable(element, pointer));
        }
    }

    private static void textIsStorable(String text, String pointer) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean paired = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (paired) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw new StatementRejected(List.of(new Violation(
                        pointer, Rule.FORMAT, "a string holds NUL or half a surrogate pair, which is not text")));
            }
        }
    }

    private static Failure malformed(String reason) {
        return Failure.badRequest(
                "json-malformed",
                "Phần thân không phải JSON hợp lệ: " + reason,
                "The body is not valid JSON: " + reason);
    }
}
