/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import khue.testing.RunningKhue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * ADL's own library for Java, ten years old, in a Java of its own: its dependencies are as old and must not meet ours.
 */
@ExtendWith(RunningKhue.Extension.class)
class JxapiIT {

    private static final Path LIBRARIES = Path.of("target", "jxapi");
    private static final Path PROGRAM = Path.of("src", "jxapi", "java", "khue", "clients", "JxapiConversation.java");

    private final RunningKhue khue;

    JxapiIT(RunningKhue khue) {
        this.khue = khue;
    }

    @Test
    void writesAndReadsWhatItKnows() throws Exception {
        assertThat(conversation())
                .containsExactly(
                        "versions=[1.0.3, 2.0.0]",
                        "readBack=true",
                        "put=true",
                        "pages=3",
                        "foundEachOnce=true",
                        "voided=true",
                        "voidedIsHidden=true",
                        "attachment=Bai lam cua Bong",
                        "statePosted=true",
                        "stateMerged=true",
                        "state={\"page\":\"1\",\"chapter\":\"2\"}",
                        "states=[\"bookmark\"]",
                        "stateDeleted=true",
                        "activityProfilePut=true",
                        "activityProfile={\"font\":\"lớn\"}",
                        "agentProfilePut=true",
                        "agentProfile={\"theme\":\"tối\"}",
                        "agentProfiles=[\"settings\"]");
    }

    private List<String> conversation() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        LIBRARIES + "/*",
                        PROGRAM.toString(),
                        khue.xapiUrl().toString(),
                        khue.lrsKey().name(),
                        khue.lrsKey().secret())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
            return lines;
        }
    }
}
