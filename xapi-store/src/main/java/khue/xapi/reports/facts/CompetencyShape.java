/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was said of a pupil's competencies and qualities: by the outcome of a work that trains them, or by levels of a rubric. */
final class CompetencyShape implements Shape {

    private static final String RUBRICS = "https://w3id.org/xapi/acrossx/extensions/rubrics";

    @Override
    public String table() {
        return "competency_fact";
    }

    @Override
    public List<String> columns() {
        return List.of("pupil", "class", "school", "competency", "level");
    }

    @Override
    public boolean isKeptByDays() {
        return true;
    }

    @Override
    public List<Row> rows(Told statement) {
        Map<String, Optional<Short>> said = said(statement);
        List<Row> rows = new ArrayList<>();
        if (statement.type().equals(WorkShape.PROJECT) && !said.isEmpty()) {
            Optional<?> pupil = statement.learner();
            for (Optional<String> schoolClass : statement.classes()) {
                said.forEach((competency, level) -> rows.add(Row.of(
                        statement,
                        schoolClass,
                        pupil,
                        schoolClass.map(Term::of),
                        statement.school().map(Code::new),
                        Optional.of(competency),
                        level)));
            }
        }
        return rows;
    }

    /** Of a rubric that names a competency twice, the first level. */
    private static Map<String, Optional<Short>> said(Told statement) {
        Map<String, Optional<Short>> said = new LinkedHashMap<>();
        for (JsonNode line : statement.result().path("extensions").path(RUBRICS)) {
            Told.code(line.path("competency"))
                    .ifPresent(competency -> said.putIfAbsent(competency, Told.count(line.path("level"))));
        }
        // An outcome says so of everything that the project trains.
        boolean outcome = statement.result().path("success").isBoolean();
        for (String list : outcome ? List.of("competencies", "qualities") : List.<String>of()) {
            statement.codes(list).forEach(competency -> said.putIfAbsent(competency, Optional.empty()));
        }
        return said;
    }
}
