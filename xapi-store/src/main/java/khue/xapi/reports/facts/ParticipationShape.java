/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens at creative activities: they are planned, attended, logged by oneself, approved, hosted. */
final class ParticipationShape implements Shape {

    private static final Map<String, String> PIECES = Map.of(
            "http://activitystrea.ms/event", "event",
            "http://adlnet.gov/expapi/activities/performance", "performance");

    @Override
    public String table() {
        return "participation_fact";
    }

    @Override
    public List<String> columns() {
        return List.of("actor", "role", "pupil", "piece", "event", "class", "school", "seconds", "strand", "form");
    }

    @Override
    public boolean isKeptByDays() {
        return true;
    }

    @Override
    public List<Row> rows(Told statement) {
        Optional<String> piece = Optional.ofNullable(PIECES.get(statement.type()));
        if (piece.isEmpty()) {
            return List.of();
        }
        return statement.classes().stream()
                .map(schoolClass -> Row.of(
                        statement,
                        schoolClass,
                        statement.actor(),
                        statement.role(),
                        statement.learner(),
                        piece,
                        statement.activity(),
                        schoolClass.map(Term::of),
                        statement.school().map(Code::new),
                        Seconds.of(statement.result().path("duration").asText()),
                        statement.code("strand"),
                        statement.code("learning-form")))
                .toList();
    }
}
