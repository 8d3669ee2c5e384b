/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Starts the private PostgreSQL again when it ends without having been told to: when somebody has killed it, or the
 * system for want of memory. The server stays up meanwhile, tells its clients to come back, and finds the database at
 * the same address.
 */
final class PostgresWatch implements AutoCloseable {

    /** Recovery replays what was committed since the last checkpoint: a matter of seconds, or of a minute after much work. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PrivatePostgres postgres;
    private final Progress progress;
    private final Consumer<CannotStart> whenGivingUp;
    private final Duration patience;
    private final Thread thread = new Thread(this::watch, "khue-postgres-watch");

    private PostgresWatch(
            PrivatePostgres postgres, Progress progress, Consumer<CannotStart> whenGivingUp, Duration patience) {
        this.postgres = postgres;
        this.progress = progress;
        this.whenGivingUp = whenGivingUp;
        this.patience = patience;
    }

    /** Watches until it is closed, or until PostgreSQL cannot be started again. */
    static PostgresWatch over(PrivatePostgres postgres, Progress progress, Consumer<CannotStart> whenGivingUp) {
        return over(postgres, progress, whenGivingUp, PATIENCE);
    }

    static PostgresWatch over(
            PrivatePostgres postgres, Progress progress, Consumer<CannotStart> whenGivingUp, Duration patience) {
        PostgresWatch watch = new PostgresWatch(postgres, progress, whenGivingUp, patience);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (true) {
                postgres.end().get();
                progress.begin("PostgreSQL đã dừng đột ngột, đang chạy lại / ended unexpectedly, is started again");
                postgres.startAgain(patience);
                progress.say("Đã chạy lại / running again: " + postgres);
            }
        } catch (CannotStart e) {
            whenGivingUp.accept(e);
        } catch (InterruptedException closed) {
            // What happens to PostgreSQL from now on is intended.
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a process ends without an exception", impossible);
        }
    }

    /** Returns when nothing is being started any more. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
