/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import khue.xapi.postgres.Database;
import khue.xapi.reports.indicators.Computation.Kept;
import khue.xapi.reports.indicators.Indicator.Grain;

/**
 * What classes contribute to the figures of a period, kept in the database: docs/decisions/0053-contributions.md. Whoever
 * asks for it has what is out of date made again first, so a figure is right at any time; {@link FiguresInBackground} does it
 * beforehand for periods that people ask about or are likely to.
 */
@ApplicationScoped
public class KeptContributions {

    /** Beforehand, classes are made so many at a time: a moment's work. */
    private static final int CLASSES_OF_A_TURN = 25;

    /** Reading the facts of more classes than that one by one takes longer than reading all facts. */
    private static final int SHARE_OF_ALL = 4;

    /** SQL: of a class and what is {@code kept} of it. */
    private static final String OUT_OF_DATE = """
            (kept.class is null
                        or kept.generation <> facts.generation or kept.epoch <> reference_state.epoch
                        or kept.school is distinct from home.school or kept.level is distinct from home.level
                        or exists (select from xapi.class_moved
                                    where class_moved.class = class.id and class_moved.moved > kept.moved and day < ?))""";

    private static final Set<Contribution> ALL = Indicators.ALL.stream()
            .flatMap(indicator -> indicator.contribution().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Database database;
    private final KeptPeriods periods;
    private final int classesOfATurn;

    /** For the container's proxy. */
    protected KeptContributions() {
        this(null, null);
    }

    @Inject
    public KeptContributions(Database database, KeptPeriods periods) {
        this(database, periods, CLASSES_OF_A_TURN);
    }

    KeptContributions(Database database, KeptPeriods periods, int classesOfATurn) {
        this.database = database;
        this.periods = periods;
        this.classesOfATurn = classesOfATurn;
    }

    /**
     * Where contributions to the figures of a question are kept.
     *
     * @param parameters of {@link Frame#withKept}, but for the number of the period
     * @param kept what they lead to
     */
    record Brought(Map<String, Object> parameters, List<Kept> kept) {}

    /**
     * Makes again what is out of date.
     *
     * @param period the number of the question's
     */
    Brought bring(Contribution contribution, Grain grain, int period, Question question) {
        Slot whole = Slot.whole(contribution, period, question.period());
        bring(whole);
        List<Integer> several = inSeveralCells(grain, question);
        Slot apart = whole.apart(grain, question, several);
        List<Kept> kept = new ArrayList<>(List.of(connection -> isThere(whole, connection)));
        if (!several.isEmpty()) {
            bring(apart);
            kept.add(connection -> isThere(apart, connection));
        }
        return new Brought(Map.of("kept", whole.key(), "apart", apart.key(), "several", several), kept);
    }

    private static boolean isThere(Slot slot, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select not exists (
                         select from xapi.class
                          where xapi.among(class.id, ?)
                            and not exists (select from xapi.kept_class kept
                                             where kept.period = ? and kept.contribution = ? and kept.class = class.id))""")) {
            select.setArray(
                    1, slot.classes().isEmpty() ? null : array(slot.classes().get(), connection));
            select.setInt(2, slot.number());
            select.setString(3, slot.key());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private List<Integer> inSeveralCells(Grain grain, Question question) {
        if (!question.by().isOfPlaces() || question.geography() != Geography.EVENT) {
            // On any other map, everything is where it is for ever.
            return List.of();
        }
        return database.inTransaction(connection -> Computation.rows(
                Frame.inSeveralCells(grain, question), question, Map.of(), row -> row.getInt("class"), connection));
    }

    /** Comes back when the next classes may be made. */
    @FunctionalInterface
    interface Turn {
        void await() throws InterruptedException;
    }

    /**
     * All contributions to all periods that are kept; of classes in several cells when somebody asks. What another node makes,
     * or somebody who asks, is left to them.
     */
    void bringAll(Turn turn) throws InterruptedException {
        periods.forget();
        forgetFormer();
        for (Map.Entry<Integer, Period> wanted : periods.wanted().entrySet()) {
            turn.await();
            Map<String, List<Integer>> outOfDate =
                    database.withConnection(connection -> outOfDate(wanted.getKey(), wanted.getValue(), connection));
            for (Contribution contribution : ALL) {
                Slot slot = Slot.whole(contribution, wanted.getKey(), wanted.getValue());
                bring(slot, outOfDate.getOrDefault(slot.key(), List.of()), turn);
            }
        }
    }

    private void bring(Slot slot, List<Integer> outOfDate, Turn turn) throws InterruptedException {
        boolean mine = true;
        for (int first = 0; mine && first < outOfDate.size(); first += classesOfATurn) {
            Slot some = slot.only(outOfDate.subList(first, Math.min(outOfDate.size(), first + classesOfATurn)));
            turn.await();
            mine = database.inTransaction(connection -> {
                boolean locked = tryLock(some, connection);
                if (locked) {
                    workAlone(connection);
                    makeOutOfDate(some, connection);
                }
                return locked;
            });
        }
    }

    /** One processor at a time is enough for what nobody waits for. */
    private static void workAlone(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local max_parallel_workers_per_gather = 0");
        }
    }

    /** Of one period everything at once, by what it is kept under. */
    private static Map<String, List<Integer>> outOfDate(int number, Period period, Connection connection)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select wanted.contribution, class.id
                  from xapi.class
                 cross join unnest(?) as wanted (contribution)
                 cross join xapi.facts
                 cross join xapi.reference_state
                  left join xapi.class_school home on home.class = class.id
                  left join xapi.kept_class kept
                    on kept.period = ? and kept.contribution = wanted.contribution and kept.class = class.id
                 where %s
                 order by wanted.contribution, class.id""".formatted(OUT_OF_DATE))) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", ALL.stream().map(Contribution::key).toArray()));
            select.setInt(2, number);
            select.setObject(3, period.until().plusDays(1));
            Map<String, List<Integer>> outOfDate = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    outOfDate
                            .computeIfAbsent(row.getString("contribution"), key -> new ArrayList<>())
                            .add(row.getInt("id"));
                }
            }
            return outOfDate;
        }
    }

    /**
     * What is kept together.
     *
     * @param number of the period
     * @param key of the contribution, with the breakdown when it is kept by cells
     * @param places the beginning of a query, up to the table {@code place}
     * @param question of the period
     * @param classes empty: all
     */
    private record Slot(
            Contribution contribution,
            int number,
            String key,
            String places,
            Question question,
            Optional<List<Integer>> classes) {

        static Slot whole(Contribution contribution, int number, Period period) {
            Question question = new Question(period, Breakdown.NONE, Geography.EVENT, period.until());
            return new Slot(
                    contribution, number, contribution.key(), Frame.withoutPlaces(), question, Optional.empty());
        }

        Slot only(List<Integer> some) {
            return new Slot(contribution, number, key, places, question, Optional.of(some));
        }

        Slot apart(Grain grain, Question by, List<Integer> several) {
            return new Slot(
                    contribution,
                    number,
                    key + " by " + by.by().word() + " of " + grain,
                    Frame.withPlaces(grain, by),
                    by,
                    Optional.of(several));
        }
    }

    private void bring(Slot slot) {
        if (database.withConnection(connection -> outOfDate(slot, connection)).isEmpty()) {
            return;
        }
        database.inTransaction(connection -> {
            // Of several who ask for the same at once, one makes it and the others wait.
            lock(slot, connection);
            makeOutOfDate(slot, connection);
            return null;
        });
    }

    private static void makeOutOfDate(Slot slot, Connection connection) throws SQLException {
        beginKeeping(connection);
        List<Integer> classes = outOfDate(slot, connection);
        if (!classes.isEmpty()) {
            make(slot, classes, connection);
        }
    }

    private static void lock(Slot slot, Connection connection) throws SQLException {
        lock("select true from pg_advisory_xact_lock(hashtextextended(?, ?))", slot, connection);
    }

    /** Whether nobody else has it. */
    private static boolean tryLock(Slot slot, Connection connection) throws SQLException {
        return lock("select pg_try_advisory_xact_lock(hashtextextended(?, ?))", slot, connection);
    }

    private static boolean lock(String sql, Slot slot, Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setString(1, "xapi.kept_contribution " + slot.key());
            lock.setInt(2, slot.number());
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Beside others, but not beside an erasure. */
    private static void beginKeeping(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement()) {
            select.execute("select xapi.begin_keeping()");
        }
    }

    private static List<Integer> outOfDate(Slot slot, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select class.id
                  from xapi.class
                 cross join xapi.facts
                 cross join xapi.reference_state
                  left join xapi.class_school home on home.class = class.id
                  left join xapi.kept_class kept
                    on kept.period = ? and kept.contribution = ? and kept.class = class.id
                 where xapi.among(class.id, ?)
                   and %s""".formatted(OUT_OF_DATE))) {
            select.setInt(1, slot.number());
            select.setString(2, slot.key());
            select.setArray(
                    3, slot.classes().isEmpty() ? null : array(slot.classes().get(), connection));
            select.setObject(4, slot.question().period().until().plusDays(1));
            List<Integer> classes = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    classes.add(row.getInt("id"));
                }
            }
            return classes;
        }
    }

    private static Array array(List<Integer> numbers, Connection connection) throws SQLException {
        return connection.createArrayOf("integer", numbers.toArray());
    }

    /** How things were before something was made: what changed meanwhile is found out of date. */
    static Map<String, Object> state(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select generation, moved, epoch from xapi.facts cross join xapi.reference_state")) {
            row.next();
            return Map.of(
                    "generation", row.getShort("generation"),
                    "moved", row.getLong("moved"),
                    "epoch", row.getLong("epoch"));
        }
    }

    private static void make(Slot slot, List<Integer> outOfDate, Connection connection) throws SQLException {
        Map<String, Object> parameters = new HashMap<>(state(connection));
        List<Integer> every = classes(connection);
        boolean all = slot.classes().isEmpty() && outOfDate.size() > every.size() / SHARE_OF_ALL;
        List<Integer> classes = all ? every : outOfDate;
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from xapi.kept_contribution where period = ? and contribution = ? and class = any (?)")) {
            delete.setInt(1, slot.number());
            delete.setString(2, slot.key());
            delete.setArray(3, array(classes, connection));
            delete.executeUpdate();
        }
        String columns = String.join(", ", slot.contribution().columns());
        String sql = slot.places() + ",\n" + Frame.table(slot.contribution()) + """
                made as (
                  insert into xapi.kept_contribution (period, contribution, class, cell, %1$s)
                  select :period, :kept, class, cell, %1$s from contribution where class = any (:made)
                )
                insert into xapi.kept_class (period, contribution, class, generation, moved, epoch, school, level)
                select :period, :kept, made.class, :generation, :moved, :epoch, home.school, home.level
                  from unnest(:made::integer[]) as made (class)
                  left join xapi.class_school home using (class)
                on conflict (period, contribution, class) do update
                   set generation = excluded.generation, moved = excluded.moved, epoch = excluded.epoch,
                       school = excluded.school, level = excluded.level""".formatted(columns);
        parameters.putAll(Map.of("period", slot.number(), "kept", slot.key(), "made", classes));
        parameters.put("classes", all ? null : classes);
        Computation.planForThisPeriod(connection);
        try (PreparedStatement insert = Computation.prepare(sql, slot.question(), parameters, connection)) {
            insert.executeUpdate();
        }
    }

    private static List<Integer> classes(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select id from xapi.class order by id")) {
            List<Integer> classes = new ArrayList<>();
            while (row.next()) {
                classes.add(row.getInt("id"));
            }
            return classes;
        }
    }

    /** What no definition is made of any more. */
    private void forgetFormer() {
        database.inTransaction(connection -> {
            try (PreparedStatement others = connection.prepareStatement(
                            "delete from xapi.kept_class where split_part(contribution, ' by ', 1) <> all (?)");
                    PreparedStatement rows = connection.prepareStatement(
                            "delete from xapi.kept_contribution where split_part(contribution, ' by ', 1) <> all (?)")) {
                Object[] keys = ALL.stream().map(Contribution::key).toArray();
                others.setArray(1, connection.createArrayOf("text", keys));
                others.executeUpdate();
                rows.setArray(1, connection.createArrayOf("text", keys));
                rows.executeUpdate();
            }
            return null;
        });
    }
}
