/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.activities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * How a definition changes when a statement says something new: what is newer wins, property by property. Of names,
 * descriptions and displays the languages are kept apart, and of extensions their keys, so that a statement in one
 * language adds to what another said. Lists are taken whole. What a statement leaves out stays as it is, except that
 * another type of interaction takes the lists of the former with it.
 *
 * <p>The specification leaves it to the store who may change a definition, and how. Here a key may whose scopes allow
 * {@code define}; whoever may define may also correct.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#activity-definition">Data 2.4.4.1: on a
 *     definition that differs, a store decides "whether it considers the Learning Record Provider to have the authority
 *     to change the definition", and updates it accordingly</a>
 */
public final class DefinitionMerge {

    private static final String EXTENSIONS = "extensions";
    private static final String INTERACTION_TYPE = "interactionType";
    private static final List<String> OF_INTERACTION =
            List.of("correctResponsesPattern", "choices", "scale", "source", "target", "steps");

    private DefinitionMerge() {}

    /** Whether {@link #merge} would give something else than {@code known}. */
    public static boolean changes(ObjectNode known, ObjectNode stated) {
        for (Map.Entry<String, JsonNode> property : stated.properties()) {
            String name = property.getKey();
            if (isMap(name, property.getValue())) {
                if (changesMap(name, known.path(name), property.getValue())) {
                    return true;
                }
            } else if (!property.getValue().equals(known.get(name))) {
                return true;
            }
        }
        return false;
    }

    public static ObjectNode merge(ObjectNode known, ObjectNode stated) {
        ObjectNode merged = known.deepCopy();
        if (stated.has(INTERACTION_TYPE) && !stated.get(INTERACTION_TYPE).equals(known.get(INTERACTION_TYPE))) {
            merged.remove(OF_INTERACTION);
        }
        for (Map.Entry<String, JsonNode> property : stated.properties()) {
            String name = property.getKey();
            if (isMap(name, property.getValue())) {
                merged.set(name, mergedMap(name, merged.path(name), property.getValue()));
            } else {
                merged.set(name, property.getValue());
            }
        }
        return merged;
    }

    /** The definition that statements make one after the other. */
    public static ObjectNode mergeAll(List<ObjectNode> oldestFirst) {
        return oldestFirst.stream().reduce(JsonNodeFactory.instance.objectNode(), DefinitionMerge::merge);
    }

    private static boolean isMap(String name, JsonNode value) {
        return value.isObject()
                && switch (name) {
                    case "name", "description", "display", EXTENSIONS -> true;
                    default -> false;
                };
    }

    private static boolean changesMap(String name, JsonNode known, JsonNode stated) {
        if (!known.isObject()) {
            return true;
        }
        for (Map.Entry<String, JsonNode> entry : stated.properties()) {
            if (!entry.getValue().equals(known.path(keyIn(known, name, entry.getKey())))) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode mergedMap(String name, JsonNode known, JsonNode stated) {
        ObjectNode merged =
                known instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : stated.properties()) {
            merged.set(keyIn(merged, name, entry.getKey()), entry.getValue());
        }
        return merged;
    }

    /** The key under which a map has an entry already: {@code en-us} and {@code en-US} are one language (RFC 5646). */
    private static String keyIn(JsonNode map, String name, String key) {
        if (map.has(key) || name.equals(EXTENSIONS)) {
            return key;
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (entry.getKey().equalsIgnoreCase(key)) {
                return entry.getKey();
            }
        }
        return key;
    }
}
