/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens in teacher training: people register, attend, work through modules, satisfy a course, earn a badge. */
final class TrainingShape implements Shape {

    private static final String COURSE = "https://w3id.org/xapi/cmi5/activitytype/course";
    private static final String CMI5_SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
    private static final Map<String, String> PIECES = Map.of(
            COURSE,
            "course",
            "https://w3id.org/xapi/cmi5/activitytype/block",
            "block",
            "http://adlnet.gov/expapi/activities/meeting",
            "meeting",
            "http://activitystrea.ms/badge",
            "badge",
            "http://adlnet.gov/expapi/activities/module",
            "module");

    @Override
    public String table() {
        return "training_fact";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "actor", "piece", "activity", "course", "school", "cohort", "role", "about", "programme", "periods");
    }

    /** Of a course only what is of ours: an LMS calls every class a course. */
    @Override
    public List<Row> rows(Told statement) {
        Optional<String> piece = piece(statement);
        boolean ours = statement.code("cohort").isPresent() || statement.role().isPresent();
        if (piece.isEmpty() || !ours) {
            return List.of();
        }
        Optional<?> course =
                piece.get().equals("course") ? statement.activity() : statement.first("parent", "grouping");
        return List.of(Row.of(
                statement,
                Optional.empty(),
                statement.actor(),
                piece,
                statement.activity(),
                course,
                statement.school().map(Code::new),
                statement.code("cohort"),
                statement.role(),
                statement.learner(),
                statement.code("programme"),
                statement.count("period-count")));
    }

    private static Optional<String> piece(Told statement) {
        boolean ofCmi5 = statement.tree().path("context").path("extensions").has(CMI5_SESSION);
        if (statement.type().equals(statement.base() + "type/criterion-evidence")) {
            return Optional.of("evidence");
        }
        return Optional.ofNullable(PIECES.get(statement.type()))
                .or(() -> ofCmi5 ? Optional.of("unit") : Optional.empty());
    }
}
