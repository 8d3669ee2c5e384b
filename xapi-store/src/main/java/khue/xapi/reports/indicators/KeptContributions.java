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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import khue.xapi.postgres.Database;
import khue.xapi.reports.indicators.Indicator.Grain;

/**
 * What classes contribute to the figures of a period, kept in the database: docs/decisions/0053-contributions.md. Whoever
 * asks for it has what is out of date made again first, so a figure is right at any time; {@link FiguresInBackground} does it
 * beforehand for periods that people ask about.
 */
@ApplicationScoped
public class KeptContributions {

    /** A period that nobody has asked about for so long is not kept any more. */
    static final Duration WANTED = Duration.ofDays(3);

    /** How exactly it is noted when somebody asked: each note is a write. */
    private static final Duration NOTED = Duration.ofHours(1);

    /** Reading the facts of more classes than that one by one takes longer than reading all facts. */
    private static final int SHARE_OF_ALL = 4;

    private static final Set<Contribution> ALL = Indicators.ALL.stream()
            .flatMap(indicator -> indicator.contribution().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Database database;
    private final Clock clock;

    /** For the container's proxy. */
    protected KeptContributions() {
        this(null, null);
    }

    @Inject
    public KeptContributions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Where contributions to the figures of a question are kept.
     *
     * @param parameters of {@link Frame#withKept}
     */
    record Kept(Map<String, Object> parameters) {}

    /** Makes again what is out of date. */
    Kept bring(Contribution contribution, Grain grain, Question question) {
        Slot whole = Slot.whole(contribution, numberOf(question.period()), question.period());
        bring(whole);
        List<Integer> several = inSeveralCells(grain, question);
        Slot apart = whole.apart(grain, question, several);
        if (!several.isEmpty()) {
            bring(apart);
        }
        return new Kept(
                Map.of("period", whole.number(), "kept", whole.key(), "apart", apart.key(), "several", several));
    }

    private List<Integer> inSeveralCells(Grain grain, Question question) {
        if (!question.by().isOfPlaces() || question.geography() != Geography.EVENT) {
            // On any other map, everything is where it is for ever.
            return List.of();
        }
        return database.inTransaction(connection -> Computation.rows(
                Frame.inSeveralCells(grain, question), question, Map.of(), row -> row.getInt("class"), connection));
    }

    /** All contributions to all periods that somebody wants; of classes in several cells when somebody asks. */
    void bringAll() {
        forget();
        wanted().forEach((number, period) ->
                ALL.forEach(contribution -> bring(Slot.whole(contribution, number, period))));
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
            // Of several who ask for the same at once, one makes it and the others wait; but not beside an erasure.
            lock(slot, connection);
            List<Integer> classes = outOfDate(slot, connection);
            if (!classes.isEmpty()) {
                make(slot, classes, connection);
            }
            return null;
        });
    }

    private static void lock(Slot slot, Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select pg_advisory_xact_lock(hashtextextended(?, ?)), xapi.begin_keeping()")) {
            lock.setString(1, "xapi.kept_contribution " + slot.key());
            lock.setInt(2, slot.number());
            lock.execute();
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
                   and (kept.class is null
                        or kept.generation <> facts.generation or kept.epoch <> reference_state.epoch
                        or kept.school is distinct from home.school or kept.level is distinct from home.level
                        or exists (select from xapi.class_moved
                                    where class_moved.class = class.id and class_moved.moved > kept.moved and day < ?))""")) {
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

    /** Notes that somebody asks about the period. */
    int numberOf(Period period) {
        Instant now = clock.instant();
        return database.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select id from xapi.kept_period where since = ? and until = ? and asked_at > ? for key share")) {
                select.setObject(1, period.start().atOffset(ZoneOffset.UTC));
                select.setObject(2, period.end().atOffset(ZoneOffset.UTC));
                select.setObject(3, now.minus(NOTED).atOffset(ZoneOffset.UTC));
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return row.getInt("id");
                    }
                }
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into xapi.kept_period (since, until, asked_at) values (?, ?, ?)
                    on conflict (since, until) do update set asked_at = excluded.asked_at
                    returning id""")) {
                insert.setObject(1, period.start().atOffset(ZoneOffset.UTC));
                insert.setObject(2, period.end().atOffset(ZoneOffset.UTC));
                insert.setObject(3, now.atOffset(ZoneOffset.UTC));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getInt("id");
                }
            }
        });
    }

    private Map<Integer, Period> wanted() {
        return database.withConnection(connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery(
                            "select id, since, until from xapi.kept_period order by asked_at desc")) {
                Map<Integer, Period> wanted = new LinkedHashMap<>();
                while (row.next()) {
                    wanted.put(
                            row.getInt("id"),
                            new Period(day("since", row), day("until", row).minusDays(1)));
                }
                return wanted;
            }
        });
    }

    private static LocalDate day(String column, ResultSet row) throws SQLException {
        return LocalDate.ofInstant(row.getObject(column, OffsetDateTime.class).toInstant(), Period.ZONE);
    }

    private void forget() {
        database.inTransaction(connection -> {
            try (PreparedStatement periods =
                            connection.prepareStatement("delete from xapi.kept_period where asked_at < ?");
                    PreparedStatement others = connection.prepareStatement(
                            "delete from xapi.kept_class where split_part(contribution, ' by ', 1) <> all (?)");
                    PreparedStatement rows = connection.prepareStatement(
                            "delete from xapi.kept_contribution where split_part(contribution, ' by ', 1) <> all (?)")) {
                periods.setObject(1, clock.instant().minus(WANTED).atOffset(ZoneOffset.UTC));
                periods.executeUpdate();
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
