/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import khue.xapi.statements.StatementSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two threads, one of which may leave at any time. A test that hangs is one that fails. */
@Timeout(60)
class ReadAheadTest {

    private static final byte[] SHORT = new byte[10];
    private static final byte[] LONG = new byte[ReadAhead.BYTES_TOGETHER];

    private final Thread writer = Thread.currentThread();
    private final AtomicReference<Thread> reader = new AtomicReference<>();
    private final AtomicBoolean readerGaveBack = new AtomicBoolean();
    private final List<Long> written = new ArrayList<>();

    @Test
    void handsOnEverythingInItsOrderOnTheThreadThatAsked() throws IOException {
        Set<Thread> writers = new HashSet<>();

        run(
                sink -> {
                    for (long i = 0; i < 3_000; i++) {
                        sink.take(i, i % 700 == 0 ? LONG : SHORT);
                    }
                },
                (stored, json) -> {
                    written.add(stored);
                    writers.add(Thread.currentThread());
                    assertThat(json).isSameAs(stored % 700 == 0 ? LONG : SHORT);
                });

        assertThat(written).isEqualTo(LongStream.range(0, 3_000).boxed().toList());
        assertThat(writers).containsExactly(writer);
        assertThat(reader.get()).isNotSameAs(writer);
    }

    @Test
    void makesRowsOnTheThreadThatReadsAndLeavesOutWhatIsNothing() throws IOException {
        Set<Thread> makers = new HashSet<>();

        readAhead()
                .run(
                        sink -> {
                            for (long i = 0; i < 1_000; i++) {
                                sink.take(i, SHORT);
                            }
                        },
                        (stored, json) -> {
                            makers.add(Thread.currentThread());
                            return stored % 3 == 0 ? Optional.empty() : Optional.of(stored);
                        },
                        written::add);

        assertThat(written)
                .isEqualTo(LongStream.range(0, 1_000)
                        .filter(i -> i % 3 != 0)
                        .boxed()
                        .toList());
        assertThat(makers).containsExactly(reader.get());
    }

    @Test
    void endsWhenThereIsNothingToRead() throws IOException {
        run(sink -> {}, (stored, json) -> written.add(stored));

        assertThat(written).isEmpty();
    }

    @Test
    void readsNoFurtherThanALittleAhead() throws IOException {
        AtomicInteger read = new AtomicInteger();

        run(
                sink -> {
                    for (long i = 0; i < 100_000; i++) {
                        read.incrementAndGet();
                        sink.take(i, SHORT);
                    }
                },
                (stored, json) -> {
                    if (stored == 0) {
                        awaitWaitingOrGone(reader.get());
                        assertThat(read.get()).isLessThanOrEqualTo((ReadAhead.WAITING + 2) * ReadAhead.TOGETHER);
                    }
                });

        assertThat(read.get()).isEqualTo(100_000);
    }

    @Test
    void countsLongStatementsByTheirBytes() throws IOException {
        AtomicInteger read = new AtomicInteger();

        run(
                sink -> {
                    for (long i = 0; i < 50; i++) {
                        read.incrementAndGet();
                        sink.take(i, LONG);
                    }
                },
                (stored, json) -> {
                    if (stored == 0) {
                        awaitWaitingOrGone(reader.get());
                        assertThat(read.get()).isLessThanOrEqualTo(ReadAhead.WAITING + 2);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsWhyTheReaderFailedBehindWhatItHadRead(Throwable failure) {
        assertThatThrownBy(() -> run(
                        sink -> {
                            for (long i = 0; i < 2L * ReadAhead.TOGETHER; i++) {
                                sink.take(i, SHORT);
                            }
                            throwing(failure);
                        },
                        (stored, json) -> written.add(stored)))
                .isSameAs(failure);
        assertThat(written).hasSize(2 * ReadAhead.TOGETHER);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aWriterThatFailsStopsTheReaderThatWaitsForIt(Throwable failure) {
        assertThatThrownBy(() -> run(readingForEver(), (stored, json) -> {
                    awaitWaitingOrGone(reader.get());
                    throwing(failure);
                }))
                .isSameAs(failure);
        assertThat(readerGaveBack).isTrue();
    }

    static List<Throwable> failures() {
        return List.of(new IOException("full"), new IllegalStateException("refused"), new StackOverflowError("deep"));
    }

    @Test
    void aWriterThatFailsWaitsUntilTheReaderHasGivenBackWhatItHeld() {
        CountDownLatch failing = new CountDownLatch(1);

        assertThatThrownBy(() -> run(
                        sink -> {
                            sink.take(0, LONG);
                            awaitUninterrupted(failing);
                            awaitWaitingOrGone(writer);
                            readerGaveBack.set(true);
                        },
                        (stored, json) -> {
                            failing.countDown();
                            throw new IOException("the client has gone away");
                        }))
                .hasMessage("the client has gone away");
        assertThat(readerGaveBack).isTrue();
    }

    @Test
    void aWriterThatIsInterruptedStopsTheReader() {
        assertThatThrownBy(() -> run(
                        sink -> {
                            awaitWaitingOrGone(writer);
                            writer.interrupt();
                            readingForEver().into(sink);
                        },
                        (stored, json) -> {}))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(readerGaveBack).isTrue();
    }

    @Test
    void aReaderThatIsInterruptedLetsNobodyTakeTheFileForComplete() {
        assertThatThrownBy(() -> run(readingForEver(), (stored, json) -> {
                    if (stored == 0) {
                        awaitWaitingOrGone(reader.get());
                        reader.get().interrupt();
                    }
                }))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(readerGaveBack).isTrue();
    }

    private ReadAhead readAhead() {
        return new ReadAhead(work -> {
            reader.set(new Thread(work));
            return reader.get();
        });
    }

    private record Row(long stored, byte[] json) {}

    private void run(ReadAhead.Reading reading, StatementSink writing) throws IOException {
        try {
            readAhead()
                    .run(
                            reading,
                            (stored, json) -> Optional.of(new Row(stored, json)),
                            row -> writing.take(row.stored(), row.json()));
        } finally {
            assertThat(reader.get().isAlive()).isFalse();
        }
    }

    private ReadAhead.Reading readingForEver() {
        return sink -> {
            try {
                for (long i = 0; true; i++) {
                    sink.take(i, SHORT);
                }
            } finally {
                readerGaveBack.set(true);
            }
        };
    }

    /** Until it can do nothing more by itself. */
    private static void awaitWaitingOrGone(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void throwing(Throwable failure) throws IOException {
        if (failure instanceof IOException full) {
            throw full;
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        throw (Error) failure;
    }
}
