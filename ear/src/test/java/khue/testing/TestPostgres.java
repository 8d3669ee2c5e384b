/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.run.Credentials;
import khue.run.Database;

/** A PostgreSQL that somebody else runs, as {@code KHUE_DB_URL} names one: it can be stopped and started again. */
public final class TestPostgres implements AutoCloseable {

    private static final Credentials OWNER = new Credentials("khue", "a-password-for-tests-only");

    static {
        Logger.getLogger("io.zonky").setLevel(Level.OFF);
    }

    private final Path folder;
    private final int port = Ports.free();
    private EmbeddedPostgres server;

    /** Starts it, empty. */
    public TestPostgres(Path folder) throws IOException, SQLException {
        this.folder = folder;
        start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role khue login password '" + OWNER.secret() + "'");
            statement.execute("create database khue owner khue");
        }
    }

    /** Starts it again, at the same address and with its data. */
    public void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("unix_socket_directories", "")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        Files.createDirectories(folder).resolve("postgres.log").toFile()))
                .start();
    }

    /** Stops it as its administrator would: whoever is connected is cut off. */
    public void stop() throws IOException {
        server.close();
    }

    public Database database() {
        return new Database("jdbc:postgresql://127.0.0.1:" + port + "/khue", OWNER, OWNER);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
