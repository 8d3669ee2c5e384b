/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** docs/reference/reports-api.json, and whether something that is written is what it says. */
public final class ApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document = read();

    private static JsonNode read() {
        try {
            return JSON.readTree(Path.of("../docs/reference/reports-api.json").toFile());
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** What can stand in an enumeration. */
    public List<String> words(String schema) {
        return StreamSupport.stream(schema(schema).path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    /** Writes a body. */
    public interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** Where what is written is not what the document says of it. */
    public List<String> problems(String schema, Writing writing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.to(json);
        }
        List<String> problems = new ArrayList<>();
        check(schema, JSON.readTree(text.toString()), schema(schema), problems);
        return problems;
    }

    /** As much of JSON Schema as the document uses. */
    private void check(String place, JsonNode value, JsonNode given, List<String> problems) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.get("$ref").asText().substring(1)) : given;
        List<String> types = types(schema);
        boolean fits = types.contains(type(value)) || types.contains("number") && value.isNumber();
        if (!types.isEmpty() && !fits) {
            problems.add(place + " is " + type(value));
        }
        if (schema.has("enum") && !schema.get("enum").toString().contains(value.toString())) {
            problems.add(place + " is " + value);
        }
        if (value.isObject()) {
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    problems.add(place + " is without " + name);
                }
            });
            value.properties().forEach(field -> {
                JsonNode part = schema.path("properties").path(field.getKey());
                JsonNode known = part.isMissingNode() ? schema.path("additionalProperties") : part;
                if (known.isMissingNode()) {
                    problems.add(place + " has " + field.getKey());
                } else {
                    check(place + "." + field.getKey(), field.getValue(), known, problems);
                }
            });
        }
        value.elements().forEachRemaining(element -> {
            if (value.isArray()) {
                check(place + "[]", element, schema.path("items"), problems);
            }
        });
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isTextual()
                ? List.of(type.asText())
                : StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
