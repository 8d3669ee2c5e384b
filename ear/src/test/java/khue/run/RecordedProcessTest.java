/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A killed run's processes are ended at the next start; a stranger that got their number is not. */
class RecordedProcessTest {

    private static final String MARK = "-Dkhue.instance=here";

    @TempDir
    private Path folder;

    private Process process;

    @BeforeEach
    void startAProcess() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path program = Files.writeString(folder.resolve("Wait.java"), """
                class Wait {
                    public static void main(String[] arguments) throws Exception {
                        System.in.read();
                    }
                }
                """);
        process = new ProcessBuilder(java.toString(), MARK, program.toString()).start();
    }

    @AfterEach
    void endIt() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void isFoundAgainByWhatItsFileSays() throws IOException {
        Path file = folder.resolve("process");
        RecordedProcess.of(process, MARK).write(file);

        assertThat(RecordedProcess.read(file).orElseThrow().alive()).contains(process.toHandle());
    }

    @Test
    void isNotAnotherThatGotItsNumberLater() {
        RecordedProcess earlier =
                new RecordedProcess(process.pid(), Instant.now().minus(Duration.ofHours(1)), MARK);

        assertThat(earlier.alive()).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it does not show the command line of a process")
    void isNotAnotherProgram() {
        assertThat(RecordedProcess.of(process, "-Dkhue.instance=elsewhere").alive())
                .isEmpty();
    }

    @Test
    void isGoneWhenItHasEnded() {
        RecordedProcess recorded = RecordedProcess.of(process, MARK);

        assertThat(RecordedProcess.end(process.toHandle(), Duration.ofSeconds(10)))
                .isTrue();
        assertThat(recorded.alive()).isEmpty();
    }

    @Test
    void isUnknownWhenItsFileIsMissingOrCutShort() throws IOException {
        assertThat(RecordedProcess.read(folder.resolve("missing"))).isEmpty();
        assertThat(RecordedProcess.read(Files.write(folder.resolve("short"), List.of("12"))))
                .isEmpty();
        assertThat(RecordedProcess.read(Files.write(folder.resolve("odd"), List.of("a", "b", "c"))))
                .isEmpty();
    }
}
