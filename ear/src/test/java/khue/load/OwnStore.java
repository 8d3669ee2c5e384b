/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.load.client.Answer;
import khue.load.client.Connection;
import khue.load.client.Request;
import khue.load.client.Target;
import khue.run.CannotStart;
import khue.run.Credentials;
import khue.run.Database;
import khue.run.Khue;
import khue.run.Progress;
import khue.run.Settings;
import khue.xapi.credentials.Authority;

/** The store as the run command starts it: the EAR in a server of its own, and the private PostgreSQL. */
final class OwnStore implements AutoCloseable {

    private static final Credentials KEY = new Credentials("benchmark", "a-secret-for-the-benchmark-only");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private final Path data;
    private final Khue khue;
    private final Target target;
    private final String javaOptions;

    private OwnStore(Path data, Khue khue, Target target, String javaOptions) {
        this.data = data;
        this.khue = khue;
        this.target = target;
        this.javaOptions = javaOptions;
    }

    /** @param compresses whether closed months are compressed in the background */
    static OwnStore start(Path data, Options options, boolean compresses, Progress progress)
            throws CannotStart, InterruptedException, IOException {
        // The library that starts PostgreSQL unpacks its programs once for all data directories of this Java machine.
        Files.createDirectories(data.resolve("postgres-programs"));
        Map<String, String> environment = new TreeMap<>();
        environment.put("KHUE_HTTP_PORT", Integer.toString(options.port()));
        environment.put("KHUE_DATA_DIR", data.toString());
        environment.put("KHUE_LRS_KEY", KEY.name());
        environment.put("KHUE_LRS_SECRET", KEY.secret());
        environment.put("KHUE_SAMPLE_LMS", "false");
        environment.put("KHUE_JAVA_OPTS", options.serverOptions());
        environment.put("KHUE_XAPI_COMPRESSION", Boolean.toString(compresses));
        Khue khue = Khue.start(Settings.of(environment), progress);
        URI endpoint = URI.create(khue.settings().localUrl() + "/xapi");
        return new OwnStore(data, khue, new Target(endpoint, KEY, "1.0.3"), options.serverOptions());
    }

    Target target() {
        return target;
    }

    /** Who vouches for what is sent with the benchmark's key. */
    Authority authority() {
        return new Authority(khue.settings().baseUrl() + "/xapi", KEY.name());
    }

    Database database() {
        return khue.database();
    }

    String javaOptions() {
        return javaOptions;
    }

    Path data() {
        return data;
    }

    Optional<Cpu> cpu() {
        return Cpu.now(server(), postmaster());
    }

    private long server() {
        return Cpu.process(data.resolve("server.process"));
    }

    private long postmaster() {
        return Cpu.process(data.resolve("postgres/postmaster.pid"));
    }

    /** What the server's heap holds now, garbage included, in bytes; empty when the JDK's jcmd cannot be asked. */
    Optional<Long> heapUsed() throws InterruptedException {
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process process = new ProcessBuilder(jcmd, Long.toString(server()), "GC.heap_info")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes());
            process.waitFor();
            Matcher used = USED.matcher(answer);
            return used.find() ? Optional.of(Long.parseLong(used.group(1)) << 10) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Has PostgreSQL started anew, which empties its own cache, and waits until the store has found back to it. */
    void restartDatabase() throws IOException, InterruptedException {
        endDatabase();
        awaitAnswers();
    }

    /**
     * Makes the system forget the database's files.
     *
     * @return whether it did
     */
    boolean forgetFiles() throws IOException, InterruptedException {
        return PageCache.forget(data.resolve("postgres"));
    }

    /** The run command starts a PostgreSQL that has ended again, so it only has to end; SIGINT is its fast shutdown. */
    private void endDatabase() throws IOException, InterruptedException {
        ProcessHandle postgres = ProcessHandle.of(postmaster()).orElseThrow();
        new ProcessBuilder("kill", "-INT", Long.toString(postgres.pid()))
                .start()
                .waitFor();
        try {
            postgres.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("PostgreSQL does not end", e);
        }
    }

    /** The server's connections to the old database have to go first: none may fail while time is taken. */
    private void awaitAnswers() throws InterruptedException {
        Request question = Request.get(target, "/statements?limit=1");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int inARow = 0;
        while (inARow < 100) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the store does not find back to its database");
            }
            try (Connection connection = Connection.to(target)) {
                Answer answer = connection.send(question);
                inARow = answer.isOk() ? inARow + 1 : 0;
            } catch (IOException e) {
                inARow = 0;
                Thread.sleep(100);
            }
        }
    }

    java.sql.Connection connect() throws SQLException {
        return database().connectAsXapi();
    }

    @Override
    public void close() {
        khue.close();
    }
}
