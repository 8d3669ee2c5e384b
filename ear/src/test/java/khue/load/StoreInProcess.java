/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import khue.load.generator.StatementGenerator;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.XapiVersion;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.PostgresAttachments;
import khue.xapi.postgres.PostgresDefinitions;
import khue.xapi.postgres.PostgresStatementStore;
import khue.xapi.postgres.Projection;
import khue.xapi.reports.facts.FactExtraction;
import khue.xapi.reports.facts.FactRebuild;
import khue.xapi.reports.facts.FactsOfStatements;
import khue.xapi.reports.reference.ActorAliases;
import khue.xapi.samples.SampleReference;
import khue.xapi.samples.SampleSchools;
import khue.xapi.statements.StatementIntake;
import khue.xapi.statements.StatementPage;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StoredStatement;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The store's own classes without its server: what they ask of the database, and nothing else. */
final class StoreInProcess implements AutoCloseable {

    private final OwnStore server;
    private final Connections connections;
    private final PostgresStatementStore store;

    private StoreInProcess(OwnStore server, Connections connections) {
        this.server = server;
        this.connections = connections;
        this.store = new PostgresStatementStore(new Database(connections), List.of());
    }

    /** On the same database as a running server. */
    static StoreInProcess beside(OwnStore server) {
        return new StoreInProcess(server, new Connections(server, ""));
    }

    /** The same, but commits are not waited for: a crash loses the last of them, and a fill just goes on. */
    static StoreInProcess inAHurryBeside(OwnStore server) {
        return new StoreInProcess(server, new Connections(server, "-c synchronous_commit=off"));
    }

    /** What the server derives from statements: a fill has to as well. */
    static List<Projection> projections(Database database) {
        return List.of(
                new FactsOfStatements(),
                new PostgresAttachments(database),
                new PostgresDefinitions(database, Clock.systemUTC()));
    }

    StatementPage find(StatementQuery query) {
        return store.find(query);
    }

    Optional<StoredStatement> find(UUID id) {
        return store.find(id);
    }

    /** Brings the facts up to statements of former times, which the server's own worker has gone past. */
    void makeFactsAgain() {
        Database database = new Database(connections);
        FactExtraction extraction = new FactExtraction(database, store, StatementGenerator.BASE);
        FactRebuild rebuild = new FactRebuild(database, extraction, Clock.systemUTC());
        rebuild.begin();
        while (rebuild.progress().isPresent()) {
            // The server's worker takes steps, too.
            rebuild.step();
        }
    }

    /** What statements do not say. */
    void tell(SampleSchools schools) {
        Database database = new Database(connections);
        new SampleReference(database).tell(schools);
        ActorAliases aliases = new ActorAliases(database);
        schools.aliases().forEach(alias -> aliases.put(alias.other(), alias.known(), "sample"));
    }

    /** Somebody who stores statements of former times; not for many threads. */
    Writer writer() {
        return new Writer();
    }

    final class Writer {

        private final Credential sender = new Credential("benchmark", Set.of(Scope.ALL), server.authority());
        private final StatementIntake intake;
        private Instant stored = Instant.EPOCH;

        private Writer() {
            Database database = new Database(connections);
            this.intake = new StatementIntake(
                    PostgresStatementStore.ofFormerTimes(database, projections(database), () -> stored),
                    new PostgresAttachments(database),
                    new RequestJson(Limits.USUAL));
        }

        /** @param when the first of them was stored; each of the others a microsecond later */
        void add(byte[] batch, Instant when) {
            stored = when;
            intake.takeIn(new String(batch, StandardCharsets.UTF_8), XapiVersion.V1, sender, Optional.empty());
        }
    }

    @Override
    public void close() throws SQLException {
        connections.close();
    }

    /** Connections that are used again and kept until the end, as a server keeps them. */
    private static final class Connections extends PGSimpleDataSource implements ConnectionEventListener {

        private static final long serialVersionUID = 1;

        private final transient PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        private final transient Queue<PooledConnection> all = new ConcurrentLinkedQueue<>();
        private final transient Deque<PooledConnection> idle = new ConcurrentLinkedDeque<>();

        Connections(OwnStore server, String options) {
            source.setUrl(server.database().url());
            source.setUser(server.database().xapi().name());
            source.setPassword(server.database().xapi().secret());
            source.setOptions(options);
        }

        @Override
        public Connection getConnection() throws SQLException {
            PooledConnection connection = idle.poll();
            if (connection == null) {
                connection = source.getPooledConnection();
                connection.addConnectionEventListener(this);
                all.add(connection);
            }
            return connection.getConnection();
        }

        @Override
        public void connectionClosed(ConnectionEvent event) {
            idle.push((PooledConnection) event.getSource());
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            // The one who works with it hears of it, and the benchmark ends.
        }

        void close() throws SQLException {
            for (PooledConnection connection : all) {
                connection.close();
            }
        }
    }
}
