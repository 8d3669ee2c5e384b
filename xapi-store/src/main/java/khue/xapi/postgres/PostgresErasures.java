/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import khue.xapi.erasures.Erasure;
import khue.xapi.erasures.ErasureRequest;
import khue.xapi.erasures.Erasures;
import khue.xapi.erasures.PersonInStatements;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Message;
import khue.xapi.http.Pause;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Erases people, in three acts that each can be repeated.
 *
 * <p>First the person's Agents are noted. Whoever stores a statement asks, in the same transaction, whether somebody in
 * it is noted (see {@link StatementWriter}): what comes later is stored and erased again at once. Then those are waited
 * for who began before that and could not know it. Then the statements are gone through in the order of their keys, in
 * short transactions that also count them, so that a crash neither forgets nor counts twice. The ids of the statements
 * stay: a sender that sends one again is told that it is there, and nothing is stored.
 */
@ApplicationScoped
public class PostgresErasures implements Erasures {

    private static final Logger LOG = Logger.getLogger(PostgresErasures.class.getName());

    private static final int STATEMENTS_AT_ONCE = 200;

    /** Below what a caller waits for. */
    static final Duration LONGEST = Duration.ofSeconds(8);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    static final String USUAL_BASE = "https://khue.io/xapi/";

    private static final String COLUMNS = "id, begun_at, done_at, deleted, kept, attachments, documents";

    private final Database database;
    private final PostgresStatementStore statements;
    private final Iterable<Projection> projections;
    private final Dictionary dictionary;
    private final String base;
    private final Duration longest;
    private final InstantSource clock;
    private final Pause pause;

    /** For the container's proxy. */
    protected PostgresErasures() {
        this(null, null, List.of(), "", LONGEST, null, null);
    }

    @Inject
    public PostgresErasures(
            Database database,
            PostgresStatementStore statements,
            @Any Instance<Projection> projections,
            @ConfigProperty(name = "khue.iri.base", defaultValue = USUAL_BASE) String base,
            Clock clock,
            Pause pause) {
        this(database, statements, projections, base, LONGEST, clock, pause);
    }

    /** @param longest how long one call works, at least one transaction */
    public PostgresErasures(
            Database database,
            PostgresStatementStore statements,
            Iterable<Projection> projections,
            String base,
            Duration longest,
            InstantSource clock,
            Pause pause) {
        this.database = database;
        this.statements = statements;
        this.projections = projections;
        this.dictionary = new Dictionary(database);
        this.base = base;
        this.longest = longest;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Optional<Erasure> find(UUID id) {
        return database.withConnection(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select " + COLUMNS + " from xapi.erasure where id = ?")) {
                select.setObject(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(erasure(row)) : Optional.empty();
                }
            }
        });
    }

    private static Erasure erasure(ResultSet row) throws SQLException {
        return new Erasure(
                row.getObject("id", UUID.class),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("done_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getLong("deleted"),
                row.getLong("kept"),
                row.getLong("attachments"),
                row.getLong("documents"));
    }

    @Override
    public Erasure erase(UUID id, ErasureRequest request) {
        note(id, request);
        work(id);
        return find(id).orElseThrow();
    }

    /**
     * Takes up again what was stored about erased people after their erasure, or was left when a server stopped.
     *
     * @param agents numbers of Agents, of which some are erased
     */
    void eraseAgain(Collection<Integer> agents) {
        try {
            reopened(agents).forEach(this::work);
        } catch (RuntimeException failed) {
            // The sender is answered all the same; the note that it is open is committed, and the maintenance goes on.
            LOG.log(Level.WARNING, failed, () -> "Statements of somebody erased will be erased later");
        }
    }

    /** Goes on with what a crash has interrupted, or a statement that came later has opened again. */
    public void finishLeftOver() {
        List<UUID> open = database.withConnection(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select id from xapi.erasure where done_at is null")) {
                return ids(select);
            }
        });
        open.forEach(this::work);
    }

    private List<UUID> reopened(Collection<Integer> agents) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select id from xapi.erasure
                     where done_at is null
                       and id in (select erasure from xapi.erased_agent where term = any (?))""")) {
                select.setArray(1, connection.createArrayOf("integer", agents.toArray()));
                return ids(select);
            }
        });
    }

    private static List<UUID> ids(PreparedStatement select) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getObject("id", UUID.class));
            }
        }
        return ids;
    }

    /** From the commit on, nobody who begins to store a statement can overlook it. */
    private void note(UUID id, ErasureRequest request) {
        List<Integer> terms = List.copyOf(dictionary.numbersOf(request.agents()).values());
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                            insert into xapi.erasure (id, request, agents, registrations, after)
                            values (?, ?, ?, ?, 0)
                            on conflict do nothing""");
                    PreparedStatement select =
                            connection.prepareStatement("select request from xapi.erasure where id = ?");
                    PreparedStatement agents = connection.prepareStatement("""
                            insert into xapi.erased_agent (term, erasure)
                            select term, ? from unnest(?::integer[]) as term order by term
                            on conflict do nothing""")) {
                insert.setObject(1, id);
                insert.setObject(2, request.fingerprint());
                insert.setArray(
                        3, connection.createArrayOf("uuid", request.agents().toArray()));
                insert.setArray(
                        4,
                        connection.createArrayOf("uuid", request.registrations().toArray()));
                insert.executeUpdate();
                select.setObject(1, id);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (!row.getObject("request", UUID.class).equals(request.fingerprint())) {
                        throw somebodyElse();
                    }
                }
                agents.setObject(1, id);
                agents.setArray(2, connection.createArrayOf("integer", terms.toArray()));
                agents.executeUpdate();
            }
            return null;
        });
    }

    private static Failure somebodyElse() {
        return new Failure(
                409,
                "erasure-differs",
                new Message(
                        "Id này đã dùng cho một yêu cầu xoá dữ liệu khác. Hãy dùng id mới.",
                        "This id was used for another request to erase somebody. Choose a new id."));
    }

    private void work(UUID id) {
        Instant until = clock.instant().plus(longest);
        if (!settled(id, until)) {
            return;
        }
        while (step(id) && clock.instant().isBefore(until)) {
            LOG.log(Level.FINE, "erasing {0}", id);
        }
    }

    /**
     * Waits for everybody who may have begun to store statements before the note was committed. They are known by their
     * transactions, as in {@link PostgresStatementStore#consistentThrough()}.
     */
    private boolean settled(UUID id, Instant until) {
        Optional<Instant> committed = database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select statement_timestamp() as now from xapi.erasure where id = ? and settled_at is null")) {
                select.setObject(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(
                                    row.getObject("now", OffsetDateTime.class).toInstant())
                            : Optional.empty();
                }
            }
        });
        if (committed.isEmpty()) {
            return true;
        }
        while (statements.consistentThrough().isBefore(committed.get())) {
            if (!clock.instant().isBefore(until) || !waited()) {
                return false;
            }
        }
        database.withConnection(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update xapi.erasure set settled_at = now() where id = ?")) {
                update.setObject(1, id);
                return update.executeUpdate();
            }
        });
        return true;
    }

    private boolean waited() {
        try {
            pause.take(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One transaction; whether there is more to do, and nobody else who does it. */
    private boolean step(UUID id) {
        int nobody = dictionary
                .numbersOf(Set.of(Fingerprint.of(nobody())))
                .values()
                .iterator()
                .next();
        return database.inTransaction(connection -> {
            Optional<Open> open = take(id, connection);
            if (open.isEmpty() || !monthsStayAsTheyAre(connection)) {
                return false;
            }
            List<Long> keys = keys(open.get(), connection);
            PersonInStatements person = new PersonInStatements(open.get().agents(), base + "pid", nobody());
            ErasedStatements erased = new ErasedStatements(database.payloads(), projections, connection);
            erased.erase(keys, person, nobody);
            boolean more = keys.size() == STATEMENTS_AT_ONCE;
            int documents = documents(open.get(), connection);
            try (PreparedStatement update = connection.prepareStatement("""
                    update xapi.erasure
                       set after = ?, done_at = case when ? then null else now() end, deleted = deleted + ?, kept = kept + ?,
                           attachments = attachments + ?, documents = documents + ?
                     where id = ?""")) {
                update.setLong(1, keys.isEmpty() ? open.get().after() : keys.get(keys.size() - 1));
                update.setBoolean(2, more);
                update.setLong(3, erased.deleted());
                update.setLong(4, erased.kept());
                update.setLong(5, erased.attachments());
                update.setLong(6, documents);
                update.setObject(7, id);
                update.executeUpdate();
            }
            return more;
        });
    }

    /** Vouches for statements whose authority was somebody who is erased. */
    private AgentIdentifier nobody() {
        return AgentIdentifier.ofAccount(base + "pid", "erased");
    }

    private record Open(Set<UUID> agents, List<UUID> registrations, List<Integer> terms, long after) {}

    private static Optional<Open> take(UUID id, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select agents, registrations, after,
                       array(select t.id from xapi.term t where t.fingerprint = any (e.agents)) as terms
                  from xapi.erasure e
                 where id = ? and done_at is null
                   for update skip locked""")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Open(
                                Arrays.stream((UUID[]) row.getArray("agents").getArray())
                                        .collect(Collectors.toSet()),
                                List.of((UUID[]) row.getArray("registrations").getArray()),
                                List.of((Integer[]) row.getArray("terms").getArray()),
                                row.getLong("after")))
                        : Optional.empty();
            }
        }
    }

    /** The maintenance writes months anew and would bring back what is changed meanwhile: then, later. */
    static boolean monthsStayAsTheyAre(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select pg_try_advisory_xact_lock_shared(hashtext('xapi.maintenance'))");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static List<Long> keys(Open open, Connection connection) throws SQLException {
        // The planner knows an average term only, and would read whole months.
        try (PreparedStatement planner =
                connection.prepareStatement("select set_config('enable_seqscan', 'off', true)")) {
            planner.execute();
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select key from (
                  (select key from xapi.statement where actor = any (?) and key > ? order by key limit ?)
                  union
                  (select key from xapi.link where term = any (?) and key > ? order by key limit ?)
                  union
                  (select key from xapi.statement where authority = any (?) and key > ? order by key limit ?)
                  union
                  (select key from xapi.statement where registration = any (?) and key > ? order by key limit ?)
                ) as found order by key limit ?""")) {
            int parameter = 1;
            for (int part = 0; part < 4; part++) {
                select.setArray(
                        parameter++,
                        part == 3
                                ? connection.createArrayOf(
                                        "uuid", open.registrations().toArray())
                                : connection.createArrayOf(
                                        "integer", open.terms().toArray()));
                select.setLong(parameter++, open.after());
                select.setInt(parameter++, STATEMENTS_AT_ONCE);
            }
            select.setInt(parameter, STATEMENTS_AT_ONCE);
            List<Long> keys = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getLong("key"));
                }
            }
            return keys;
        }
    }

    private static int documents(Open open, Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from xapi.document where agent = any (?)")) {
            delete.setArray(1, connection.createArrayOf("uuid", open.agents().toArray()));
            return delete.executeUpdate();
        }
    }

    static JsonNode parse(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }
}
