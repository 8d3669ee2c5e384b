/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.activities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import khue.xapi.model.Fingerprints;

/** What one statement says about an activity or a verb. */
public record StatedDefinition(Subject subject, ObjectNode definition) {

    /**
     * What a statement, which keeps all rules, defines: its verb, its Activities, and those of a SubStatement. The verb
     * of a SubStatement is not told of.
     */
    public static List<StatedDefinition> in(JsonNode statement, Fingerprints fingerprints) {
        List<StatedDefinition> stated = new ArrayList<>();
        if (statement.path("verb") instanceof ObjectNode verb
                && verb.get("display") instanceof ObjectNode display
                && !display.isEmpty()) {
            ObjectNode definition = JsonNodeFactory.instance.objectNode();
            definition.set("display", display);
            UUID fingerprint = fingerprints.of(verb.get("id").textValue());
            stated.add(new StatedDefinition(new Subject(Subject.Kind.VERB, fingerprint), definition));
        }
        eachActivity(statement, activity -> {
            if (activity.get("definition") instanceof ObjectNode definition && !definition.isEmpty()) {
                UUID fingerprint = fingerprints.of(activity.get("id").textValue());
                stated.add(new StatedDefinition(new Subject(Subject.Kind.ACTIVITY, fingerprint), definition));
            }
        });
        return stated;
    }

    /** The verb of a statement and that of a SubStatement. */
    public static void eachVerb(JsonNode statement, Consumer<ObjectNode> use) {
        if (statement.path("verb") instanceof ObjectNode verb) {
            use.accept(verb);
        }
        if (isOfType(statement.path("object"), "SubStatement")) {
            eachVerb(statement.get("object"), use);
        }
    }

    /** The Activities of a statement wherever they stand. */
    public static void eachActivity(JsonNode statement, Consumer<ObjectNode> use) {
        JsonNode object = statement.path("object");
        if (isOfType(object, "SubStatement")) {
            eachActivity(object, use);
        } else if (object instanceof ObjectNode activity && isOfType(object, "Activity")) {
            use.accept(activity);
        }
        for (JsonNode oneOrMany : statement.path("context").path("contextActivities")) {
            if (oneOrMany instanceof ObjectNode one) {
                use.accept(one);
            } else {
                oneOrMany.forEach(activity -> use.accept((ObjectNode) activity));
            }
        }
    }

    public static Subject subjectOfVerb(ObjectNode verb) {
        return Subject.verb(verb.get("id").textValue());
    }

    public static Subject subjectOfActivity(ObjectNode activity) {
        return Subject.activity(activity.get("id").textValue());
    }

    private static boolean isOfType(JsonNode object, String type) {
        return object.path("objectType").asText("Activity").equals(type);
    }
}
