/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.durability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import khue.run.Credentials;
import khue.testing.CommandLine;
import khue.testing.Lrs;
import khue.testing.Ports;
import khue.testing.TestFolder;
import khue.testing.TestPostgres;
import khue.testing.WholeRun;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two servers on one PostgreSQL and one folder of files, started at the same moment on an empty database by the first test that asks for them,
 * and stopped after the last one. Each test works with statements of its own.
 */
final class TwoNodes implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Credentials KEY = new Credentials("tests", "a-secret-for-tests-only");

    /** The tools' key, which may manage keys. */
    static final Credentials STORE_KEY = new Credentials("tools", "a-secret-of-both-nodes");

    /** Half of what a node gets elsewhere, because there are two; compiled quickly rather than well. */
    private static final String JAVA_OPTIONS = "-Xmx512m -XX:TieredStopAtLevel=1";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final TestPostgres postgres;
    private CommandLine first;
    private final CommandLine second;
    private final Map<String, String> firstSettings;
    private final URI firstUrl;
    private final URI secondUrl;

    private TwoNodes() throws IOException, SQLException, InterruptedException {
        folder = TestFolder.create("pair");
        postgres = new TestPostgres(folder.resolve("postgres"));
        int firstPort = Ports.free();
        int secondPort = Ports.free();
        firstUrl = URI.create("http://127.0.0.1:" + firstPort);
        secondUrl = URI.create("http://127.0.0.1:" + secondPort);
        Path files = Files.createDirectories(folder.resolve("files"));
        for (String node : List.of("first", "second")) {
            Files.createSymbolicLink(
                    Files.createDirectories(folder.resolve(node)).resolve("files"), files);
        }
        firstSettings = settings(folder.resolve("first"), firstPort);
        first = CommandLine.run(firstSettings);
        second = CommandLine.run(settings(folder.resolve("second"), secondPort));
        try {
            first.awaitReady(START);
            second.awaitReady(START);
        } catch (AssertionError | InterruptedException e) {
            close();
            throw e;
        }
    }

    private Map<String, String> settings(Path data, int port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("KHUE_DATA_DIR", data.toString());
        settings.put("KHUE_HTTP_PORT", Integer.toString(port));
        settings.put("KHUE_BASE_URL", firstUrl.toString());
        settings.put("KHUE_OUTBOUND_ALLOW", "127.0.0.1");
        settings.put("KHUE_SAMPLE_LMS", "false");
        settings.put("KHUE_DB_URL", postgres.database().url());
        settings.put("KHUE_DB_USER", postgres.database().xapi().name());
        settings.put("KHUE_DB_PASSWORD", postgres.database().xapi().secret());
        settings.put("KHUE_LRS_KEY", KEY.name());
        settings.put("KHUE_LRS_SECRET", KEY.secret());
        settings.put("KHUE_STORE_KEY", STORE_KEY.name());
        settings.put("KHUE_STORE_SECRET", STORE_KEY.secret());
        settings.put("KHUE_JAVA_OPTS", JAVA_OPTIONS);
        return settings;
    }

    /** Where each is; browsers know both by the address of the first. */
    List<URI> urls() {
        return List.of(firstUrl, secondUrl);
    }

    /** The store of the first node; every call is a client of its own. */
    Lrs first() {
        return new Lrs(firstUrl.resolve("/xapi"), KEY);
    }

    Lrs second() {
        return new Lrs(secondUrl.resolve("/xapi"), KEY);
    }

    /** The store of the first node, for somebody with another key. */
    Lrs firstAs(Credentials key) {
        return new Lrs(firstUrl.resolve("/xapi"), key);
    }

    Lrs secondAs(Credentials key) {
        return new Lrs(secondUrl.resolve("/xapi"), key);
    }

    /** Whether both say that they can serve. */
    boolean areReady() throws IOException, InterruptedException {
        for (URI node : urls()) {
            HttpRequest question =
                    HttpRequest.newBuilder(node.resolve("/health/ready")).build();
            if (http.send(question, BodyHandlers.discarding()).statusCode() != 200) {
                return false;
            }
        }
        return true;
    }

    /** kill -9 of the first node's server. */
    void killFirst() throws IOException, InterruptedException {
        signal("KILL", "first");
        first.awaitExit(STOP);
    }

    /** Starts the first node again, unless it runs. */
    void startFirst() throws IOException, InterruptedException {
        if (first.hasEnded()) {
            first = CommandLine.run(firstSettings);
            first.awaitReady(START);
        }
    }

    /** The second node stands still, as when a machine is out of breath: it holds its connections and does nothing. */
    void pauseSecond() throws IOException, InterruptedException {
        signal("STOP", "second");
    }

    void resumeSecond() throws IOException, InterruptedException {
        signal("CONT", "second");
    }

    private void signal(String signal, String node) throws IOException, InterruptedException {
        String server = Files.readAllLines(folder.resolve(node).resolve("server.process"))
                .get(0);
        new ProcessBuilder("kill", "-" + signal, server).start().waitFor();
    }

    TestPostgres postgres() {
        return postgres;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        first.close();
        second.close();
        postgres.close();
        TestFolder.keepLogsOnly(folder);
    }

    /** Starts them once for the whole run. */
    static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TwoNodes.class;
        }

        @Override
        public TwoNodes resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return WholeRun.share(context, TwoNodes.class, Extension::start);
        }

        private static TwoNodes start() {
            try {
                return new TwoNodes();
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
