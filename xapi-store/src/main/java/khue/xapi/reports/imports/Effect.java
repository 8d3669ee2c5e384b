/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import khue.xapi.postgres.Database;
import khue.xapi.reports.imports.Plan.Change;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Computation;
import khue.xapi.reports.indicators.Computation.Prepared;
import khue.xapi.reports.indicators.Figure;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;

/**
 * Which figures a plan would change: not guessed, but computed twice in a transaction that is rolled back. By how much is not told: the
 * difference that one other name of one person makes is what that person did.
 *
 * @param period the school year, of the whole programme
 * @param figures those that become others
 * @param open those of which it could not be found out in the time that there was
 * @param breakdowns by which figures may become others even where that of the whole programme stays
 */
record Effect(Period period, List<Indicator> figures, List<Indicator> open, Set<Breakdown> breakdowns) {

    private static final Map<String, Breakdown> OF_COLUMNS = Map.of(
            "level", Breakdown.LEVEL,
            "area", Breakdown.AREA,
            "ownership", Breakdown.OWNERSHIP,
            "unit", Breakdown.UNIT,
            "legacy_district", Breakdown.UNIT,
            "cluster", Breakdown.CLUSTER);

    /** It was ended by the time that it had, a lock that it did not wait for, or a change that came in between. */
    private static final Set<String> COULD_NOT = Set.of("57014", "55P03", "40001", "40P01");

    /** How many indicators it is known of. */
    int computed() {
        return Indicators.ALL.size() - open.size();
    }

    /** Finds it out. */
    static final class Finder {

        private final Database database;
        private final Computation computation;
        private final Clock clock;
        private final Duration patience;

        /** @param patience how long whoever decides may have to wait for it */
        Finder(Database database, Computation computation, Clock clock, Duration patience) {
            this.database = database;
            this.computation = computation;
            this.clock = clock;
            this.patience = patience;
        }

        /**
         * What is kept of facts is used where it holds, figures that read nothing of the plan's table are not computed at
         * all, and what a plan needs to write is written last: whoever wants to write the same is held up for a part of
         * the patience at most, and nobody else at all.
         *
         * @param apply what the plan does
         */
        Effect find(Table table, Plan plan, Apply apply) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), Period.ZONE);
            Period year = database.withConnection(connection -> schoolYear(today, connection));
            Question whole = new Question(year, Breakdown.NONE, Geography.EVENT, today);
            Instant end = clock.instant().plus(patience);
            Predicate<String> changing = database.withConnection(connection -> readers(table.written(), connection));
            // Of a school that is new, no class contributes anything yet.
            Predicate<String> changingKept = database.withConnection(
                    connection -> readers(table.written().subList(0, 1), connection));
            List<Indicator> open = new ArrayList<>();
            Map<Indicator, Prepared> touched = new LinkedHashMap<>();
            for (Indicator indicator : Indicators.ALL) {
                if (clock.instant().isBefore(end)) {
                    computation
                            .prepared(indicator, whole, changing, changingKept)
                            .ifPresent(figures -> touched.put(indicator, figures));
                } else {
                    open.add(indicator);
                }
            }
            List<Indicator> others =
                    database.inTransaction(connection -> others(touched, open, end, apply, connection));
            return new Effect(year, others, open, breakdowns(plan));
        }

        /** The transaction is rolled back. */
        private List<Indicator> others(
                Map<Indicator, Prepared> touched, List<Indicator> open, Instant end, Apply apply, Connection connection)
                throws SQLException {
            try {
                // What arrives while figures are computed twice is in neither of them.
                execute("set transaction isolation level repeatable read", connection);
                Map<Indicator, List<Figure>> before = new LinkedHashMap<>();
                for (Map.Entry<Indicator, Prepared> one : touched.entrySet()) {
                    // What somebody erased since would be missing from both.
                    within(end, connection, () -> one.getValue().figuresOfAll(connection))
                            .flatMap(Function.identity())
                            .ifPresentOrElse(
                                    figures -> before.put(one.getKey(), figures), () -> open.add(one.getKey()));
                }
                boolean applied = !before.isEmpty()
                        && within(end, connection, () -> {
                                    // It will not have changed for anybody.
                                    execute(
                                            "select set_config('khue.reference_changed', pg_current_xact_id()::text, true)",
                                            connection);
                                    apply.to(connection);
                                    return true;
                                })
                                .isPresent();
                List<Indicator> others = new ArrayList<>();
                for (Map.Entry<Indicator, List<Figure>> one : before.entrySet()) {
                    Optional<List<Figure>> after = applied
                            ? within(
                                    end,
                                    connection,
                                    () -> touched.get(one.getKey()).figures(connection))
                            : Optional.empty();
                    if (after.isEmpty()) {
                        open.add(one.getKey());
                    } else if (!after.get().equals(one.getValue())) {
                        others.add(one.getKey());
                    }
                }
                return others;
            } finally {
                connection.rollback();
            }
        }

        /** What it gives; nothing when there is not time enough. */
        private <T> Optional<T> within(Instant end, Connection connection, Step<T> step) throws SQLException {
            long left = Duration.between(clock.instant(), end).toMillis();
            if (left <= 0) {
                return Optional.empty();
            }
            Savepoint before = connection.setSavepoint();
            try {
                execute(
                        "set local statement_timeout = %1$d; set local lock_timeout = %1$d".formatted(left),
                        connection);
                T result = step.take();
                connection.releaseSavepoint(before);
                return Optional.of(result);
            } catch (SQLException failed) {
                if (!COULD_NOT.contains(failed.getSQLState())) {
                    throw failed;
                }
                connection.rollback(before);
                return Optional.empty();
            }
        }
    }

    @FunctionalInterface
    interface Apply {
        void to(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws SQLException;
    }

    private static void execute(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether SQL reads one of these tables: itself, or by a view or a function of SQL. */
    private static Predicate<String> readers(List<String> tables, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                with recursive reader as (
                  select 'pg_class'::regclass::oid as kind, written::regclass::oid as id from unnest(?::text[]) as written
                  union
                  select case when uses.classid = 'pg_rewrite'::regclass then 'pg_class'::regclass::oid else uses.classid end,
                         coalesce(rule.ev_class, uses.objid)
                    from reader
                    join pg_depend uses on uses.refclassid = reader.kind and uses.refobjid = reader.id
                    left join pg_rewrite rule on uses.classid = 'pg_rewrite'::regclass and rule.oid = uses.objid
                   where uses.classid in ('pg_rewrite'::regclass, 'pg_proc'::regclass)
                )
                select string_agg(distinct coalesce(relname, proname)::text, '|') as names
                  from reader
                  left join pg_class on kind = 'pg_class'::regclass and pg_class.oid = id
                  left join pg_proc on kind = 'pg_proc'::regclass and pg_proc.oid = id""")) {
            select.setArray(1, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Pattern.compile("\\bxapi\\.(?:" + row.getString("names") + ")\\b")
                        .asPredicate();
            }
        }
    }

    private static Set<Breakdown> breakdowns(Plan plan) {
        return plan.changes().stream()
                .flatMap(change -> OF_COLUMNS.keySet().stream().filter(column -> isOther(column, change)))
                .map(OF_COLUMNS::get)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Breakdown.class)));
    }

    private static boolean isOther(String column, Change change) {
        return !Objects.equals(
                change.before().flatMap(row -> row.find(column)), change.after().flatMap(row -> row.find(column)));
    }

    /** The one that is, or else the last one. */
    private static Period schoolYear(LocalDate today, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select starts_on, ends_on from xapi.school_year where starts_on <= ? order by starts_on desc limit 1")) {
            select.setObject(1, today);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Period(
                                row.getObject("starts_on", LocalDate.class), row.getObject("ends_on", LocalDate.class))
                        : new Period(today.minusYears(1), today);
            }
        }
    }
}
