/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/** The formats in which statements leave the store as a file. */
public enum FileFormat {
    CSV("csv", "text/csv; charset=utf-8", CsvFile::new),
    JSON_LINES("jsonl", "application/x-ndjson", JsonLinesFile::new),
    PARQUET("parquet", "application/vnd.apache.parquet", ParquetFile::new);

    private final String word;
    private final String mediaType;
    private final Opening opening;

    FileFormat(String word, String mediaType, Opening opening) {
        this.word = word;
        this.mediaType = mediaType;
        this.opening = opening;
    }

    public static Optional<FileFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /** How it is asked for, and how names of such files end. */
    String word() {
        return word;
    }

    String mediaType() {
        return mediaType;
    }

    StatementFile<?> open(OutputStream out) throws IOException {
        return opening.open(out);
    }

    @FunctionalInterface
    private interface Opening {
        StatementFile<?> open(OutputStream out) throws IOException;
    }
}
