/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import khue.xapi.http.Json;
import khue.xapi.statements.ReceivedStatement;
import khue.xapi.statements.StatementComparison;
import khue.xapi.statements.StatementConflict;

/**
 * Stores statements: one transaction for a list, all of it or nothing.
 *
 * <p>The usual case, that every id is new and every month has its partition, goes the fast road, which does not ask
 * first. Where that fails, the transaction is started again on the road that knows why.
 */
final class StatementWriter {

    private static final Logger LOG = Logger.getLogger(StatementWriter.class.getName());
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String NO_PARTITION = "23514";

    /** Of {@code xapi.nobody_is_erased}. */
    private static final String IS_ERASED = "KE001";

    private final Database database;
    private final Dictionary dictionary;
    private final StatementLinks links;
    private final Iterable<Projection> projections;
    private final Keys keys;
    private final Consumer<Collection<Integer>> eraseAgain;

    /** @param eraseAgain takes erased Agents out of what was just committed */
    StatementWriter(
            Database database,
            Dictionary dictionary,
            StatementLinks links,
            Iterable<Projection> projections,
            Keys keys,
            Consumer<Collection<Integer>> eraseAgain) {
        this.database = database;
        this.dictionary = dictionary;
        this.links = links;
        this.projections = projections;
        this.keys = keys;
        this.eraseAgain = eraseAgain;
    }

    /**
     * Stores the statements in their order. One whose id is known already is left as it is when it is the same.
     *
     * @throws StatementConflict when an id is known already for a different statement
     */
    void write(List<ReceivedStatement> statements) {
        Map<UUID, Integer> numbers = dictionary.numbersOf(StatementRow.fingerprints(statements));
        Stored stored = store(statements, numbers, Road.FAST);
        if (!stored.rows().isEmpty()) {
            links.followAgain(stored.unsettled());
            stored.followUps().forEach(StatementWriter::run);
        }
        if (stored.somebodyIsErased()) {
            eraseAgain.accept(agents(stored.rows(), numbers));
        }
    }

    /**
     * What is asked before the statements are written.
     *
     * @param idsMayBeKnown whether to look before taking the ids
     * @param somebodyIsErased whether erasures are opened again, rather than asked about
     */
    private record Road(boolean idsMayBeKnown, boolean somebodyIsErased) {

        static final Road FAST = new Road(false, false);

        Road lookingAtIds() {
            return new Road(true, somebodyIsErased);
        }

        Road openingErasures() {
            return new Road(idsMayBeKnown, true);
        }
    }

    private static List<Integer> agents(List<StatementRow> rows, Map<UUID, Integer> numbers) {
        return rows.stream()
                .flatMap(row -> row.statement().references().relatedAgents().stream())
                .distinct()
                .map(numbers::get)
                .toList();
    }

    /**
     * What a transaction has stored.
     *
     * @param unsettled references that have to be followed again
     * @param followUps what projections do after the commit
     */
    private record Stored(
            List<StatementRow> rows,
            List<Long> unsettled,
            List<Projection.AfterCommit> followUps,
            boolean somebodyIsErased) {

        static final Stored NOTHING = new Stored(List.of(), List.of(), List.of(), false);
    }

    private Stored store(List<ReceivedStatement> statements, Map<UUID, Integer> numbers, Road road) {
        try {
            return database.inTransaction(connection -> {
                List<StatementRow> rows = rows(statements, numbers, connection);
                if (road.idsMayBeKnown()) {
                    rows = unknown(rows, connection);
                }
                if (rows.isEmpty()) {
                    return Stored.NOTHING;
                }
                return insert(rows, numbers, road, connection);
            });
        } catch (IdIsTaken taken) {
            return store(statements, numbers, road.lookingAtIds());
        } catch (SomebodyIsErased late) {
            return store(statements, numbers, road.openingErasures());
        } catch (MonthIsMissing missing) {
            makeMonths(missing.rows);
            return store(statements, numbers, road);
        }
    }

    private List<StatementRow> unknown(List<StatementRow> rows, Connection connection) throws SQLException {
        Set<UUID> unknown = takeUnknownIds(rows, connection);
        repeatedAreTheSame(
                rows.stream()
                        .map(StatementRow::statement)
                        .filter(statement -> !unknown.contains(statement.id()))
                        .toList(),
                connection);
        return rows.stream()
                .filter(row -> unknown.contains(row.statement().id()))
                .toList();
    }

    private List<StatementRow> rows(
            List<ReceivedStatement> statements, Map<UUID, Integer> numbers, Connection connection) throws SQLException {
        long[] given = keys.of(statements.size(), connection);
        List<StatementRow> rows = new ArrayList<>(statements.size());
        for (int i = 0; i < given.length; i++) {
            rows.add(StatementRow.of(given[i], statements.get(i), numbers));
        }
        return rows;
    }

    /**
     * A key for each statement, one microsecond after the other. The clock is the database's, which all nodes share, and
     * it is read after the transaction has got its number, because {@link PostgresStatementStore#consistentThrough()}
     * counts on that.
     */
    static long[] keysOfThisMoment(int statements, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        with writer as materialized (
                          select pg_current_xact_id() as number, nextval('xapi.writer_tag') as tag
                        )
                        select (extract(epoch from clock_timestamp()) * 1000000)::bigint as now, tag
                          from writer
                         where number is not null""");
                ResultSet row = select.executeQuery()) {
            row.next();
            long now = row.getLong("now");
            int tag = row.getInt("tag");
            long[] keys = new long[statements];
            for (int i = 0; i < statements; i++) {
                keys[i] = StatementKey.of(now + i, tag);
            }
            return keys;
        }
    }

    /** Takes the ids that nobody has, sorted as in {@link StatementTables}, and says which these are. */
    private static Set<UUID> takeUnknownIds(List<StatementRow> rows, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.statement_id (id, key)
                select * from unnest(?::uuid[], ?::bigint[]) as sent (id, key) order by id
                on conflict (id) do nothing
                returning id""")) {
            new Columns(insert)
                    .set("uuid", rows, row -> row.statement().id(), UUID[]::new)
                    .set("int8", rows, StatementRow::key, Long[]::new);
            Set<UUID> taken = new HashSet<>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    taken.add(row.getObject("id", UUID.class));
                }
            }
            return taken;
        }
    }

    private void repeatedAreTheSame(List<ReceivedStatement> repeated, Connection connection) throws SQLException {
        if (repeated.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select i.id, s.payload, s.packed
                  from xapi.statement_id i join xapi.statement s on s.key = i.key
                 where i.id = any (?)""")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", repeated.stream().map(ReceivedStatement::id).toArray()));
            Map<UUID, JsonNode> stored = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stored.put(
                            row.getObject("id", UUID.class),
                            parse(database.payloads().read(row)));
                }
            }
            for (ReceivedStatement statement : repeated) {
                // One whose month is just being forgotten cannot be compared any more.
                JsonNode first = stored.get(statement.id());
                if (first != null && !StatementComparison.areSame(first, statement.tree())) {
                    throw new StatementConflict(statement.id());
                }
            }
        }
    }

    /** Writes the rows and what follows from them, which has to be there together with them. */
    private Stored insert(List<StatementRow> rows, Map<UUID, Integer> numbers, Road road, Connection connection)
            throws SQLException {
        boolean idsAreTaken = road.idsMayBeKnown();
        Commands commands = new Commands();
        noteTheErased(rows, numbers, road, commands);
        Map<UUID, StatementLinks.Target> settled = links.settledTargets(rows, connection);
        try {
            if (idsAreTaken) {
                StatementTables.insertUnderTheirIds(rows, connection);
            } else {
                StatementTables.insert(rows, connection, commands);
            }
            List<Long> unsettled = links.insert(rows, settled, commands, connection);
            List<AddedStatement> added =
                    rows.stream().map(row -> added(row, numbers)).toList();
            List<Projection.AfterCommit> followUps = new ArrayList<>();
            for (Projection projection : projections) {
                followUps.add(projection.added(added, connection, commands));
            }
            commands.add("commit");
            Supplier<List<Long>> waiting = StatementLinks.waitingFor(rows, commands);
            Database.commitWith(commands, connection);
            return new Stored(
                    rows,
                    Stream.concat(unsettled.stream(), waiting.get().stream()).toList(),
                    followUps,
                    road.somebodyIsErased());
        } catch (SQLException failed) {
            if (UNIQUE_VIOLATION.equals(failed.getSQLState()) && !idsAreTaken) {
                throw new IdIsTaken();
            }
            if (IS_ERASED.equals(failed.getSQLState())) {
                throw new SomebodyIsErased();
            }
            if (NO_PARTITION.equals(failed.getSQLState())) {
                throw new MonthIsMissing(rows);
            }
            throw failed;
        }
    }

    /**
     * Statements about people who are erased are rare, so the fast road only asks whether there are any. The other one opens
     * their erasures again, to be gone on with after the commit, or by the maintenance after a crash.
     */
    private static void noteTheErased(
            List<StatementRow> rows, Map<UUID, Integer> numbers, Road road, Commands commands) {
        List<Integer> agents = agents(rows, numbers);
        if (!road.somebodyIsErased()) {
            commands.add(
                    "select xapi.nobody_is_erased(?::integer[])",
                    columns -> columns.set("int4", agents, agent -> agent, Integer[]::new));
            return;
        }
        long first = rows.stream().mapToLong(StatementRow::key).min().orElseThrow();
        commands.add(
                """
                update xapi.erasure
                   set after = least(after, (?::bigint[])[1]), done_at = null
                 where id in (select erasure from xapi.erased_agent where term = any (?::integer[]))""",
                columns -> columns.set("int8", List.of(first - 1), key -> key, Long[]::new)
                        .set("int4", agents, agent -> agent, Integer[]::new));
    }

    /** The months of the keys; the background job makes them long before, unless it did not run or clocks jumped. */
    private void makeMonths(List<StatementRow> rows) {
        database.inTransaction(connection -> {
            try (CallableStatement call = connection.prepareCall("call xapi.make_month(?)")) {
                for (Instant month : rows.stream()
                        .map(row -> StatementKey.monthOf(row.key()))
                        .distinct()
                        .sorted()
                        .toList()) {
                    call.setObject(1, month.atOffset(ZoneOffset.UTC));
                    call.execute();
                }
            }
            return null;
        });
    }

    private static void run(Projection.AfterCommit followUp) {
        try {
            followUp.run();
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "a projection failed after the commit", failed);
        }
    }

    private static AddedStatement added(StatementRow row, Map<UUID, Integer> numbers) {
        ReceivedStatement statement = row.statement();
        return new AddedStatement(
                row.key(), statement.id(), statement.tree(), statement.attachments(), statement.definitions(), numbers);
    }

    private static JsonNode parse(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }

    /** Where the keys of new statements come from: the clock, or former times when a database is filled. */
    @FunctionalInterface
    interface Keys {
        long[] of(int statements, Connection connection) throws SQLException;
    }

    /** Ends the fast road. */
    private static final class IdIsTaken extends RuntimeException {

        IdIsTaken() {
            super("an id is known already", null, false, false);
        }
    }

    /** Ends the fast road. */
    private static final class SomebodyIsErased extends RuntimeException {

        SomebodyIsErased() {
            super("somebody in these statements is erased", null, false, false);
        }
    }

    /** Ends the fast road. */
    private static final class MonthIsMissing extends RuntimeException {

        private final transient List<StatementRow> rows;

        MonthIsMissing(List<StatementRow> rows) {
            super("a month has no partition yet", null, false, false);
            this.rows = rows;
        }
    }
}
