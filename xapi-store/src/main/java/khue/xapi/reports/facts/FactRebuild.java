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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.postgres.Database;
import khue.xapi.reports.facts.FactExtraction.Position;

/**
 * Makes all facts again from the statements, as another generation of rows beside the one that is read. When it has caught
 * up, one update makes it the one in force; readers see the former or the new figures, never a mixture and never a pause.
 *
 * <p>What it has done is in the database: any node goes on with it, also after a crash.
 */
@ApplicationScoped
public class FactRebuild {

    private static final Logger LOG = Logger.getLogger(FactRebuild.class.getName());
    private static final int GENERATIONS = 10_000;

    private final Database database;
    private final FactExtraction extraction;
    private final Clock clock;

    /** For the container's proxy. */
    protected FactRebuild() {
        this(null, null, null);
    }

    @Inject
    public FactRebuild(Database database, FactExtraction extraction, Clock clock) {
        this.database = database;
        this.extraction = extraction;
        this.clock = clock;
    }

    /**
     * A rebuild that is under way.
     *
     * @param done the part of the statements that it has read, from 0 to 1
     */
    public record Progress(Instant startedAt, double done) {}

    /** Begins; nothing when one is under way already. */
    public void begin() {
        tidy();
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                // Erasing waits for both rows, in this order.
                statement.execute("select from xapi.facts for update");
                statement.execute("lock table xapi.facts_rebuild in exclusive mode");
            }
            if (progress(connection).isEmpty()) {
                begin(connection);
            }
            return null;
        });
    }

    private void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into xapi.facts_rebuild (generation, through, started_at)
                        select generation % ? + 1, -1, ? from xapi.facts""")) {
            insert.setInt(1, GENERATIONS);
            insert.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
            statement.execute("""
                    do $$
                    declare
                        next smallint := (select generation from xapi.facts_rebuild);
                    begin
                        call xapi.make_generation(next);
                    end $$""");
        }
    }

    public Optional<Progress> progress() {
        return database.withConnection(FactRebuild::progress);
    }

    private static Optional<Progress> progress(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select started_at,
                               (greatest(rebuild.through, first) - first)::float8 / greatest(facts.through - first, 1) as done
                          from xapi.facts_rebuild rebuild, xapi.facts,
                               (select coalesce(min(key), 0) as first from xapi.statement) as oldest""");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Progress(
                            row.getObject("started_at", OffsetDateTime.class).toInstant(),
                            Math.max(0, Math.min(1, row.getDouble("done")))))
                    : Optional.empty();
        }
    }

    /** @return whether there is more to do at once */
    public boolean step() {
        Optional<Boolean> isBehind = database.inTransaction(connection -> {
            FactExtraction.beginQuietly(connection);
            Optional<Position> position = FactExtraction.take("facts_rebuild", connection);
            return position.isEmpty() ? Optional.empty() : Optional.of(step(position.get(), connection));
        });
        if (isBehind.isPresent() && !isBehind.get() && !extraction.keepDays("facts_rebuild", Duration.ZERO)) {
            takeItsPlace();
        }
        return isBehind.isPresent();
    }

    /** @return whether it is still behind */
    private boolean step(Position position, Connection connection) throws SQLException {
        long last = through(connection);
        long through = extraction.write(position, last, connection);
        FactExtraction.setThrough("facts_rebuild", through, connection);
        return through < last;
    }

    /** While nobody extracts, so that both have the facts of the same statements: also of those that came meanwhile. */
    private void takeItsPlace() {
        boolean done = database.inTransaction(connection -> {
            FactExtraction.beginQuietly(connection);
            Optional<Position> present = FactExtraction.take("facts", connection);
            Optional<Position> next = FactExtraction.take("facts_rebuild", connection);
            if (present.isEmpty()
                    || next.isEmpty()
                    || next.get().through() < present.get().through()) {
                return false;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("update xapi.facts set generation = (select generation from xapi.facts_rebuild)");
                statement.execute("delete from xapi.facts_rebuild");
            }
            return true;
        });
        if (done) {
            LOG.info("facts have been made again");
            tidy();
        }
    }

    /** Drops what nobody reads any more; readers of a moment ago are waited for a moment, and otherwise left to the next time. */
    public void tidy() {
        try {
            database.inTransaction(connection -> {
                FactExtraction.beginQuietly(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set local lock_timeout = '1s'");
                }
                dropOthers(connection);
                return null;
            });
        } catch (IllegalStateException busy) {
            LOG.log(Level.FINE, busy, () -> "former facts are dropped later");
        }
    }

    private static void dropOthers(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                        select format('xapi.%I', part.relname) as name
                          from pg_inherits
                          join pg_class part on part.oid = inhrelid
                          join pg_class fact on fact.oid = inhparent
                         where fact.relnamespace = 'xapi'::regnamespace and fact.relname like '%\\_fact'
                           and substring(part.relname from '\\d+$')::integer not in (
                             select generation from xapi.facts union all select generation from xapi.facts_rebuild)""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                tables.add(row.getString("name"));
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                statement.execute("drop table " + table);
            }
            for (String counts :
                    List.of("source_hour", "source_actor", "source_hour_due", "event_day", "person_days", "days_due")) {
                statement.execute("""
                        delete from xapi.%s
                         where generation not in (
                           select generation from xapi.facts union all select generation from xapi.facts_rebuild)""".formatted(counts));
            }
        }
    }

    private static long through(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select through from xapi.facts");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong("through");
        }
    }
}
