/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class TaggedAnswerTest {

    private static final byte[] LARGE = new byte[100_000];
    private static final byte[] SMALL = new byte[1_000];

    private final Memory roomForOne = new Memory(150_000);
    private int taken;

    @Test
    void aLargeOneIsRefusedWhileAnotherFillsTheRoom() throws IOException {
        send(LARGE, () -> {
            assertThatThrownBy(() -> send(LARGE, () -> {})).isInstanceOfSatisfying(Failure.class, refused -> {
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("too-many-documents");
            });
            send(SMALL, () -> {});
        });
        assertThat(taken).isEqualTo(LARGE.length + SMALL.length);

        send(LARGE, () -> {});
        assertThat(taken).isEqualTo(2 * LARGE.length + SMALL.length);
    }

    @Test
    void theRoomIsFreeAgainAfterAReaderHasGone() throws IOException {
        assertThatThrownBy(() -> send(LARGE, () -> {
                    throw new IOException("the reader has gone");
                }))
                .hasMessage("the reader has gone");

        send(LARGE, () -> {});
        assertThat(taken).isEqualTo(LARGE.length);
    }

    @FunctionalInterface
    private interface Reader {
        void beforeItTakes() throws IOException;
    }

    private void send(byte[] content, Reader reader) throws IOException {
        TaggedAnswer.of("application/octet-stream", content).send(request(), response(reader), roomForOne);
    }

    private static HttpServletRequest request() {
        return proxy(HttpServletRequest.class, Collections.emptyEnumeration());
    }

    private HttpServletResponse response(Reader reader) {
        return proxy(HttpServletResponse.class, new ServletOutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                reader.beforeItTakes();
                taken += length;
            }

            @Override
            public void write(int b) {
                taken++;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        });
    }

    /** Returns the one thing wherever its type fits, and nothing otherwise. */
    private static <T> T proxy(Class<T> type, Object one) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getReturnType().isInstance(one) ? one : null));
    }
}
