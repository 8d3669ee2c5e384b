/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Short lines about what goes on, each with the seconds since the start; a step that takes long says that it still lives.
 */
public final class Progress implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final long began;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "khue-progress");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String step;

    public Progress(PrintStream out) {
        this(out, System::nanoTime, HEARTBEAT);
    }

    Progress(PrintStream out, LongSupplier nanoTime, Duration heartbeat) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        heart.scheduleWithFixedDelay(this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins a step: it is shown now, and again from time to time until another line follows. */
    void begin(String what) {
        print(what + " …");
        step = what;
    }

    /** Something is done. */
    void say(String what) {
        step = null;
        print(what);
    }

    /** Several lines that stand for themselves. */
    void block(String text) {
        step = null;
        out.println(text);
        out.flush();
    }

    private void beat() {
        String current = step;
        if (current != null) {
            print(current + " …");
        }
    }

    private void print(String line) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - began);
        out.println("[%3d s] %s".formatted(seconds, line));
        out.flush();
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }
}
