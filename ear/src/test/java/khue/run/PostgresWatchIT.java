/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.POSTGRES_DIED;
import static khue.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The private PostgreSQL is killed, and is back by itself at the same address. */
class PostgresWatchIT {

    @TempDir
    private Path data;

    private final CompletableFuture<CannotStart> givenUp = new CompletableFuture<>();
    private final Progress progress = new Progress(System.out);
    private DataDirectory directory;
    private PrivatePostgres postgres;
    private PostgresWatch watch;

    @BeforeEach
    void startPostgres() throws Exception {
        directory = DataDirectory.open(data);
        postgres = PrivatePostgres.start(directory, Secrets.in(directory.secrets(), new SecureRandom()));
        watch = PostgresWatch.over(postgres, progress, givenUp::complete, Duration.ofSeconds(2));
    }

    @AfterEach
    void stopIt() throws Exception {
        watch.close();
        postgres.close();
        directory.close();
        progress.close();
    }

    @Test
    void startsItAgainWithWhatWasCommitted() throws Exception {
        execute("create table xapi.kept (round integer)");
        for (int round = 0; round < 3; round++) {
            execute("insert into xapi.kept values (" + round + ")");
            kill();
            eventually(() -> assertThat(answers()).isTrue());
            execute("insert into xapi.kept values (" + round + ")");
        }
        assertThat(givenUp).isNotDone();
    }

    @Test
    void givesUpWhenItCannotBeStartedAgain() throws Exception {
        Files.delete(data.resolve("postgres/global/pg_control"));
        kill();
        CannotStart reason = givenUp.get(1, TimeUnit.MINUTES);
        assertThat(reason.reason()).isEqualTo(POSTGRES_DIED);
        assertThat(reason.lines()).contains(directory.logs().toString());
    }

    @Test
    void leavesItAloneOnceItIsClosed() throws Exception {
        watch.close();
        kill();
        assertThat(answers()).isFalse();
        assertThat(givenUp).isNotDone();
    }

    private void kill() throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0));
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        assertThat(RecordedProcess.waitFor(process, Duration.ofSeconds(10))).isTrue();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.database().connectAsXapi();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean answers() {
        try (Connection connection = postgres.database().connectAsXapi()) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
