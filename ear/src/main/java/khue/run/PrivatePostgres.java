/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.ORPHAN_STAYS;
import static khue.run.CannotStart.Reason.POSTGRES_DIED;
import static khue.run.CannotStart.Reason.POSTGRES_FAILED;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL of our own: on loopback only, with passwords, and durable. One database, {@code khue}, in which each
 * application's role owns its schema and sees no other.
 */
final class PrivatePostgres implements AutoCloseable {

    private static final String DATABASE = "khue";
    private static final String SUPERUSER = "postgres";
    private static final String READERS = "khue_reporting";
    private static final String SUPERUSER_SECRET = "postgres.superuser";

    /** Crash recovery after a kill or a power cut replays the log first. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    /** The library waits so long even when the start has failed at once; a recovery that takes longer goes on meanwhile. */
    private static final Duration ATTEMPT = Duration.ofSeconds(10);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    /** The library is made for tests and trades durability for speed: each of these must be on, and is asked for after the start. */
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final Map<String, String> CONFIGURATION = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "200"),
            Map.entry("shared_buffers", "512MB"),
            // Batches fill 64 MB of log in a second: with the default of 1 GB there would be a checkpoint every twenty,
            // and after each of them the log holds every page that is touched in full.
            Map.entry("max_wal_size", "2GB"),
            Map.entry("min_wal_size", "512MB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("wal_compression", "on"),
            Map.entry("wal_buffers", "16MB"),
            // Data on flash: a random page costs little more than the next one.
            Map.entry("random_page_cost", "1.1"),
            Map.entry("effective_cache_size", "2GB"),
            // Pages of the store plan nothing that pays for a compilation.
            Map.entry("jit", "off"),
            Map.entry("logging_collector", "on"),
            // Relative to the database's own folder. One file for each day of the week, written over after a week.
            Map.entry("log_directory", "../logs"),
            Map.entry("log_filename", "postgres-%a.log"),
            Map.entry("log_rotation_age", "1d"),
            Map.entry("log_truncate_on_rotation", "on"));

    /** Its progress is ours to tell, its failures come as exceptions. Held here, or the level would be forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("io.zonky");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private final DataDirectory directory;
    private final String password;
    private final Database database;
    private final String version;

    private EmbeddedPostgres server;
    private ProcessHandle process;

    private PrivatePostgres(
            DataDirectory directory,
            String password,
            EmbeddedPostgres server,
            ProcessHandle process,
            Database database,
            String version) {
        this.directory = directory;
        this.password = password;
        this.server = server;
        this.process = process;
        this.database = database;
        this.version = version;
    }

    static PrivatePostgres start(DataDirectory directory, Secrets secrets) throws CannotStart {
        EmbeddedPostgres server = null;
        try {
            boolean isNew = !Files.exists(directory.postgres().resolve("PG_VERSION"));
            if (!isNew && !secrets.has(SUPERUSER_SECRET)) {
                throw failed(
                        directory,
                        "có dữ liệu nhưng mất tệp " + directory.secrets(),
                        "there is data, but the file " + directory.secrets() + " is gone",
                        null);
            }
            String password = secrets.get(SUPERUSER_SECRET);
            server = launch(directory, password, freePort(), PATIENCE);
            Database database = new Database(
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), DATABASE),
                    secrets.key("khue_tools"),
                    secrets.key("khue_xapi"));
            String version = prepare(server, database);
            return new PrivatePostgres(directory, password, server, started(directory), database, version);
        } catch (IOException | SQLException | RuntimeException e) {
            closeQuietly(server);
            throw failed(directory, String.valueOf(e.getMessage()), String.valueOf(e.getMessage()), e);
        }
    }

    /** Ends the server that a killed run left behind, so that its files are free. */
    static boolean endOrphan(DataDirectory directory) throws CannotStart {
        try {
            Optional<ProcessHandle> orphan = running(directory).flatMap(RecordedProcess::alive);
            if (orphan.isEmpty()) {
                return false;
            }
            // SIGTERM waits for clients to leave; whoever stays connected after that is cut off, and nothing committed
            // is lost.
            if (!RecordedProcess.end(orphan.get(), Duration.ofSeconds(10))) {
                throw new CannotStart(
                        ORPHAN_STAYS,
                        "Không dừng được PostgreSQL cũ (tiến trình %d)."
                                .formatted(orphan.get().pid()),
                        "The old PostgreSQL (process %d) cannot be ended."
                                .formatted(orphan.get().pid()));
            }
            return true;
        } catch (IOException e) {
            throw failed(directory, e.getMessage(), e.getMessage(), e);
        }
    }

    Database database() {
        return database;
    }

    /** Completed when it ends, whatever the reason. */
    synchronized CompletableFuture<?> end() {
        return process.onExit();
    }

    /**
     * Starts it again, after it has ended, at the same address and with its data. This is tried until patience is at its
     * end: what is left of a killed server holds its memory for a moment.
     */
    synchronized void startAgain(Duration patience) throws CannotStart, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int port = server.getPort();
        closeQuietly(server);
        while (true) {
            try {
                server = launch(directory, password, port, ATTEMPT);
                process = started(directory);
                return;
            } catch (IOException | RuntimeException e) {
                if (System.nanoTime() > deadline) {
                    throw new CannotStart(
                            POSTGRES_DIED,
                            "PostgreSQL riêng đã dừng và không chạy lại được: %s. Xem %s."
                                    .formatted(e.getMessage(), directory.logs()),
                            "The private PostgreSQL ended and cannot be started again: %s. See %s."
                                    .formatted(e.getMessage(), directory.logs()),
                            e);
                }
            }
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
        }
    }

    /** Such as {@code PostgreSQL 17.11 on 127.0.0.1:40123}. */
    @Override
    public synchronized String toString() {
        return "PostgreSQL %s, 127.0.0.1:%d".formatted(version, server.getPort());
    }

    /** A fast shutdown: clients are cut off, everything committed is on disk. */
    @Override
    public synchronized void close() {
        closeQuietly(server);
        RecordedProcess.waitFor(process, STOP_PATIENCE);
    }

    private static EmbeddedPostgres launch(DataDirectory directory, String password, int port, Duration patience)
            throws IOException {
        Path passwordFile = Files.createTempFile("khue", ".password");
        try {
            Secrets.readableByItsOwnerOnly(passwordFile);
            Files.writeString(passwordFile, password);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(directory.postgresBinaries().toFile())
                    .setDataDirectory(directory.postgres())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(patience)
                    .setConnectConfig("password", password)
                    // These reach initdb as they are: passwords from the first second on, and letters
                    // that compare alike on every machine, whatever its locale.
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                            directory.logs().resolve("postgres-start.log").toFile()));
            CONFIGURATION.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.start();
            // The library opens its folder to everybody; programs that anybody may replace are not ours to run. It
            // unpacks once in a process, so a second server runs on the first one's programs and has no folder.
            if (Files.isDirectory(directory.postgresBinaries())) {
                DataDirectory.giveToItsOwnerOnly(directory.postgresBinaries());
            }
            return server;
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Checks that it is durable and makes what is missing; its version. */
    private static String prepare(EmbeddedPostgres server, Database database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            for (String setting : DURABILITY) {
                String value = text(connection, "show " + setting);
                if (!value.equals("on")) {
                    throw new IllegalStateException(setting + "=" + value);
                }
            }
            if (isEmpty(connection, "select from pg_database where datname = '" + DATABASE + "'")) {
                execute(connection, "create database " + DATABASE);
            }
            execute(connection, "revoke all on database " + DATABASE + " from public");
        }
        PGSimpleDataSource khue = (PGSimpleDataSource) server.getDatabase(SUPERUSER, DATABASE);
        try (Connection connection = khue.getConnection()) {
            execute(connection, "revoke all on schema public from public");
            makeRoleAndSchema(connection, database.tools(), "tools");
            makeRoleAndSchema(connection, database.xapi(), "xapi");
            makeReporting(connection, database.xapi());
            return text(connection, "show server_version").replaceFirst(" .*", "");
        }
    }

    private static void makeRoleAndSchema(Connection connection, Credentials role, String schema) throws SQLException {
        PGConnection quoting = connection.unwrap(PGConnection.class);
        String name = quoting.escapeIdentifier(role.name());
        if (isEmpty(connection, "select from pg_roles where rolname = " + literal(quoting, role.name()))) {
            execute(connection, "create role %s login password %s".formatted(name, literal(quoting, role.secret())));
        }
        execute(connection, "grant connect, temporary on database %s to %s".formatted(DATABASE, name));
        execute(connection, "create schema if not exists %s authorization %s".formatted(schema, name));
        execute(connection, "alter role %s in database %s set search_path = %s".formatted(name, DATABASE, schema));
    }

    /** What programs for charts read, and what lets them: docs/how-to/connect-superset-or-metabase.md. */
    private static void makeReporting(Connection connection, Credentials store) throws SQLException {
        String owner = connection.unwrap(PGConnection.class).escapeIdentifier(store.name());
        if (isEmpty(connection, "select from pg_roles where rolname = '" + READERS + "'")) {
            execute(connection, "create role " + READERS + " nologin");
        }
        execute(connection, "grant connect on database %s to %s".formatted(DATABASE, READERS));
        execute(connection, "create schema if not exists reporting authorization " + owner);
    }

    private static String literal(PGConnection quoting, String value) throws SQLException {
        return "'" + quoting.escapeLiteral(value) + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isEmpty(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** What PostgreSQL notes about itself: its process id, its folder and, in seconds, when it began. */
    private static Optional<RecordedProcess> running(DataDirectory directory) throws IOException {
        Path note = directory.postgres().resolve("postmaster.pid");
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(note));
        if (lines.size() < 3) {
            return Optional.empty();
        }
        return Optional.of(new RecordedProcess(
                Long.parseLong(lines.get(0).strip()),
                Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
                directory.postgres().toString()));
    }

    /** The process that was started a moment ago. */
    private static ProcessHandle started(DataDirectory directory) throws IOException {
        return running(directory)
                .flatMap(note -> ProcessHandle.of(note.pid()))
                .orElseThrow(() -> new IOException("it ended at once"));
    }

    private static void closeQuietly(EmbeddedPostgres server) {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                // It only closes a lock of its own; whether PostgreSQL ended is seen from its process.
            }
        }
    }

    private static CannotStart failed(DataDirectory directory, String vietnamese, String english, Exception cause) {
        return new CannotStart(
                POSTGRES_FAILED,
                "PostgreSQL riêng không chạy được: %s. Xem %s.".formatted(vietnamese, directory.logs()),
                "The private PostgreSQL does not start: %s. See %s.".formatted(english, directory.logs()),
                cause);
    }
}
