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

/**
 * The SQL of a query for a page of statements, with the values to bind in their order.
 *
 * <p>A statement is on the page when it meets the conditions, or when one that it refers to by a StatementRef does. The
 * place in the order, and whether it may be seen at all, are always its own.
 *
 * @see <a
 *     href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#filter-conditions-for-statementrefs">
 *     Communication 2.1.3, filter conditions for StatementRefs</a>
 */
final class Conditions {

    private final StatementQuery query;
    private final OptionalLong below;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private Conditions(StatementQuery query, OptionalLong below) {
        this.query = query;
        this.below = below;
    }

    /** @param below the first key that is not to be seen yet */
    static Conditions of(StatementQuery query, OptionalLong below) {
        Conditions conditions = new Conditions(query, below);
        conditions.write();
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

    private void write() {
        sql.append("with page as (\n(");
        selectKeys("select s.key from xapi.statement s", "s");
        sql.append(")");
        if (asksForMoreThanAPlaceInTheOrder()) {
            sql.append("\nunion\n(");
            selectKeys("""
                    select distinct r.key
                      from xapi.reference r
                      join xapi.statement own on own.key = r.key
                      join xapi.statement_id i on i.id = r.target
                      join xapi.statement s on s.key = i.key""", "own");
            sql.append(")");
        }
        sql.append("""

                )
                select s.key, s.payload, s.version_2, s.authority, false as voided
                  from page join xapi.statement s on s.key = page.key""");
        orderAndLimit("s");
    }

    private boolean asksForMoreThanAPlaceInTheOrder() {
        return query.agent().isPresent()
                || query.verb().isPresent()
                || query.activity().isPresent()
                || query.registration().isPresent();
    }

    /** @param own the alias of the statement that will be on the page; {@code s} is the one that meets the conditions */
    private void selectKeys(String from, String own) {
        sql.append(from);
        query.agent().ifPresent(agent -> join("agent", agent, query.relatedAgents()));
        query.activity().ifPresent(activity -> join("activity", activity, query.relatedActivities()));
        sql.append("""

                 where (%1$s.voiding or not exists (select from xapi.voiding v where v.target = %1$s.id))""".formatted(own));
        query.verb().ifPresent(verb -> and("s.verb = ?", verb));
        query.registration().ifPresent(registration -> and("s.registration = ?", registration));
        query.authority().ifPresent(authority -> and(own + ".authority = ?", authority));
        query.since().ifPresent(since -> and(own + ".key >= ?", StatementKey.firstAfter(since)));
        query.until().ifPresent(until -> and(own + ".key < ?", StatementKey.firstAfter(until)));
        below.ifPresent(key -> and(own + ".key < ?", key));
        query.from().ifPresent(start -> and(own + (query.ascending() ? ".key >= ?" : ".key <= ?"), start));
        orderAndLimit(own.equals("s") ? "s" : "r");
    }

    /** One more than the page holds tells whether another page follows, and where it starts. */
    private void orderAndLimit(String alias) {
        sql.append("\n order by ")
                .append(alias)
                .append(query.ascending() ? ".key asc" : ".key desc")
                .append(" limit ")
                .append(query.limit() + 1);
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
