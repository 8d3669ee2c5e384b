/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server has written to its log since this start. */
final class ServerLog {

    private static final Pattern DEPLOYED = Pattern.compile("Boot Command deploy returned with result SUCCESS");
    private static final Pattern REFUSED =
            Pattern.compile("Boot Command deploy (?:returned with result (?!SUCCESS)|failed)");
    private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (.+)$");
    private static final Pattern SEVERE = Pattern.compile("\\[SEVERE].*\\[\\[\\s*(.+)");

    private final Path file;
    private final long start;

    private ServerLog(Path file, long start) {
        this.file = file;
        this.start = start;
    }

    /** From here on. */
    static ServerLog at(Path file) throws IOException {
        return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /** Whether the application was taken (true) or refused (false); empty while the server is still at it. */
    Optional<Boolean> deployed() throws IOException {
        String text = text();
        if (DEPLOYED.matcher(text).find()) {
            return Optional.of(true);
        }
        return REFUSED.matcher(text).find() ? Optional.of(false) : Optional.empty();
    }

    /** One line that tells what went wrong: the innermost cause of the last failure. */
    Optional<String> cause() throws IOException {
        String text = text();
        return Stream.of(CAUSE, SEVERE)
                .flatMap(pattern -> last(pattern.matcher(text)).stream())
                .findFirst();
    }

    private static Optional<String> last(Matcher matcher) {
        return matcher.results().map(result -> result.group(1).strip()).reduce((earlier, later) -> later);
    }

    private String text() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            // A log that has become shorter was rotated.
            long from = log.length() < start ? 0 : start;
            byte[] bytes = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
