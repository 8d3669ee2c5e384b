/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    private static final String TAKEN =
            "  Boot Command deploy returned with result SUCCESS : deployed with name khue.]]\n";
    private static final String REFUSED = """
            [2026-11-22T02:01:52.510+0000] [Payara] [SEVERE] [] [core] [tid: 1] [timeMillis: 1] [levelValue: 1000] [[
              Exception while deploying the app [khue]
            org.example.DeploymentException: outer
            Caused by: java.lang.IllegalStateException: middle
            Caused by: java.sql.SQLException: the innermost
            ]]
              Boot Command deploy returned with result FAILURE : Error occurred during deployment]]
            """;

    private Path file;

    @BeforeEach
    void chooseAFile(@TempDir Path folder) {
        file = folder.resolve("server.log");
    }

    @Test
    void saysNothingBeforeTheServerDoes() throws IOException {
        ServerLog log = ServerLog.at(file);

        assertThat(log.deployed()).isEmpty();
        assertThat(log.cause()).isEmpty();
    }

    @Test
    void tellsThatTheApplicationWasTaken() throws IOException {
        ServerLog log = ServerLog.at(file);
        append(TAKEN);

        assertThat(log.deployed()).contains(true);
    }

    @Test
    void tellsTheInnermostCauseOfARefusal() throws IOException {
        ServerLog log = ServerLog.at(file);
        append(REFUSED);

        assertThat(log.deployed()).contains(false);
        assertThat(log.cause()).contains("java.sql.SQLException: the innermost");
    }

    @Test
    void knowsNothingOfEarlierStarts() throws IOException {
        append(REFUSED);

        assertThat(ServerLog.at(file).deployed()).isEmpty();
    }

    @Test
    void readsOnAfterTheFileWasRotated() throws IOException {
        append(REFUSED);
        ServerLog log = ServerLog.at(file);
        Files.delete(file);
        append(TAKEN);

        assertThat(log.deployed()).contains(true);
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
