/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import khue.tools.evaluation.CountedFile.Format;
import khue.tools.queries.StatementFile.Ending;
import org.junit.jupiter.api.Test;

class CountedFileTest {

    private final ByteArrayOutputStream browser = new ByteArrayOutputStream();
    private final List<String> told = new ArrayList<>();

    @Test
    void passesOnWhatComesAndCountsIt() {
        CountedFile file = file(Format.CSV, true);

        assertThat(file.pass(bytes("id,verb\r\n1,a\r\n2,b\r\n"), browser)).isEqualTo(Ending.WHOLE);
        assertThat(browser).hasToString("id,verb\r\n1,a\r\n2,b\r\n");
        assertThat(file.bytes()).isEqualTo(19);
        assertThat(file.lines()).hasValue(2);
        assertThat(told).containsExactly("19 OptionalLong[2]");
    }

    @Test
    void countsNoLinesWhereThereAreNone() {
        CountedFile file = file(Format.PARQUET, true);
        file.pass(bytes("PAR1\n\n\n"), browser);
        assertThat(file.lines()).isEmpty();
    }

    @Test
    void saysInALastLineThatTheStoreBrokeOff() {
        CountedFile file = file(Format.JSONL, true);

        assertThat(file.pass(new SequenceInputStream(bytes("{\"id\":1}\n{\"i"), broken()), browser))
                .isEqualTo(Ending.FAILED);
        assertThat(browser.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":1}\n{\"i\n" + CountedFile.BROKE_OFF + "\n");
        assertThat(file.lines()).hasValue(1);
    }

    @Test
    void leavesAParquetFileWithoutItsEnd() {
        assertThat(file(Format.PARQUET, true).pass(new SequenceInputStream(bytes("PAR1"), broken()), browser))
                .isEqualTo(Ending.FAILED);
        assertThat(browser).hasToString("PAR1");
    }

    @Test
    void stopsWhenItIsToldTo() {
        assertThat(file(Format.JSONL, false).pass(bytes("{}\n"), browser)).isEqualTo(Ending.STOPPED);
        assertThat(browser.toString(StandardCharsets.UTF_8)).isEqualTo("{}\n\n" + CountedFile.BROKE_OFF + "\n");
    }

    @Test
    void takesAReaderThatGoesAwayForWhatItIs() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThat(file(Format.CSV, true).pass(bytes("id\n"), gone)).isEqualTo(Ending.LEFT);
    }

    private CountedFile file(Format format, boolean goesOn) {
        return new CountedFile(format, new Ticking(), (long bytes, OptionalLong lines) -> {
            told.add(bytes + " " + lines);
            return goesOn;
        });
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the store broke off");
            }
        };
    }

    /** A second goes by whenever somebody looks. */
    private static final class Ticking extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plus(Duration.ofSeconds(1));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
