/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.NOT_READY;
import static khue.run.CannotStart.Reason.ORPHAN_STAYS;
import static khue.run.CannotStart.Reason.SERVER_DIED;
import static khue.run.CannotStart.Reason.SERVER_FAILED;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Payara Server with the EAR, as a child process. */
final class PayaraServer implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration READY_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Process process;
    private final ServerLog log;
    private final Path logFile;
    private final Path note;
    private final List<URI> questions;

    private PayaraServer(Process process, ServerLog log, Path logFile, Path note, List<URI> questions) {
        this.process = process;
        this.log = log;
        this.logFile = logFile;
        this.note = note;
        this.questions = questions;
    }

    /**
     * Starts the process; {@link #awaitReady} waits for the applications.
     *
     * @param environment what the applications read; secrets are here and not on the command line, which others can see
     */
    static PayaraServer start(
            Application application, DataDirectory directory, Settings settings, Map<String, String> environment)
            throws CannotStart {
        try {
            ServerDomain domain = ServerDomain.copy(application.payara(), directory.server());
            List<String> options = domain.configure(settings, freePort(), directory.serverLog());
            Path deployment = directory.server().resolve("deploy.asadmin");
            Files.writeString(
                    deployment, "deploy --name=khue \"%s\"\n%s\n".formatted(application.ear(), ServerDomain.LISTEN));

            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            // First, so that the mark of this instance is on the part of the command line that every system shows.
            command.add(mark(directory));
            command.add("-Dfile.encoding=UTF-8");
            // A signal ends it at once, and clients see a cut connection. Its orderly shutdown takes the applications
            // away
            // first and answers 404 and 500 for seconds, which clients take for a refusal. Nothing is lost: what is
            // acknowledged is committed.
            command.add("-Xrs");
            command.addAll(options);
            command.addAll(settings.javaOptions());
            command.addAll(List.of(
                    "-cp",
                    domain.installRoot().resolve("modules/glassfish.jar").toString(),
                    "com.sun.enterprise.glassfish.bootstrap.ASMain",
                    "-type",
                    "DAS",
                    "-domaindir",
                    domain.folder().toString(),
                    "-domainname",
                    "domain1",
                    "-instancename",
                    "server",
                    "-read-stdin",
                    "false",
                    "-asadmin-args",
                    "start-domain",
                    "-postbootcommandfile",
                    deployment.toString()));

            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.server().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .redirectOutput(
                            directory.logs().resolve("server-console.log").toFile());
            builder.environment().keySet().removeIf(Setting::concerns);
            builder.environment().putAll(environment);
            ServerLog log = ServerLog.at(directory.serverLog());
            Process process = builder.start();
            RecordedProcess.of(process, mark(directory)).write(directory.serverProcess());
            return new PayaraServer(
                    process,
                    log,
                    directory.serverLog(),
                    directory.serverProcess(),
                    // The store is asked first, because its guard against broken paths begins with its first request.
                    List.of(
                            settings.localUrl().resolve("/xapi/about"),
                            settings.localUrl().resolve("/health/ready")));
        } catch (IOException e) {
            throw new CannotStart(
                    SERVER_FAILED,
                    "Máy chủ không khởi động được: " + e.getMessage(),
                    "The server does not start: " + e.getMessage(),
                    e);
        }
    }

    /** Ends the server that a killed run left behind, so that its port is free. */
    static boolean endOrphan(DataDirectory directory) throws CannotStart {
        try {
            Optional<ProcessHandle> orphan =
                    RecordedProcess.read(directory.serverProcess()).flatMap(RecordedProcess::alive);
            if (orphan.isPresent() && !RecordedProcess.end(orphan.get(), STOP_PATIENCE)) {
                throw new CannotStart(
                        ORPHAN_STAYS,
                        "Không dừng được máy chủ cũ (tiến trình %d)."
                                .formatted(orphan.get().pid()),
                        "The old server (process %d) cannot be ended."
                                .formatted(orphan.get().pid()));
            }
            Files.deleteIfExists(directory.serverProcess());
            return orphan.isPresent();
        } catch (IOException e) {
            throw new CannotStart(
                    ORPHAN_STAYS,
                    "Không đọc được %s: %s".formatted(directory.serverProcess(), e.getMessage()),
                    "%s cannot be read: %s".formatted(directory.serverProcess(), e.getMessage()),
                    e);
        }
    }

    /**
     * Waits until both applications, the database and the migrations are ready. Nothing is asked over HTTP before the
     * log says that the deployment has ended: a request during the start can disturb it.
     */
    void awaitReady(Progress progress) throws CannotStart, InterruptedException {
        try {
            progress.begin("Máy chủ đang khởi động / the server starts");
            awaitDeployment();
            progress.begin("Ứng dụng đã nạp, đang chuẩn bị / applications deployed, getting ready");
            awaitReadiness();
        } catch (IOException e) {
            throw failed(SERVER_FAILED, "mất nhật ký", "lost its log", e.getMessage());
        }
    }

    private void awaitDeployment() throws IOException, CannotStart, InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (log.deployed().isEmpty()) {
            pause(deadline, "");
        }
        if (!log.deployed().orElseThrow()) {
            throw failed(SERVER_FAILED, "không nhận ứng dụng", "did not take the application", logged());
        }
    }

    private void awaitReadiness() throws CannotStart, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
        for (URI uri : questions) {
            HttpRequest question =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
            Optional<String> obstacle = obstacle(client, question);
            while (obstacle.isPresent()) {
                pause(deadline, obstacle.get());
                obstacle = obstacle(client, question);
            }
        }
    }

    /** Empty when everything is ready; otherwise what the server answered, which names the check that is down. */
    private static Optional<String> obstacle(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return Optional.empty();
            }
            boolean isReport = answer.body().startsWith("{");
            return Optional.of(
                    "%s HTTP %d %s".formatted(question.uri(), answer.statusCode(), isReport ? answer.body() : ""));
        } catch (IOException e) {
            return Optional.of("%s %s".formatted(question.uri(), e));
        }
    }

    private void pause(long deadline, String obstacle) throws CannotStart, InterruptedException {
        if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            throw died();
        }
        if (System.nanoTime() > deadline) {
            throw failed(NOT_READY, "không sẵn sàng kịp", "did not become ready in time", obstacle);
        }
    }

    /** Completed when the process ends, with the reason. */
    CompletableFuture<CannotStart> end() {
        return process.onExit().thenApply(ended -> died());
    }

    private CannotStart died() {
        int exit = process.exitValue();
        return failed(SERVER_DIED, "tự dừng (mã " + exit + ")", "ended by itself (exit code " + exit + ")", logged());
    }

    private String logged() {
        try {
            return log.cause().orElse("");
        } catch (IOException e) {
            // The message says where the log should be.
            return "";
        }
    }

    private CannotStart failed(CannotStart.Reason reason, String vietnamese, String english, String detail) {
        String why = detail.isBlank() ? "" : ": " + detail;
        return new CannotStart(
                reason,
                "Máy chủ %s%s. Nhật ký: %s".formatted(vietnamese, why, logFile),
                "The server %s%s. Its log: %s".formatted(english, why, logFile));
    }

    private static String mark(DataDirectory directory) {
        return "-Dkhue.instance=" + directory.server();
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        RecordedProcess.end(process.toHandle(), STOP_PATIENCE);
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            // A note about a process that is gone does no harm: the next start sees that.
        }
    }
}
