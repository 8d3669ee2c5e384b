/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.run.Credentials;

/** A clone of ADL's suite with its Node modules. */
record Suite(Path directory) {

    private static final String GUIDE = "; see docs/how-to/conformance.md";
    private static final Pattern WHERE_THE_LOG_IS = Pattern.compile("Full run log written to (.+)");
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    Suite {
        if (!Files.isRegularFile(directory.resolve("bin/console_runner.js"))) {
            throw new IllegalArgumentException(directory + " is not a clone of ADL's suite" + GUIDE);
        }
        if (!Files.isDirectory(directory.resolve("node_modules"))) {
            throw new IllegalArgumentException("run npm install in " + directory + " first" + GUIDE);
        }
    }

    /**
     * Runs every test of an edition.
     *
     * @param console where the suite's own words go
     */
    SuiteResult run(Edition edition, URI endpoint, Credentials key, Path console)
            throws IOException, InterruptedException {
        Process node = start(
                List.of(
                        "node",
                        "bin/console_runner.js",
                        "--xapiVersion",
                        edition.number(),
                        "--endpoint",
                        endpoint.toString(),
                        "--basicAuth",
                        "--authUser",
                        key.name(),
                        "--authPassword",
                        key.secret()),
                console);
        try {
            if (!node.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
                throw new IllegalStateException("the suite did not end in %s; see %s".formatted(PATIENCE, console));
            }
        } finally {
            node.descendants().forEach(ProcessHandle::destroy);
            node.destroy();
        }
        return SuiteResult.of(Files.readString(log(console)));
    }

    private Process start(List<String> command, Path console) {
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(console.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run node: is Node.js on the PATH?" + GUIDE, e);
        }
    }

    private static Path log(Path console) throws IOException {
        Matcher log = WHERE_THE_LOG_IS.matcher(Files.readString(console));
        if (!log.find()) {
            throw new IllegalStateException("the suite wrote no log; what it said is in " + console);
        }
        return Path.of(log.group(1).trim());
    }
}
