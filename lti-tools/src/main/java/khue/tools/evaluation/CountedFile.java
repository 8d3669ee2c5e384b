/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import khue.tools.queries.StatementFile.Ending;

/**
 * A file on its way from the store to a browser, counted while it passes. The server ends every answer as if it were whole, so one that
 * breaks off says so in a last line, where the format has lines; Parquet cannot be read without its end anyway.
 */
final class CountedFile {

    static final String BROKE_OFF = "KHUE-EXPORT-BROKE-OFF: this file is not whole; tệp này chưa đủ";

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(1);
    private static final int BUFFER = 64 * 1024;

    /** Hears how far the file is. */
    @FunctionalInterface
    interface Listener {
        /** @return whether it is to go on */
        boolean isSoFar(long bytes, OptionalLong lines);
    }

    private final Format format;
    private final Clock clock;
    private final Listener listener;
    private long bytes;
    private long newLines;

    CountedFile(Format format, Clock clock, Listener listener) {
        this.format = format;
        this.clock = clock;
        this.listener = listener;
    }

    /** How files are asked for. */
    enum Format {
        CSV("CSV", true, 1),
        JSONL("JSON Lines", true, 0),
        PARQUET("Parquet", false, 0);

        private final String title;
        private final boolean hasLines;
        private final int headings;

        Format(String title, boolean hasLines, int headings) {
            this.title = title;
            this.hasLines = hasLines;
            this.headings = headings;
        }

        String title() {
            return title;
        }

        boolean hasLines() {
            return hasLines;
        }
    }

    long bytes() {
        return bytes;
    }

    /** Statements; those of CSV stand below a heading. */
    OptionalLong lines() {
        return format.hasLines ? OptionalLong.of(Math.max(0, newLines - format.headings)) : OptionalLong.empty();
    }

    /** How it ended; the browser's going away is no failure. */
    Ending pass(InputStream store, OutputStream browser) {
        byte[] buffer = new byte[BUFFER];
        Instant told = clock.instant();
        while (true) {
            int read;
            try {
                read = store.read(buffer);
            } catch (IOException brokeOff) {
                return breakOff(browser, Ending.FAILED);
            }
            if (read < 0) {
                return Ending.WHOLE;
            }
            try {
                browser.write(buffer, 0, read);
            } catch (IOException gone) {
                return Ending.LEFT;
            }
            count(buffer, read);
            Instant now = clock.instant();
            if (Duration.between(told, now).compareTo(BETWEEN_WORDS) >= 0) {
                told = now;
                if (!listener.isSoFar(bytes, lines())) {
                    return breakOff(browser, Ending.STOPPED);
                }
            }
        }
    }

    private void count(byte[] buffer, int length) {
        bytes += length;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                newLines++;
            }
        }
    }

    private Ending breakOff(OutputStream browser, Ending ending) {
        if (format.hasLines) {
            try {
                browser.write(("\n" + BROKE_OFF + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException gone) {
                return Ending.LEFT;
            }
        }
        return ending;
    }
}
