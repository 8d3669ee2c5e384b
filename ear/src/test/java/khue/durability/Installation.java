/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import khue.run.Credentials;
import khue.run.Database;
import khue.testing.CommandLine;
import khue.testing.Lrs;
import khue.testing.Ports;
import khue.testing.RunningKhue;
import khue.testing.TestFolder;

/** One Khuê as the run command runs it: the command, the server and the private PostgreSQL, each of which can be killed. */
final class Installation implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Credentials KEY = new Credentials("tests", "a-secret-for-tests-only");

    private final Path data;
    private final int port = Ports.free();
    private final Map<String, String> settings = new TreeMap<>();
    private CommandLine command;

    /** Not started yet. */
    Installation() throws IOException {
        data = TestFolder.create("killed");
        settings.put("KHUE_DATA_DIR", data.toString());
        settings.put("KHUE_HTTP_PORT", Integer.toString(port));
        settings.put("KHUE_SAMPLE_LMS", "false");
        settings.put("KHUE_LRS_KEY", KEY.name());
        settings.put("KHUE_LRS_SECRET", KEY.secret());
        settings.put("KHUE_XAPI_MAX_PAGE", "100000");
        settings.put("KHUE_JAVA_OPTS", RunningKhue.JAVA_OPTIONS);
    }

    /** Starts it, or starts it again on the same data. */
    void start() throws IOException, InterruptedException {
        command = CommandLine.run(settings);
        command.awaitReady(START);
    }

    /** The store, for a client of its own. */
    Lrs lrs() {
        return new Lrs(URI.create("http://127.0.0.1:" + port + "/xapi"), KEY);
    }

    /** kill -9 of the server; the command stops the rest, says so and ends. */
    void killServer() throws Exception {
        kill(Long.parseLong(Files.readAllLines(data.resolve("server.process")).get(0)));
        assertThat(command.awaitExit(STOP)).isEqualTo(1);
        assertThat(command.text()).contains("KHUE-RUN-SERVER-DIED");
    }

    /**
     * kill -9 of the command: nobody is left to stop the rest.
     *
     * @return the rest: the server and PostgreSQL
     */
    List<ProcessHandle> killCommand() throws IOException, InterruptedException {
        List<ProcessHandle> left = Stream.of(
                        Files.readAllLines(data.resolve("server.process")).get(0), postmasterNote(0))
                .map(Long::parseLong)
                .map(ProcessHandle::of)
                .flatMap(Optional::stream)
                .toList();
        command.kill();
        return left;
    }

    /** What the command has said since it was started last. */
    String said() {
        return command.text();
    }

    /** As a service manager stops it. */
    void stop() throws InterruptedException {
        command.terminate();
        command.awaitExit(STOP);
    }

    /** kill -9 of PostgreSQL's main process; its children notice and end. */
    void killPostgres() throws Exception {
        kill(Long.parseLong(postmasterNote(0)));
    }

    /** kill -9 of one process that serves a connection of the store; PostgreSQL then ends all others and recovers. */
    void killOneConnection() throws Exception {
        try (Connection connection = database().connectAsXapi();
                Statement statement = connection.createStatement();
                ResultSet process = statement.executeQuery("""
                        select pid from pg_stat_activity
                         where usename = current_user and pid <> pg_backend_pid()
                         order by state = 'active' desc, state_change desc limit 1""")) {
            assertThat(process.next()).isTrue();
            kill(process.getLong("pid"));
        }
    }

    Database database() throws IOException {
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        return new Database(
                "jdbc:postgresql://127.0.0.1:%s/khue".formatted(postmasterNote(3)),
                role(secrets, "khue_tools"),
                role(secrets, "khue_xapi"));
    }

    private static Credentials role(Properties secrets, String name) {
        return new Credentials(name, secrets.getProperty(name));
    }

    private String postmasterNote(int line) throws IOException {
        return Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(line)
                .strip();
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (command != null) {
            command.close();
        }
        TestFolder.keepLogsOnly(data);
    }
}
