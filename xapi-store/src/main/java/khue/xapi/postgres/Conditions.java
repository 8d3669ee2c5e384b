/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import khue.xapi.statements.StatementQuery;

/** The SQL of a query for a page of statements, with the values to bind in their order. */
final class Conditions {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private Conditions() {}

    /** @param below the first key that is not to be seen yet */
    static Conditions of(StatementQuery query, OptionalLong below) {
        Conditions conditions = new Conditions();
        conditions.sql.append("""
                select s.key, s.payload, s.version_2, s.authority, false as voided
                  from xapi.statement s""");
        query.agent().ifPresent(agent -> conditions.join("agent", agent, query.relatedAgents()));
        query.activity().ifPresent(activity -> conditions.join("activity", activity, query.relatedActivities()));
        conditions.sql.append("""

                 where (s.voiding or not exists (select from xapi.voiding v where v.target = s.id))""");
        query.verb().ifPresent(verb -> conditions.and("s.verb = ?", verb));
        query.registration().ifPresent(registration -> conditions.and("s.registration = ?", registration));
        query.authority().ifPresent(authority -> conditions.and("s.authority = ?", authority));
        query.since().ifPresent(since -> conditions.and("s.key >= ?", StatementKey.firstAfter(since)));
        query.until().ifPresent(until -> conditions.and("s.key < ?", StatementKey.firstAfter(until)));
        below.ifPresent(key -> conditions.and("s.key < ?", key));
        query.from().ifPresent(from -> conditions.and(query.ascending() ? "s.key >= ?" : "s.key <= ?", from));
        // One more than the page holds tells whether another page follows, and where it starts.
        conditions
                .sql
                .append("\n order by s.key ")
                .append(query.ascending() ? "asc" : "desc")
                .append("\n limit ")
                .append(query.limit() + 1);
        return conditions;
    }

    String sql() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private void and(String condition, Object value) {
        sql.append("\n   and ").append(condition);
        values.add(value);
    }

    /**
     * Links are joined, not tested: each index of them is in the order of the page, so a page of one agent reads its
     * newest entries and stops.
     *
     * @param what {@code agent} or {@code activity}: part of the names in the schema, never of a request
     */
    private void join(String what, UUID target, boolean related) {
        sql.append("\n  join xapi.%1$s_link %1$s on %1$s.key = s.key and %1$s.%1$s = ?".formatted(what));
        if (!related) {
            sql.append(" and %1$s.direct".formatted(what));
        }
        values.add(target);
    }
}
