/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import khue.xapi.statements.StatementQuery;

/**
 * The SQL that finds the keys of a page, with the values to bind in their order.
 *
 * <p>Each condition is a set of keys, and each set has an index in the order of the keys, so a page reads the newest
 * entries of an index and stops. A condition that can be met in several places (an agent as actor or by a link) makes a
 * road of its own for each of them: every road gives its newest keys, and the newest of all roads are the page.
 *
 * <p>A statement is on the page when it meets the conditions itself, or when one that it refers to by a StatementRef
 * does: the roads lead over the tables {@code statement} and {@code link}, and again over {@code reached} and {@code
 * reached_link}. The place in the order, and whether it may be seen at all, are always its own.
 *
 * @see <a
 *     href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#filter-conditions-for-statementrefs">
 *     Communication 2.1.3, filter conditions for StatementRefs</a>
 */
final class KeysOfPage {

    /** How many keys are asked for: few different numbers, so that the database meets few different queries. */
    private static final int[] PORTIONS = {26, 101, 501};

    /** The most keys that one query finds. */
    static final int MOST = PORTIONS[PORTIONS.length - 1];

    /**
     * Columns with few values. The planner takes the next rows in the order of the keys to have the wanted value as well,
     * and for a rare value would read all of them; a range of value and key together leaves it one index only.
     */
    private static final Set<String> MET_BY_MANY = Set.of("verb", "authority");

    private final StatementQuery query;
    private final Terms terms;
    private final OptionalLong below;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private KeysOfPage(StatementQuery query, Terms terms, OptionalLong below) {
        this.query = query;
        this.terms = terms;
        this.below = below;
    }

    /**
     * The keys of the page, and the key after it.
     *
     * @param below the first key that is not to be seen yet
     */
    static KeysOfPage of(StatementQuery query, Terms terms, OptionalLong below) {
        KeysOfPage keys = new KeysOfPage(query, terms, below);
        keys.write();
        return keys;
    }

    String sql() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    /** The numbers of the terms that are asked for. */
    record Terms(
            Optional<Integer> agent, Optional<Integer> verb, Optional<Integer> activity, Optional<Integer> authority) {

        /** Empty when a term does not exist, so that no statement can have it. */
        static Optional<Terms> of(StatementQuery query, Dictionary dictionary) {
            Function<UUID, Integer> number = fingerprint ->
                    dictionary.find(fingerprint).stream().boxed().findFirst().orElse(null);
            Terms terms = new Terms(
                    query.agent().map(number),
                    query.verb().map(number),
                    query.activity().map(number),
                    query.authority().map(number));
            boolean allExist = terms.agent.isPresent() == query.agent().isPresent()
                    && terms.verb.isPresent() == query.verb().isPresent()
                    && terms.activity.isPresent() == query.activity().isPresent()
                    && terms.authority.isPresent() == query.authority().isPresent();
            return allExist ? Optional.of(terms) : Optional.empty();
        }
    }

    /** Where an agent or activity may stand: in a column, or as a link. */
    private record Place(String column, boolean direct) {

        static Place column(String column) {
            return new Place(column, false);
        }

        static Place link(boolean direct) {
            return new Place("", direct);
        }

        boolean isLink() {
            return column.isEmpty();
        }
    }

    /** The tables that a road leads over. */
    private record Tables(String statement, String link, String linkedBy, String ownAuthority) {}

    private static final Tables OWN = new Tables("xapi.statement", "xapi.link", "key", "authority");
    private static final Tables REACHED =
            new Tables("xapi.reached", "xapi.reached_link", "key, target", "own_authority");

    private void write() {
        boolean onlyAPlaceInTheOrder = Stream.of(terms.agent(), terms.verb(), terms.activity(), query.registration())
                .allMatch(Optional::isEmpty);
        sql.append("select distinct key from (");
        roads(OWN);
        if (!onlyAPlaceInTheOrder) {
            sql.append("\nunion all ");
            roads(REACHED);
        }
        sql.append("\n) road").append(orderAndPortion(List.of("key")));
    }

    private void roads(Tables tables) {
        String separator = "";
        for (Optional<Place> agent : agentPlaces()) {
            for (Optional<Place> activity : activityPlaces()) {
                sql.append(separator);
                road(tables, agent, activity);
                separator = "\nunion all ";
            }
        }
    }

    private List<Optional<Place>> agentPlaces() {
        if (terms.agent().isEmpty()) {
            return List.of(Optional.empty());
        }
        return query.relatedAgents()
                ? List.of(
                        Optional.of(Place.column("actor")),
                        Optional.of(Place.column("authority")),
                        Optional.of(Place.link(false)))
                : List.of(Optional.of(Place.column("actor")), Optional.of(Place.link(true)));
    }

    private List<Optional<Place>> activityPlaces() {
        if (terms.activity().isEmpty()) {
            return List.of(Optional.empty());
        }
        return query.relatedActivities()
                ? List.of(Optional.of(Place.column("activity")), Optional.of(Place.link(false)))
                : List.of(Optional.of(Place.column("activity")));
    }

    private void road(Tables tables, Optional<Place> agent, Optional<Place> activity) {
        Road road = new Road(tables);
        agent.filter(Place::isLink)
                .ifPresent(place -> road.overLink("a", terms.agent().orElseThrow(), place.direct()));
        activity.filter(Place::isLink)
                .ifPresent(place -> road.overLink("b", terms.activity().orElseThrow(), false));
        agent.filter(place -> !place.isLink())
                .ifPresent(place -> road.column(place.column(), terms.agent().orElseThrow()));
        activity.filter(place -> !place.isLink())
                .ifPresent(place -> road.column(place.column(), terms.activity().orElseThrow()));
        terms.verb().ifPresent(verb -> road.column("verb", verb));
        query.registration().ifPresent(registration -> road.column("registration", registration));
        terms.authority().ifPresent(authority -> road.column(tables.ownAuthority(), authority));
        road.overStatements();
        query.since().ifPresent(since -> road.range(">=", StatementKey.firstAfter(since)));
        query.until().ifPresent(until -> road.range("<", StatementKey.firstAfter(until)));
        below.ifPresent(first -> road.range("<", first));
        query.from().ifPresent(start -> road.range(query.ascending() ? ">=" : "<=", start));
        road.write();
    }

    /** One subquery: tables that have the keys in the order of an index, and conditions. */
    private final class Road {

        private final Tables tables;
        private final List<String> from = new ArrayList<>();
        private final List<String> where = new ArrayList<>();
        private final List<Object> bound = new ArrayList<>();
        private final List<String> columns = new ArrayList<>();
        private final List<Object> wanted = new ArrayList<>();
        private List<String> order = List.of();

        Road(Tables tables) {
            this.tables = tables;
        }

        void overLink(String alias, int term, boolean direct) {
            from.add(tables.link() + " " + alias);
            where.add(alias + ".term = ?" + (direct ? " and " + alias + ".direct" : ""));
            bound.add(term);
        }

        void column(String column, Object value) {
            columns.add(column);
            wanted.add(value);
        }

        /** Over the statements themselves, where one of their columns is asked for, or nothing at all. */
        void overStatements() {
            if (!columns.isEmpty() || from.isEmpty()) {
                from.add(tables.statement() + " s");
            }
            boolean mayBeMetByAll =
                    tables == OWN && from.size() == 1 && columns.size() == 1 && MET_BY_MANY.contains(columns.get(0));
            if (mayBeMetByAll) {
                where.add("(s.%1$s, s.key) between (?, 0) and (?, %2$d)".formatted(columns.get(0), Long.MAX_VALUE));
                bound.addAll(Collections.nCopies(2, wanted.get(0)));
                order = List.of("s." + columns.get(0), key());
            } else {
                columns.forEach(column -> where.add("s." + column + " = ?"));
                bound.addAll(wanted);
                order = List.of(key());
            }
        }

        void range(String comparison, long bound) {
            where.add(key() + " " + comparison + " ?");
            this.bound.add(bound);
        }

        /** Of the first table: the others have the same. */
        private String key() {
            return from.get(0).substring(from.get(0).lastIndexOf(' ') + 1) + ".key";
        }

        void write() {
            // A subquery and not an anti-join: one look into a small index for each key of the page, whatever the
            // planner believes about the number of voided statements.
            where.add("(select v.key from xapi.voided v where v.key = " + key() + ") is null");
            sql.append("(select ")
                    .append(tables == REACHED ? "distinct " : "")
                    .append(key())
                    .append(" from ")
                    .append(from.get(0));
            from.stream()
                    .skip(1)
                    .forEach(table -> sql.append(" join ")
                            .append(table)
                            .append(" using (")
                            .append(tables.linkedBy())
                            .append(')'));
            sql.append("\n where ")
                    .append(String.join("\n   and ", where))
                    .append(orderAndPortion(order))
                    .append(')');
            values.addAll(bound);
        }
    }

    /** One more than the page holds tells whether another page follows, and where it starts. */
    private String orderAndPortion(List<String> columns) {
        int portion = MOST;
        for (int i = PORTIONS.length - 1; i >= 0; i--) {
            portion = PORTIONS[i] > query.limit() ? PORTIONS[i] : portion;
        }
        String direction = query.ascending() ? " asc" : " desc";
        return "\n order by " + String.join(direction + ", ", columns) + direction + " limit " + portion;
    }
}
