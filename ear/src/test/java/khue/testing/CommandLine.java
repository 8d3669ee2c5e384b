/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import khue.run.Main;

/** The run command in a process of its own, as a person at a terminal has it. */
public final class CommandLine implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private CommandLine(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "command-line");
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs it with these settings and no others. */
    public static CommandLine run(Map<String, String> settings) throws IOException {
        return run(settings, System.getProperty("khue.ear"));
    }

    /** The same with other applications than those that were built. */
    public static CommandLine run(Map<String, String> settings, String ear) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dkhue.ear=" + ear,
                        "-Dpayara.home=" + System.getProperty("payara.home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KHUE_"));
        builder.environment().putAll(settings);
        return new CommandLine(builder.start());
    }

    /** Waits until it says how to stop it, which it says last. */
    public void awaitReady(Duration patience) throws InterruptedException {
        try {
            ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("not ready:\n" + text(), e);
        }
    }

    /** Waits for its end; its exit code. */
    public int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running:\n" + text());
        }
        return process.exitValue();
    }

    public boolean hasEnded() {
        return !process.isAlive();
    }

    /** What Ctrl-C does. */
    public void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** What {@code kill} and service managers do. */
    public void terminate() {
        process.destroy();
    }

    /** What {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public String text() {
        return String.join("\n", lines);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.contains("Ctrl-C")) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            lines.add("(its output was cut: " + e.getMessage() + ")");
        }
        ready.completeExceptionally(new IllegalStateException("it ended"));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
