/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens to pupils' works in learning projects: they are handed in, commented on, returned, accepted, shown. */
final class WorkShape implements Shape {

    static final String PROJECT = "http://id.tincanapi.com/activitytype/project";
    private static final Map<String, String> PIECES = Map.of(
            PROJECT,
            "project",
            "http://activitystrea.ms/image",
            "artefact",
            "http://activitystrea.ms/video",
            "artefact",
            "http://activitystrea.ms/file",
            "artefact",
            "http://activitystrea.ms/collection",
            "shared");

    @Override
    public String table() {
        return "work_fact";
    }

    @Override
    public List<String> columns() {
        return List.of("actor", "role", "pupil", "piece", "project", "class", "school", "attempt");
    }

    @Override
    public boolean isKeptByDays() {
        return true;
    }

    @Override
    public List<Row> rows(Told statement) {
        Optional<String> piece = piece(statement);
        if (piece.isEmpty()) {
            return List.of();
        }
        Optional<?> project = piece.get().equals("project") ? statement.activity() : statement.first("parent");
        return statement.classes().stream()
                .map(schoolClass -> Row.of(
                        statement,
                        schoolClass,
                        statement.actor(),
                        statement.role(),
                        statement.learner(),
                        piece,
                        project,
                        schoolClass.map(Term::of),
                        statement.school().map(Code::new),
                        statement.count("attempt")))
                .toList();
    }

    private static Optional<String> piece(Told statement) {
        String type = statement.type();
        return type.equals(statement.base() + "type/reflection")
                ? Optional.of("reflection")
                : Optional.ofNullable(PIECES.get(type));
    }
}
