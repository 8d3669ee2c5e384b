/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import khue.xapi.http.Failure;
import khue.xapi.http.Pause;
import khue.xapi.statements.ReceivedStatement;
import khue.xapi.statements.StatementPage;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementSink;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StoredStatement;
import org.postgresql.PGStatement;

/**
 * Statements in PostgreSQL.
 *
 * <p>The order of statements is the order of their keys, and a key is a time (see {@link StatementKey}). Transactions
 * do not commit in the order of their keys, so two promises are kept apart. What was stored before {@link
 * #consistentThrough()} is complete and will not change. What is younger is shown newest first, as far as it is there,
 * but never oldest first: a reader who follows {@code more} upwards can therefore not overtake a writer that is still
 * at work, and misses nothing. Downwards, a late statement can only fall between pages that were read already; it is
 * younger than the first page's promise.
 */
@ApplicationScoped
public class PostgresStatementStore implements StatementStore {

    /** A page ends when its payloads have this many characters, whatever its limit: memory is bounded. */
    private static final int LARGEST_PAGE_IN_CHARACTERS = 1024 * 1024;

    private static final int FETCH = 100;

    /** Transactions of single statements at a time: one writes while the other waits for its commit. */
    private static final int WRITERS_OF_SINGLES = 2;

    private final Database database;
    private final Dictionary dictionary;
    private final StatementLinks links;
    private final StatementWriter writer;
    private final SharedCommits sharedCommits;

    /** For the container's proxy. */
    protected PostgresStatementStore() {
        this(null, List.of());
    }

    @Inject
    public PostgresStatementStore(
            Database database, @Any Instance<Projection> projections, Instance<PostgresErasures> erasures) {
        this(
                database,
                projections,
                StatementWriter::keysOfThisMoment,
                agents -> erasures.get().eraseAgain(agents));
    }

    public PostgresStatementStore(Database database, Iterable<Projection> projections) {
        this(database, projections, StatementWriter::keysOfThisMoment);
    }

    private PostgresStatementStore(Database database, Iterable<Projection> projections, StatementWriter.Keys keys) {
        this.database = database;
        this.dictionary = new Dictionary(database);
        this.links = new StatementLinks(database);
        PostgresErasures erasures = new PostgresErasures(
                database,
                this,
                projections,
                PostgresErasures.USUAL_BASE,
                PostgresErasures.LONGEST,
                Clock.systemUTC(),
                Pause.SLEEP);
        this.writer = new StatementWriter(database, dictionary, links, projections, keys, erasures::eraseAgain);
        this.sharedCommits = sharedCommits(writer);
    }

    /**
     * A store that fills an empty database with statements of former times, for measuring.
     *
     * @param stored when the first statement of the next list is to be stored, to the microsecond; each of the others
     *     follows a microsecond later. Two lists must not overlap.
     */
    public static PostgresStatementStore ofFormerTimes(
            Database database, Iterable<Projection> projections, Supplier<Instant> stored) {
        return new PostgresStatementStore(database, projections, (statements, connection) -> {
            Instant first = stored.get();
            return LongStream.range(0, statements)
                    .map(i -> StatementKey.firstAt(first.plus(i, ChronoUnit.MICROS)))
                    .toArray();
        });
    }

    private PostgresStatementStore(
            Database database,
            Iterable<Projection> projections,
            StatementWriter.Keys keys,
            Consumer<Collection<Integer>> eraseAgain) {
        this.database = database;
        this.dictionary = new Dictionary(database);
        this.links = new StatementLinks(database);
        this.writer = new StatementWriter(database, dictionary, links, projections, keys, eraseAgain);
        this.sharedCommits = sharedCommits(writer);
    }

    private static SharedCommits sharedCommits(StatementWriter writer) {
        return new SharedCommits(WRITERS_OF_SINGLES, writer::write, failed -> !isUnavailable(failed));
    }

    /** Follows references that a crash has left between a commit and what follows from it. */
    public void followLeftOverReferences() {
        links.followLeftOver();
    }

    private static boolean isUnavailable(RuntimeException failed) {
        return failed instanceof Failure failure && failure.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }

    @Override
    public void add(List<ReceivedStatement> statements) {
        if (statements.size() == 1) {
            sharedCommits.add(statements.get(0));
        } else if (!statements.isEmpty()) {
            writer.write(statements);
        }
    }

    @Override
    public Optional<StoredStatement> find(UUID id) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select s.key, s.payload, s.packed, s.version_2, t.fingerprint as authority,
                           exists (select from xapi.voided v where v.key = s.key) as voided
                      from xapi.statement_id i
                      join xapi.statement s on s.key = i.key
                      join xapi.term t on t.id = s.authority
                     where i.id = ?""")) {
                select.setObject(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(stored(row, row.getBoolean("voided"))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public StatementPage find(StatementQuery query) {
        OptionalLong below =
                query.ascending() ? OptionalLong.of(StatementKey.firstAt(consistentThrough())) : OptionalLong.empty();
        return KeysOfPage.Terms.of(query, dictionary)
                .map(terms -> page(KeysOfPage.of(query, terms, below), query))
                .orElseGet(() -> new StatementPage(List.of(), OptionalLong.empty()));
    }

    @Override
    public void scan(StatementQuery query, Instant through, StatementSink sink) throws IOException {
        long first = query.since().map(StatementKey::firstAfter).orElse(0L);
        long behind = Math.min(
                StatementKey.firstAfter(through),
                query.until().map(StatementKey::firstAfter).orElse(Long.MAX_VALUE));
        if (query.asksForTimesOnly()) {
            new StatementScan(database).read(first, behind, sink);
        } else {
            scanPages(query, behind, sink);
        }
    }

    private void scanPages(StatementQuery query, long behind, StatementSink sink) throws IOException {
        Optional<KeysOfPage.Terms> terms = KeysOfPage.Terms.of(query, dictionary);
        OptionalLong next = terms.isPresent() ? OptionalLong.of(0) : OptionalLong.empty();
        while (next.isPresent()) {
            StatementQuery piece = query.upwards(KeysOfPage.MOST - 1, next);
            StatementPage page = page(KeysOfPage.of(piece, terms.get(), OptionalLong.of(behind)), piece);
            for (StoredStatement statement : page.statements()) {
                sink.take(
                        StatementKey.microseconds(statement.key()),
                        statement.payload().getBytes(StandardCharsets.UTF_8));
            }
            next = page.next();
        }
    }

    private StatementPage page(KeysOfPage wanted, StatementQuery query) {
        return database.inTransaction(connection -> {
            readIndexesInTheirOrder(connection);
            List<Long> keys = keys(wanted, connection);
            int size = Math.min(query.limit(), KeysOfPage.MOST - 1);
            if (keys.size() <= size) {
                return page(keys, OptionalLong.empty(), query.ascending(), connection);
            }
            return page(keys.subList(0, size), OptionalLong.of(keys.get(size)), query.ascending(), connection);
        });
    }

    /**
     * For this transaction the planner is told what {@link KeysOfPage} is made for: to read indexes in their order and
     * to stop. Left to itself it expects the few rows of an average term, collects all rows of all months and sorts
     * them; for a term that is met often that takes a hundred times as long. With that settled, one plan is right for
     * all values, and planning, which takes longer than the query when there are many months, is done once.
     */
    private static void readIndexesInTheirOrder(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true),
                       set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                       set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
                       set_config('plan_cache_mode', 'force_generic_plan', true)""")) {
            select.execute();
        }
    }

    private static List<Long> keys(KeysOfPage wanted, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(wanted.sql())) {
            // Planned at its first use on a connection, not anew until the fifth.
            select.unwrap(PGStatement.class).setPrepareThreshold(1);
            wanted.bind(select);
            List<Long> keys = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getLong(1));
                }
            }
            return keys;
        }
    }

    /** @param next what follows the statements of {@code keys} */
    private StatementPage page(List<Long> keys, OptionalLong next, boolean ascending, Connection connection)
            throws SQLException {
        if (keys.isEmpty()) {
            return new StatementPage(List.of(), next);
        }
        // The range tells the database which months to look into.
        try (PreparedStatement select = connection.prepareStatement("""
                select s.key, s.payload, s.packed, s.version_2,
                       (select t.fingerprint from xapi.term t where t.id = s.authority) as authority
                  from xapi.statement s
                 where s.key = any (?) and s.key between ? and ?
                 order by s.key""" + (ascending ? "" : " desc"))) {
            long first = keys.get(0);
            long last = keys.get(keys.size() - 1);
            select.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
            select.setLong(2, Math.min(first, last));
            select.setLong(3, Math.max(first, last));
            select.setFetchSize(FETCH);
            List<StoredStatement> statements = new ArrayList<>();
            long characters = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (characters > LARGEST_PAGE_IN_CHARACTERS) {
                        return new StatementPage(statements, OptionalLong.of(row.getLong("key")));
                    }
                    StoredStatement statement = stored(row, false);
                    characters += statement.payload().length();
                    statements.add(statement);
                }
            }
            return new StatementPage(statements, next);
        }
    }

    private StoredStatement stored(ResultSet row, boolean voided) throws SQLException {
        long key = row.getLong("key");
        return new StoredStatement(
                key,
                database.payloads().read(row),
                StatementKey.storedAt(key),
                row.getBoolean("version_2"),
                voided,
                row.getObject("authority", UUID.class));
    }

    /**
     * The start of the oldest transaction that writes now, or the present when there is none. Its statements, and those
     * of all later writers, will be stored after that; those of all earlier writers can be seen.
     *
     * <p>The present is {@code statement_timestamp()}, fixed before the list of transactions is taken: a writer that is
     * missing from the list then has yet to read its clock. Other users' transactions cannot be seen and do not matter;
     * nor do those of the maintenance, which store no statement and may last.
     */
    @Override
    public Instant consistentThrough() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select least(statement_timestamp(), min(xact_start)) as through
                              from pg_stat_activity
                             where usename = session_user
                               and datname = current_database()
                               and backend_xid is not null
                               and application_name <> 'khue-maintenance'""");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject("through", OffsetDateTime.class).toInstant();
            }
        });
    }
}
