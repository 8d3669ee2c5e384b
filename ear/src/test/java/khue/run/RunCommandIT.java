/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.ALREADY_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.testing.CommandLine;
import khue.testing.Ports;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A day in the life of the command, in one story: starting the server is dear. {@code KilledInTheMiddleIT} kills it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT to send")
class RunCommandIT {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(40);

    private Path data;
    private URI url;
    private Map<String, String> settings;

    @BeforeEach
    void chooseFreePlaces(@TempDir Path folder) {
        data = folder;
        int port = Ports.free();
        url = URI.create("http://127.0.0.1:" + port);
        settings = Map.of(
                "KHUE_DATA_DIR", data.toString(),
                "KHUE_HTTP_PORT", Integer.toString(port),
                "KHUE_SAMPLE_LMS_PORT", Integer.toString(Ports.free()),
                "KHUE_JAVA_OPTS", RunningKhue.JAVA_OPTIONS);
    }

    @Test
    void runsOnceAndStopsWithCtrlC() throws Exception {
        try (CommandLine command = CommandLine.run(settings)) {
            command.awaitReady(START);
            assertThat(statusLine("PUT /xapi/%zz")).contains(" 404 ");
            assertThat(statusLine("GET /tools/%zz")).doesNotContain(" 200 ");
            assertThat(command.text()).contains("/tools").contains("    admin\n");
            assertThat(status("/health/ready")).isEqualTo(200);
            refusesASecondStartOnTheSameData();

            List<ProcessHandle> running = processes();
            command.interrupt();
            assertThat(command.awaitExit(STOP))
                    .as("the exit code of a program ended by SIGINT")
                    .isEqualTo(130);
            assertThat(running).hasSize(2).noneMatch(ProcessHandle::isAlive);
            assertThat(command.text()).doesNotContain("KHUE-RUN-", "Exception");
        }
    }

    private void refusesASecondStartOnTheSameData() throws IOException, InterruptedException {
        try (CommandLine other = CommandLine.run(settings)) {
            assertThat(other.awaitExit(STOP)).isEqualTo(1);
            assertThat(other.text()).contains(ALREADY_RUNNING.code()).hasLineCount(2);
        }
    }

    private int status(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** For a path that no library would send. */
    private String statusLine(String methodAndPath) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String request =
                    methodAndPath + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    /** The server and PostgreSQL. */
    private List<ProcessHandle> processes() throws IOException {
        long server = RecordedProcess.read(data.resolve("server.process"))
                .orElseThrow()
                .pid();
        long postgres = Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0));
        return List.of(server, postgres).stream()
                .map(ProcessHandle::of)
                .flatMap(Optional::stream)
                .toList();
    }
}
