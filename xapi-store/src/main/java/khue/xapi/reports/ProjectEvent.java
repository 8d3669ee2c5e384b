/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import khue.xapi.postgres.AddedStatement;

/**
 * What one statement about a learning project says to reports. A statement in two classes says it for each.
 *
 * @param subject the pseudonym of the pupil whose work it is about
 */
record ProjectEvent(
        AddedStatement statement, String verb, String project, Optional<String> classIri, Optional<String> subject) {

    private static final String PROJECT = "http://id.tincanapi.com/activitytype/project";

    /** @param base the prefix of our own IRIs, see the setting {@code khue.iri.base} */
    static List<ProjectEvent> of(AddedStatement statement, String base) {
        JsonNode tree = statement.tree();
        JsonNode object = tree.path("object");
        if (!object.path("definition").path("type").asText().equals(PROJECT)) {
            return List.of();
        }
        JsonNode extensions = tree.path("context").path("extensions");
        Optional<String> subject = text(extensions.path(base + "ext/subject"));
        String verb = tree.path("verb").path("id").asText();
        String project = object.path("id").asText();
        return classes(tree, base).stream()
                .map(classIri -> new ProjectEvent(statement, verb, project, classIri, subject))
                .toList();
    }

    /** The IRIs that rows hold as numbers. */
    Stream<String> terms() {
        return Stream.concat(Stream.of(verb, project), classIri.stream());
    }

    private static List<Optional<String>> classes(JsonNode statement, String base) {
        JsonNode grouping = statement.path("context").path("contextActivities").path("grouping");
        List<Optional<String>> classes = new ArrayList<>();
        Iterable<JsonNode> activities = grouping.isObject() ? List.of(grouping) : grouping;
        for (JsonNode activity : activities) {
            String id = activity.path("id").asText();
            if (id.startsWith(base + "class/") && !classes.contains(Optional.of(id))) {
                classes.add(Optional.of(id));
            }
        }
        return classes.isEmpty() ? List.of(Optional.empty()) : classes;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
