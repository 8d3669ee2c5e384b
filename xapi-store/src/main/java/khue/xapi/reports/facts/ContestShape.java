/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.util.List;
import java.util.Optional;

/** What happens in contests: somebody enters a round, an entry is promoted to the next. */
final class ContestShape implements Shape {

    @Override
    public String table() {
        return "contest_fact";
    }

    @Override
    public List<String> columns() {
        return List.of("actor", "contest", "round", "entry", "school", "quota");
    }

    @Override
    public List<Row> rows(Told statement) {
        if (!statement.type().equals(statement.base() + "type/contest")) {
            return List.of();
        }
        return List.of(Row.of(
                statement,
                Optional.empty(),
                statement.actor(),
                statement.activity(),
                statement.code("round"),
                statement.registration().map(id -> Term.of("urn:uuid:" + id)),
                statement.school().map(Code::new),
                statement.count("quota")));
    }
}
