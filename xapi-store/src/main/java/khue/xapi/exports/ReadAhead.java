/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.exports;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import khue.xapi.statements.StatementSink;

/**
 * Reads statements on a thread of its own, a little ahead of whoever writes them: the database is asked, and what is to be
 * written is made of its answer, while a file is made of what it has answered before.
 *
 * <p>Whatever ends either side ends the other, and the reader has given back what it held before the writer goes on.
 */
final class ReadAhead {

    /** How many statements are handed over at once, unless they are long. */
    static final int TOGETHER = 256;

    /** From so many bytes on, what has been read is handed over. */
    static final int BYTES_TOGETHER = 256 * 1024;

    /**
     * How many such portions may wait for the writer: while it compresses and sends a group of rows it takes none for some tens of
     * milliseconds, and the reader is to go on.
     */
    static final int WAITING = 32;

    private final ThreadFactory threads;

    ReadAhead(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Hands out statements, each of them to the sink, on the thread that calls it. */
    @FunctionalInterface
    interface Reading {
        void into(StatementSink sink) throws IOException;
    }

    /** What is to be written of a statement, if anything. */
    @FunctionalInterface
    interface Making<R> {
        Optional<R> of(long stored, byte[] json) throws IOException;
    }

    @FunctionalInterface
    interface Writing<R> {
        void write(R row) throws IOException;
    }

    /**
     * Gives {@code writing}, on the thread that calls this, what {@code making} makes of what {@code reading} hands out, in
     * its order.
     *
     * @throws IOException what any of them throws, as with every other failure
     */
    <R> void run(Reading reading, Making<R> making, Writing<R> writing) throws IOException {
        Handover<R> handover = new Handover<>();
        Thread reader = threads.newThread(() -> read(reading, making, handover));
        reader.start();
        try {
            for (List<R> portion = handover.next(); !portion.isEmpty(); portion = handover.next()) {
                for (R row : portion) {
                    writing.write(row);
                }
            }
        } finally {
            handover.leave();
            awaitEnd(reader);
        }
    }

    private static <R> void read(Reading reading, Making<R> making, Handover<R> handover) {
        try {
            Portions<R> portions = new Portions<>(making, handover);
            reading.into(portions);
            portions.handOver();
            handover.end(null);
        } catch (IOException | RuntimeException | Error failed) {
            handover.end(failed);
        }
    }

    /** Also when the writer is interrupted: what the reader holds must not outlive the file that it is for. */
    private static void awaitEnd(Thread reader) {
        boolean interrupted = false;
        while (true) {
            try {
                reader.join();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The reader's side: a lock for each statement would cost more than it is worth. */
    private static final class Portions<R> implements StatementSink {

        private final Making<R> making;
        private final Handover<R> handover;
        private List<R> portion = new ArrayList<>(TOGETHER);
        private int bytes;

        Portions(Making<R> making, Handover<R> handover) {
            this.making = making;
            this.handover = handover;
        }

        @Override
        public void take(long stored, byte[] json) throws IOException {
            Optional<R> row = making.of(stored, json);
            if (row.isEmpty()) {
                return;
            }
            portion.add(row.get());
            bytes += json.length;
            if (portion.size() == TOGETHER || bytes >= BYTES_TOGETHER) {
                handOver();
            }
        }

        void handOver() throws IOException {
            if (!portion.isEmpty()) {
                handover.add(portion);
                portion = new ArrayList<>(TOGETHER);
                bytes = 0;
            }
        }
    }

    /** What both sides know of each other. */
    private static final class Handover<R> {

        private final Queue<List<R>> waiting = new ArrayDeque<>();
        private boolean left;
        private boolean ended;
        private Throwable failure;

        synchronized void add(List<R> portion) throws IOException {
            while (waiting.size() == WAITING && !left) {
                await();
            }
            if (left) {
                throw new IOException("nobody writes any more what is read");
            }
            waiting.add(portion);
            notifyAll();
        }

        /** The next statements, none at the end. */
        synchronized List<R> next() throws IOException {
            while (waiting.isEmpty() && !ended) {
                await();
            }
            if (waiting.isEmpty() && failure != null) {
                throwFailure();
            }
            return waiting.isEmpty() ? List.of() : takeOne();
        }

        synchronized void end(Throwable why) {
            ended = true;
            failure = why;
            notifyAll();
        }

        synchronized void leave() {
            left = true;
            notifyAll();
        }

        private List<R> takeOne() {
            notifyAll();
            return waiting.remove();
        }

        private void await() throws InterruptedIOException {
            try {
                wait();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while the other side was waited for");
            }
        }

        private void throwFailure() throws IOException {
            if (failure instanceof IOException full) {
                throw full;
            }
            if (failure instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw (Error) failure;
        }
    }
}
