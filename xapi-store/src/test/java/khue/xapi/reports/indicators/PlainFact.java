/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A statement as somebody reads it who knows nothing of tables: for the second road. People are {@code homePage name}. */
record PlainFact(
        long key,
        Instant happened,
        String verb,
        String actor,
        String role,
        Optional<String> pupil,
        String type,
        String object,
        String parent,
        List<String> classes,
        Optional<String> school,
        int attempt,
        Optional<Long> seconds,
        String strand,
        String form,
        JsonNode statement) {

    private static final String BASE = "https://khue.io/xapi/";

    static PlainFact of(long key, JsonNode statement, Map<String, String> aliases) {
        JsonNode extensions = statement.at("/context/extensions");
        String actor = statement.at("/actor/account/homePage").asText() + " "
                + statement.at("/actor/account/name").asText();
        String known = aliases.getOrDefault(actor, actor);
        String role = extensions.path(BASE + "ext/actor-role").asText();
        String subject = extensions.path(BASE + "ext/subject").asText();
        Optional<String> pupil = !subject.isEmpty()
                ? Optional.of(aliases.getOrDefault(BASE + "pid " + subject, BASE + "pid " + subject))
                : role.equals("learner") ? Optional.of(known) : Optional.empty();
        List<String> classes = new ArrayList<>();
        statement.at("/context/contextActivities/grouping").forEach(activity -> {
            if (activity.get("id").asText().startsWith(BASE + "class/")) {
                classes.add(activity.get("id").asText());
            }
        });
        String duration = statement.at("/result/duration").asText();
        return new PlainFact(
                key,
                OffsetDateTime.parse(statement.get("timestamp").asText()).toInstant(),
                statement
                        .at("/verb/id")
                        .asText()
                        .replace("http://activitystrea.ms/schema/1.0/", "http://activitystrea.ms/"),
                known,
                role,
                pupil,
                statement.at("/object/definition/type").asText(),
                statement.at("/object/id").asText(),
                statement.at("/context/contextActivities/parent/0/id").asText(),
                classes,
                Optional.of(extensions
                                .path("https://w3id.org/xapi/acrossx/extensions/school")
                                .asText())
                        .filter(code -> !code.isEmpty()),
                Math.max(1, extensions.path(BASE + "ext/attempt").asInt(1)),
                duration.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Duration.parse(duration).toSeconds()),
                extensions.path(BASE + "ext/strand").asText(),
                extensions.path(BASE + "ext/learning-form").asText(),
                statement);
    }

    /** A context extension of ours; empty where there is none. */
    String told(String extension) {
        return statement
                .at("/context/extensions")
                .path(BASE + "ext/" + extension)
                .asText();
    }

    int number(String extension) {
        return statement
                .at("/context/extensions")
                .path(BASE + "ext/" + extension)
                .asInt();
    }

    /** What it says of competencies and qualities: of each the level on a rubric, or 0. */
    Map<String, Integer> competencies() {
        Map<String, Integer> said = new LinkedHashMap<>();
        statement
                .at("/result/extensions")
                .path("https://w3id.org/xapi/acrossx/extensions/rubrics")
                .forEach(line -> said.put(
                        line.get("competency").asText(), line.get("level").asInt()));
        if (statement.at("/result/success").isBoolean()) {
            for (String list : List.of("competencies", "qualities")) {
                statement
                        .at("/context/extensions")
                        .path(BASE + "ext/" + list)
                        .forEach(one -> said.put(one.asText(), 0));
            }
        }
        return said;
    }

    boolean is(String wanted, String ofType) {
        return verb.equals(wanted) && type.equals(ofType);
    }
}
