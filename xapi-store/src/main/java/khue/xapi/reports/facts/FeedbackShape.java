/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What families and pupils are asked and answer, the themes that somebody finds in it, and the changes that follow. */
final class FeedbackShape implements Shape {

    private static final Map<String, String> PIECES = Map.of(
            "http://id.tincanapi.com/activitytype/survey", "survey",
            "http://adlnet.gov/expapi/activities/cmi.interaction", "answer");
    private static final short BEST = 5;

    @Override
    public String table() {
        return "feedback_fact";
    }

    @Override
    public List<String> columns() {
        return List.of("actor", "piece", "activity", "about", "school", "rating");
    }

    /** Of interactions only what is of ours: every quiz of an LMS consists of them. */
    @Override
    public List<Row> rows(Told statement) {
        Optional<String> piece = piece(statement);
        if (piece.isEmpty() || statement.role().isEmpty()) {
            return List.of();
        }
        return List.of(Row.of(
                statement,
                Optional.empty(),
                statement.actor(),
                piece,
                statement.activity(),
                statement.first("parent"),
                statement.school().map(Code::new),
                Told.count(statement.result().path("score").path("raw")).filter(rating -> rating <= BEST)));
    }

    private static Optional<String> piece(Told statement) {
        String type = statement.type();
        if (type.equals(statement.base() + "type/theme")) {
            return Optional.of("theme");
        }
        return type.equals(statement.base() + "type/change")
                ? Optional.of("change")
                : Optional.ofNullable(PIECES.get(type));
    }
}
