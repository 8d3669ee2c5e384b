/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import khue.xapi.statements.StatementQuery;
import khue.xapi.statements.StatementSink;
import khue.xapi.statements.StatementStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a file ends, the next one can be written. */
@Timeout(60)
class FilesAtOnceTest {

    private static final int STATEMENTS = 5_000;
    private static final byte[] STATEMENT =
            "{\"id\":\"1\",\"actor\":{},\"verb\":{},\"object\":{}}".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger reading = new AtomicInteger();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void givesAPlaceBackWhenTheFileIsWritten() throws IOException {
        StatementFiles files = files(this::everything);

        for (int i = 0; i <= StatementFiles.MOST_AT_ONCE; i++) {
            written.reset();
            write(files, written);
            assertThat(written.toString(StandardCharsets.UTF_8).lines()).hasSize(STATEMENTS);
        }
    }

    @Test
    void givesAPlaceBackWhenTheClientGoesAway() {
        StatementFiles files = files(this::everything);

        for (int i = 0; i <= StatementFiles.MOST_AT_ONCE; i++) {
            assertThatThrownBy(() -> write(files, gone())).hasMessage("gone");
            assertThat(reading).hasValue(0);
        }
    }

    @Test
    void givesAPlaceBackWhenTheDatabaseFails() {
        StatementFiles files = files(sink -> {
            for (int i = 0; i < STATEMENTS / 2; i++) {
                sink.take(i, STATEMENT.clone());
            }
            throw new IllegalStateException("the database is away");
        });

        for (int i = 0; i <= StatementFiles.MOST_AT_ONCE; i++) {
            assertThatThrownBy(() -> write(files, written)).hasMessage("the database is away");
        }
        assertThat(written.size()).isPositive();
    }

    private void everything(StatementSink sink) throws IOException {
        reading.incrementAndGet();
        try {
            for (int i = 0; i < STATEMENTS; i++) {
                sink.take(i, STATEMENT.clone());
            }
        } finally {
            reading.decrementAndGet();
        }
    }

    private static StatementFiles files(ReadAhead.Reading scan) {
        StatementStore store = (StatementStore) Proxy.newProxyInstance(
                FilesAtOnceTest.class.getClassLoader(),
                new Class<?>[] {StatementStore.class},
                (self, method, given) -> {
                    if (method.getName().equals("scan")) {
                        scan.into((StatementSink) given[2]);
                        return null;
                    }
                    return Instant.EPOCH;
                });
        return new StatementFiles(store, Thread::new);
    }

    private static void write(StatementFiles files, OutputStream out) throws IOException {
        StatementQuery all = new StatementQuery(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                true,
                OptionalLong.empty());
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                FilesAtOnceTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (self, method, given) -> method.getName().equals("getOutputStream") ? new Body(out) : null);
        files.write(files.asked(FileFormat.JSON_LINES, all), StatementFiles.AS_KEPT, response);
    }

    private static OutputStream gone() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("gone");
            }
        };
    }

    private static final class Body extends ServletOutputStream {

        private final OutputStream out;

        Body(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
