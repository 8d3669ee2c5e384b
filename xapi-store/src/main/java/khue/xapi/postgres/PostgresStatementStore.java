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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.http.Json;
import khue.xapi.statements.ReceivedStatement;
import khue.xapi.statements.References;
import khue.xapi.statements.StatementComparison;
import khue.xapi.statements.StatementConflict;
import khue.xapi.statements.StatementPage;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementStore;
import khue.xapi.statements.StoredStatement;

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
    private static final int LARGEST_PAGE_IN_CHARACTERS = 8 * 1024 * 1024;

    private static final int FETCH = 100;

    private static final Logger LOG = Logger.getLogger(PostgresStatementStore.class.getName());

    private final Database database;
    private final Iterable<Projection> projections;

    /** For the container's proxy. */
    protected PostgresStatementStore() {
        this(null, List.of());
    }

    @Inject
    public PostgresStatementStore(Database database, @Any Instance<Projection> projections) {
        this(database, (Iterable<Projection>) projections);
    }

    PostgresStatementStore(Database database, Iterable<Projection> projections) {
        this.database = database;
        this.projections = projections;
    }

    @Override
    public void add(List<ReceivedStatement> statements) {
        if (!statements.isEmpty()) {
            tellOfCommit(database.inTransaction(connection -> insertAll(statements, connection)));
        }
    }

    private void tellOfCommit(List<AddedStatement> added) {
        if (added.isEmpty()) {
            return;
        }
        for (Projection projection : projections) {
            try {
                projection.committed(added);
            } catch (RuntimeException failed) {
                LOG.log(Level.WARNING, "a projection failed after the commit", failed);
            }
        }
    }

    private List<AddedStatement> insertAll(List<ReceivedStatement> statements, Connection connection)
            throws SQLException {
        Map<UUID, Long> keys = keys(statements, connection);
        Set<UUID> unknown = claimIds(keys, connection);
        List<ReceivedStatement> repeated = filter(statements, statement -> !unknown.contains(statement.id()));
        repeatedAreTheSame(repeated, connection);
        List<ReceivedStatement> added = filter(statements, statement -> unknown.contains(statement.id()));
        if (added.isEmpty()) {
            return List.of();
        }
        insertStatements(added, keys, connection);
        insertLinks("agent", added, keys, References::relatedAgents, References::agents, connection);
        insertLinks("activity", added, keys, References::relatedActivities, References::activities, connection);
        insertVoidings(filter(added, statement -> statement.references().voiding()), keys, connection);
        insertReferences(
                filter(added, statement -> statement.references().target().isPresent()), keys, connection);
        List<AddedStatement> events = added.stream()
                .map(statement -> event(statement, keys.get(statement.id())))
                .toList();
        for (Projection projection : projections) {
            projection.added(events, connection);
        }
        return events;
    }

    private static AddedStatement event(ReceivedStatement statement, long key) {
        Instant happened = statement.happened(StatementKey.storedAt(key));
        return new AddedStatement(key, statement.id(), happened, statement.tree());
    }

    /**
     * A key for each statement, one microsecond after the other. The clock is the database's, which all nodes share, and
     * it is read after the transaction has got its number, because {@link #consistentThrough()} counts on that.
     */
    private static Map<UUID, Long> keys(List<ReceivedStatement> statements, Connection connection) throws SQLException {
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
            Map<UUID, Long> keys = new HashMap<>();
            for (ReceivedStatement statement : statements) {
                keys.put(statement.id(), StatementKey.of(now + keys.size(), tag));
            }
            return keys;
        }
    }

    /**
     * Takes the ids that nobody has, and says which these are. Where another transaction is just taking one, this waits
     * for its end; sorted, so that two batches with the same ids cannot wait for each other.
     */
    private static Set<UUID> claimIds(Map<UUID, Long> keys, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.statement_id (id, key)
                select * from unnest(?::uuid[], ?::bigint[]) as sent (id, key) order by id
                on conflict (id) do nothing
                returning id""")) {
            List<UUID> ids = List.copyOf(keys.keySet());
            insert.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", ids.stream().map(keys::get).toArray()));
            Set<UUID> claimed = new HashSet<>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    claimed.add(row.getObject("id", UUID.class));
                }
            }
            return claimed;
        }
    }

    private static void repeatedAreTheSame(List<ReceivedStatement> repeated, Connection connection)
            throws SQLException {
        if (repeated.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select id, payload
                  from xapi.statement_id join xapi.statement using (key, id)
                 where id = any (?::uuid[])""")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", repeated.stream().map(ReceivedStatement::id).toArray()));
            Map<UUID, JsonNode> stored = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stored.put(row.getObject("id", UUID.class), parse(row.getString("payload")));
                }
            }
            for (ReceivedStatement statement : repeated) {
                if (!StatementComparison.areSame(stored.get(statement.id()), statement.tree())) {
                    throw new StatementConflict(statement.id());
                }
            }
        }
    }

    private static void insertStatements(List<ReceivedStatement> added, Map<UUID, Long> keys, Connection connection)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.statement (key, id, verb, registration, authority, voiding, version_2, payload)
                select * from unnest(
                  ?::bigint[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::boolean[], ?::boolean[], ?::text[])""")) {
            setColumn(insert, 1, "bigint", added, statement -> keys.get(statement.id()));
            setColumn(insert, 2, "uuid", added, ReceivedStatement::id);
            setColumn(
                    insert,
                    3,
                    "uuid",
                    added,
                    statement -> statement.references().verb());
            setColumn(
                    insert,
                    4,
                    "uuid",
                    added,
                    statement -> statement.references().registration().orElse(null));
            setColumn(insert, 5, "uuid", added, ReceivedStatement::authority);
            setColumn(
                    insert,
                    6,
                    "boolean",
                    added,
                    statement -> statement.references().voiding());
            setColumn(insert, 7, "boolean", added, ReceivedStatement::holdsVersion2);
            setColumn(
                    insert,
                    8,
                    "text",
                    added,
                    statement -> statement.complete(StatementKey.storedAt(keys.get(statement.id()))));
            insert.executeUpdate();
        }
    }

    private static void setColumn(
            PreparedStatement insert,
            int position,
            String type,
            List<ReceivedStatement> statements,
            Function<ReceivedStatement, Object> value)
            throws SQLException {
        Object[] column = statements.stream().map(value).toArray();
        insert.setArray(position, insert.getConnection().createArrayOf(type, column));
    }

    /** @param what {@code agent} or {@code activity}: part of the names in the schema, never of a request */
    private static void insertLinks(
            String what,
            List<ReceivedStatement> added,
            Map<UUID, Long> keys,
            Function<References, Set<UUID>> all,
            Function<References, Set<UUID>> direct,
            Connection connection)
            throws SQLException {
        List<UUID> targets = new ArrayList<>();
        List<Long> linkKeys = new ArrayList<>();
        List<Boolean> directs = new ArrayList<>();
        for (ReceivedStatement statement : added) {
            for (UUID target : all.apply(statement.references())) {
                targets.add(target);
                linkKeys.add(keys.get(statement.id()));
                directs.add(direct.apply(statement.references()).contains(target));
            }
        }
        // Sorted, so that neighbours in the index are written together.
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.%1$s_link (%1$s, key, direct)
                select * from unnest(?::uuid[], ?::bigint[], ?::boolean[]) as link (target, key, direct)
                 order by target, key""".formatted(what))) {
            insert.setArray(1, connection.createArrayOf("uuid", targets.toArray()));
            insert.setArray(2, connection.createArrayOf("bigint", linkKeys.toArray()));
            insert.setArray(3, connection.createArrayOf("boolean", directs.toArray()));
            insert.executeUpdate();
        }
    }

    private static void insertVoidings(List<ReceivedStatement> voiding, Map<UUID, Long> keys, Connection connection)
            throws SQLException {
        if (voiding.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into xapi.voiding (target, key)
                select * from unnest(?::uuid[], ?::bigint[])""")) {
            setColumn(
                    insert,
                    1,
                    "uuid",
                    voiding,
                    statement -> statement.references().target().orElseThrow());
            setColumn(insert, 2, "bigint", voiding, statement -> keys.get(statement.id()));
            insert.executeUpdate();
        }
    }

    /**
     * Chains of references are followed here, once, in both directions: a target may arrive after the statements that
     * refer to it. Two links of a chain that are stored by different requests at the very same moment do not see each
     * other; each is then found by its own target, the first not by the second's.
     */
    private static void insertReferences(List<ReceivedStatement> referring, Map<UUID, Long> keys, Connection connection)
            throws SQLException {
        if (referring.isEmpty()) {
            return;
        }
        try (PreparedStatement insertOwn = connection.prepareStatement("""
                        with recursive added (key, target) as (
                          select * from unnest(?::bigint[], ?::uuid[])
                        ), known (key, target) as (
                          select key, target from xapi.reference
                          union all
                          select key, target from added
                        ), chain (key, target) as (
                          select key, target from added
                          union
                          select chain.key, known.target
                            from chain join xapi.statement_id i on i.id = chain.target join known on known.key = i.key
                        )
                        insert into xapi.reference (key, target) select key, target from chain
                        on conflict do nothing""");
                PreparedStatement insertForEarlier = connection.prepareStatement("""
                        insert into xapi.reference (key, target)
                        select earlier.key, added.target
                          from xapi.reference added
                          join xapi.statement_id i on i.key = added.key and i.id = any (?::uuid[])
                          join xapi.reference earlier on earlier.target = i.id
                         where added.key = any (?::bigint[])
                        on conflict do nothing""")) {
            Object[] ids = referring.stream().map(ReceivedStatement::id).toArray();
            setColumn(insertOwn, 1, "bigint", referring, statement -> keys.get(statement.id()));
            setColumn(
                    insertOwn,
                    2,
                    "uuid",
                    referring,
                    statement -> statement.references().target().orElseThrow());
            insertOwn.executeUpdate();
            insertForEarlier.setArray(1, connection.createArrayOf("uuid", ids));
            setColumn(insertForEarlier, 2, "bigint", referring, statement -> keys.get(statement.id()));
            insertForEarlier.executeUpdate();
        }
    }

    @Override
    public Optional<StoredStatement> find(UUID id) {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select s.key, s.payload, s.version_2, s.authority,
                           not s.voiding and exists (select from xapi.voiding v where v.target = s.id) as voided
                      from xapi.statement_id i join xapi.statement s on s.key = i.key
                     where i.id = ?""")) {
                select.setObject(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(stored(row)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public StatementPage find(StatementQuery query) {
        OptionalLong below =
                query.ascending() ? OptionalLong.of(StatementKey.firstAt(consistentThrough())) : OptionalLong.empty();
        Conditions conditions = Conditions.of(query, below);
        return database.inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(conditions.sql())) {
                conditions.bind(select);
                select.setFetchSize(FETCH);
                try (ResultSet row = select.executeQuery()) {
                    return page(row, query.limit());
                }
            }
        });
    }

    private static StatementPage page(ResultSet row, int limit) throws SQLException {
        List<StoredStatement> statements = new ArrayList<>();
        long characters = 0;
        while (row.next()) {
            if (statements.size() == limit || characters > LARGEST_PAGE_IN_CHARACTERS) {
                return new StatementPage(statements, OptionalLong.of(row.getLong("key")));
            }
            StoredStatement statement = stored(row);
            characters += statement.payload().length();
            statements.add(statement);
        }
        return new StatementPage(statements, OptionalLong.empty());
    }

    private static StoredStatement stored(ResultSet row) throws SQLException {
        return new StoredStatement(
                row.getString("payload"),
                StatementKey.storedAt(row.getLong("key")),
                row.getBoolean("version_2"),
                row.getBoolean("voided"),
                row.getObject("authority", UUID.class));
    }

    /**
     * The start of the oldest transaction that writes now, or the present when there is none. Its statements, and those
     * of all later writers, will be stored after that; those of all earlier writers can be seen.
     *
     * <p>The present is {@code statement_timestamp()}, fixed before the list of transactions is taken: a writer that is
     * missing from the list then has yet to read its clock. Other users' transactions cannot be seen and do not matter.
     */
    @Override
    public Instant consistentThrough() {
        return database.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select least(statement_timestamp(), min(xact_start)) as through
                              from pg_stat_activity
                             where usename = session_user
                               and datname = current_database()
                               and backend_xid is not null""");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject("through", OffsetDateTime.class).toInstant();
            }
        });
    }

    private static List<ReceivedStatement> filter(
            List<ReceivedStatement> statements, Predicate<ReceivedStatement> condition) {
        return statements.stream().filter(condition).toList();
    }

    private static JsonNode parse(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored statement is JSON", impossible);
        }
    }
}
