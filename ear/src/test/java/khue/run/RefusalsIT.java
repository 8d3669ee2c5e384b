/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.DATA_DIR_UNUSABLE;
import static khue.run.CannotStart.Reason.DB_REFUSED;
import static khue.run.CannotStart.Reason.DB_RIGHTS;
import static khue.run.CannotStart.Reason.DB_UNREACHABLE;
import static khue.run.CannotStart.Reason.LMS_NEEDS_LOOPBACK;
import static khue.run.CannotStart.Reason.LMS_PORT_TAKEN;
import static khue.run.CannotStart.Reason.PORT_TAKEN;
import static khue.run.CannotStart.Reason.SETTING_UNKNOWN;
import static khue.run.CannotStart.Reason.SETTING_WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import khue.testing.CommandLine;
import khue.testing.Ports;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way is told in two lines, one in each language, with an exit code that scripts see. */
class RefusalsIT {

    private final Map<String, String> settings = new TreeMap<>();

    @BeforeEach
    void chooseFreePlaces(@TempDir Path data) {
        settings.put("KHUE_DATA_DIR", data.toString());
        settings.put("KHUE_HTTP_PORT", Integer.toString(Ports.free()));
        settings.put("KHUE_SAMPLE_LMS_PORT", Integer.toString(Ports.free()));
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("KHUE_HTTP_PORT", Integer.toString(other.getLocalPort()));
            isRefused(PORT_TAKEN, Integer.toString(other.getLocalPort()));
        }
    }

    @Test
    void aPortOfTheSampleLmsThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("KHUE_SAMPLE_LMS_PORT", Integer.toString(other.getLocalPort()));
            isRefused(LMS_PORT_TAKEN, Integer.toString(other.getLocalPort()));
        }
    }

    @Test
    void aDataDirectoryThatIsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        settings.put("KHUE_DATA_DIR", file.toString());
        isRefused(DATA_DIR_UNUSABLE, file.toString());
    }

    @Test
    void aSettingThatIsWrong() throws Exception {
        settings.put("KHUE_HTTP_PORT", "abc");
        isRefused(SETTING_WRONG, "KHUE_HTTP_PORT=abc");
    }

    @Test
    void aSettingThatDoesNotExist() throws Exception {
        settings.put("KHUE_HTPP_PORT", "8080");
        isRefused(SETTING_UNKNOWN, "KHUE_HTTP_PORT");
    }

    @Test
    void aSampleLmsThatOthersCouldReach() throws Exception {
        settings.put("KHUE_BASE_URL", "https://khue.example");
        settings.put("KHUE_SAMPLE_LMS", "true");
        isRefused(LMS_NEEDS_LOOPBACK, "KHUE_SAMPLE_LMS=false");
    }

    @Test
    void aDatabaseThatDoesNotAnswer() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/khue";
        settings.put("KHUE_DB_URL", url);
        settings.put("KHUE_DB_USER", "khue");
        isRefused(DB_UNREACHABLE, url);
    }

    @Test
    @ExtendWith(RunningKhue.Extension.class)
    void aPasswordThatTheDatabaseRefuses(RunningKhue khue) throws Exception {
        settings.put("KHUE_DB_URL", khue.database().url());
        settings.put("KHUE_DB_USER", "khue_tools");
        settings.put("KHUE_DB_PASSWORD", "guessed");
        isRefused(DB_REFUSED, "khue_tools");
    }

    @Test
    @ExtendWith(RunningKhue.Extension.class)
    void aDatabaseUserWhoOwnsOneOfTheSchemasOnly(RunningKhue khue) throws Exception {
        settings.put("KHUE_DB_URL", khue.database().url());
        settings.put("KHUE_DB_USER", khue.database().tools().name());
        settings.put("KHUE_DB_PASSWORD", khue.database().tools().secret());
        isRefused(DB_RIGHTS, "xapi");
    }

    private void isRefused(CannotStart.Reason reason, String hint) throws IOException, InterruptedException {
        try (CommandLine command = CommandLine.run(settings)) {
            assertThat(command.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
            String complaint = command.text()
                    .lines()
                    .filter(line -> !line.startsWith("["))
                    .reduce("", (above, line) -> above + line + "\n");
            assertThat(complaint)
                    .startsWith("Khuê: " + reason.code() + ": ")
                    .contains(hint)
                    .hasLineCount(2);
        }
    }
}
