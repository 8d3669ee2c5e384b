/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.StatementKey;
import khue.xapi.statements.StatementStore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings facts up to the statements: reads them in the order of their keys, as far as nothing can come in between any
 * more, and writes what figures need of them.
 *
 * <p>A step is one transaction that holds the row of the table {@code xapi.facts}: of many nodes one works, the others
 * pass, and a crash loses the step and nothing else. Because a step reads statements after it took the row, and whoever
 * erases statements takes the row too, no fact can outlive its statement.
 */
@ApplicationScoped
public class FactExtraction {

    /** As many as fit into a small server's memory with room to spare: each step has costs of its own. */
    private static final int STATEMENTS_OF_A_STEP = 5_000;

    private static final Duration MOST_SILENCE = Duration.ofSeconds(10);

    private final Database database;
    private final StatementStore store;
    private final StatementsInOrder statements;
    private final FactWriter writer;
    private final int mostOfAStep;

    /** For the container's proxy. */
    protected FactExtraction() {
        this(null, null, "", STATEMENTS_OF_A_STEP);
    }

    @Inject
    public FactExtraction(
            Database database,
            StatementStore store,
            @ConfigProperty(name = "khue.iri.base", defaultValue = "https://khue.io/xapi/") String base) {
        this(database, store, base, STATEMENTS_OF_A_STEP);
    }

    FactExtraction(Database database, StatementStore store, String base, int mostOfAStep) {
        this.database = database;
        this.store = store;
        this.statements = new StatementsInOrder(database, base);
        this.writer = database == null ? null : new FactWriter(database);
        this.mostOfAStep = mostOfAStep;
    }

    /** Goes on until the facts of all statements are there that were stored before this was called. */
    public void catchUp() {
        while (step()) {
            // One transaction after the other.
        }
    }

    /** @return whether there is more to do at once */
    public boolean step() {
        long last = StatementKey.firstAt(store.consistentThrough()) - 1;
        if (!isWorthwhile(last)) {
            return false;
        }
        return database.inTransaction(connection -> {
            beginQuietly(connection);
            Optional<Position> position = take("facts", connection);
            return position.isPresent() && step(position.get(), last, connection);
        });
    }

    /** Taking the row is a write: a store in which nothing happens says how far it is only now and then. */
    private boolean isWorthwhile(long last) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select through,
                           exists (select from xapi.statement where key > through and key <= ?)
                           or exists (select from xapi.source_hour_due due where due.generation = facts.generation) as news
                      from xapi.facts""")) {
                select.setLong(1, last);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    Duration silence = Duration.between(
                            StatementKey.storedAt(Math.max(row.getLong("through"), 0)), StatementKey.storedAt(last));
                    return row.getBoolean("news") || silence.compareTo(MOST_SILENCE) > 0;
                }
            }
        });
    }

    private boolean step(Position position, long last, Connection connection) throws SQLException {
        if (last <= position.through()) {
            countAgain(position, connection);
            return false;
        }
        long through = write(position, last, connection);
        setThrough("facts", through, connection);
        return through < last;
    }

    /**
     * Brings some of what is kept by days up to the facts.
     *
     * @param waited for how long it has been out of date at least: much comes for the same class and days
     * @return whether there may be more to do at once
     */
    public boolean keepDays(Duration waited) {
        return keepDays("facts", waited);
    }

    boolean keepDays(String table, Duration waited) {
        if (!database.<Boolean>withConnection(connection -> KeptDays.isDue(table, waited, connection))) {
            return false;
        }
        return database.inTransaction(connection -> {
            beginQuietly(connection);
            Optional<Position> position = take(table, connection);
            if (position.isPresent()) {
                KeptDays.keep(position.get().generation(), waited, connection);
            }
            return position.isPresent();
        });
    }

    /** Until when what was stored is in the figures. */
    public Instant through() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select through from xapi.facts");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return StatementKey.storedAt(Math.max(row.getLong("through"), 0));
            }
        });
    }

    /** Which generation somebody writes, and up to which key it is complete. */
    record Position(int generation, long through) {}

    /**
     * {@link StatementStore#consistentThrough()} does not wait for a transaction of this name: it stores no statement. And
     * where PostgreSQL has not counted the month's statements yet it may collect and sort all that wait, for each step, if
     * it is allowed to.
     */
    static void beginQuietly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local application_name = 'khue-maintenance'; set local enable_bitmapscan = off");
        }
    }

    /** Empty when there is no such row, or when another transaction holds it. */
    static Optional<Position> take(String table, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select generation, through from xapi.%s for update skip locked".formatted(table));
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Position(row.getInt("generation"), row.getLong("through")))
                    : Optional.empty();
        }
    }

    /**
     * Writes the facts of the next statements.
     *
     * @return the key up to which facts are there now
     */
    long write(Position position, long last, Connection connection) throws SQLException {
        countAgain(position, connection);
        List<Told> next = statements.read(position.through(), last, mostOfAStep, connection);
        writer.write(next, position.generation(), connection);
        if (next.size() < mostOfAStep) {
            return last;
        }
        long read = next.get(next.size() - 1).key();
        return statements.areThereAny(read, last, connection) ? read : last;
    }

    /** The hours from which statements were erased, as far as their facts are there. */
    private void countAgain(Position position, Connection connection) throws SQLException {
        List<Instant> hours = new ArrayList<>();
        try (PreparedStatement take =
                connection.prepareStatement("delete from xapi.source_hour_due where generation = ? returning hour")) {
            take.setInt(1, position.generation());
            try (ResultSet row = take.executeQuery()) {
                while (row.next()) {
                    hours.add(row.getObject("hour", OffsetDateTime.class).toInstant());
                }
            }
        }
        for (Instant hour : hours) {
            long last = Math.min(position.through(), StatementKey.firstAt(hour.plus(Duration.ofHours(1))) - 1);
            long after = StatementKey.firstAt(hour) - 1;
            List<Told> some = statements.read(after, last, mostOfAStep, connection);
            while (!some.isEmpty()) {
                SourceCounts.add(some, position.generation(), connection);
                some = statements.read(some.get(some.size() - 1).key(), last, mostOfAStep, connection);
            }
        }
    }

    static void setThrough(String table, long through, Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update xapi.%s set through = ?".formatted(table))) {
            update.setLong(1, through);
            update.executeUpdate();
        }
    }
}
