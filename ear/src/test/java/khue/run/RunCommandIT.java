/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.ALREADY_RUNNING;
import static khue.testing.Eventually.eventually;
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

    /** The sample data comes and goes in the background. */
    private static final Duration FILLED = Duration.ofMinutes(2);

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
            anEvaluatorSeesASampleSchoolYearUntilTheAdministratorTakesItOut(command.text());

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

    private void anEvaluatorSeesASampleSchoolYearUntilTheAdministratorTakesItOut(String said) throws Exception {
        URI khue = URI.create("http://localhost:" + url.getPort());
        SignedIn evaluator = new SignedIn(khue, "evaluator", shownAfter("    evaluator\n", said));
        SignedIn administrator = new SignedIn(khue, "admin", shownAfter("    admin\n", said));

        eventually(FILLED, () -> {
            assertThat(activeSchools(evaluator)).isBetween(15, 23);
            assertThat(evaluator.see("/tools/evaluation")).contains("(mẫu)");
            assertThat(evaluator.see("/tools/evaluation/sources")).contains("Dữ liệu mẫu");
            assertThat(evaluator.see("/tools/evaluation/statements")).contains("MAU-");
            assertThat(evaluator.see("/tools/evaluation/reference/schools")).contains("Trường THCS Sao Khuê (mẫu)");
        });

        administrator.press("/tools/admin", "/tools/admin/samples/remove");
        eventually(FILLED, () -> {
            assertThat(activeSchools(evaluator)).isZero();
            assertThat(evaluator.see("/tools/evaluation")).doesNotContain("(mẫu)");
            assertThat(evaluator.see("/tools/evaluation/sources")).doesNotContain("Dữ liệu mẫu");
            assertThat(evaluator.see("/tools/evaluation/reference/schools")).doesNotContain("(mẫu)");
        });
    }

    private static String shownAfter(String line, String said) {
        assertThat(said).contains(line);
        return said.substring(said.indexOf(line) + line.length())
                .lines()
                .findFirst()
                .orElseThrow()
                .strip();
    }

    /** I1 of this school year; its file ends with the total. */
    private static int activeSchools(SignedIn evaluator) throws IOException, InterruptedException {
        List<String> rows = evaluator
                .see("/tools/evaluation/indicators/I1.csv?by=none")
                .replace("\"", "")
                .lines()
                .toList();
        int numerator = List.of(rows.get(0).split(",")).indexOf("numerator");
        String active = rows.get(rows.size() - 1).split(",", -1)[numerator];
        return active.isEmpty() ? 0 : Integer.parseInt(active);
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
