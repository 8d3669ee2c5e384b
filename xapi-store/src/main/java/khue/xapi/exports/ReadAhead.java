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
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import khue.xapi.statements.StatementSink;

/**
 * Reads statements on a thread of its own, a little ahead of whoever writes them: the database is asked while a file is
 * made of what it has answered.
 *
 * <p>Whatever ends either side ends the other, and the reader has given back what it held before the writer goes on.
 */
final class ReadAhead {

    /** How many statements are handed over at once, unless they are long. */
    static final int TOGETHER = 256;

    /** From so many bytes on, what has been read is handed over. */
    static final int BYTES_TOGETHER = 256 * 1024;

    /** How many such portions may wait for the writer. */
    static final int WAITING = 4;

    private final ThreadFactory threads;

    ReadAhead(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Hands out statements, each of them to the sink, on the thread that calls it. */
    @FunctionalInterface
    interface Reading {
        void into(StatementSink sink) throws IOException;
    }

    /**
     * Gives {@code writing} what {@code reading} hands out, in its order, on the thread that calls this.
     *
     * @throws IOException what either of them throws, as with every other failure
     */
    void run(Reading reading, StatementSink writing) throws IOException {
        Handover handover = new Handover();
        Thread reader = threads.newThread(() -> read(reading, handover));
        reader.start();
        try {
            for (List<Read> portion = handover.next(); !portion.isEmpty(); portion = handover.next()) {
                for (Read statement : portion) {
                    writing.take(statement.stored(), statement.json());
                }
            }
        } finally {
            handover.leave();
            awaitEnd(reader);
        }
    }

    private static void read(Reading reading, Handover handover) {
        try {
            Portions portions = new Portions(handover);
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

    private record Read(long stored, byte[] json) {}

    /** The reader's side: a lock for each statement would cost more than it is worth. */
    private static final class Portions implements StatementSink {

        private final Handover handover;
        private List<Read> portion = new ArrayList<>(TOGETHER);
        private int bytes;

        Portions(Handover handover) {
            this.handover = handover;
        }

        @Override
        public void take(long stored, byte[] json) throws IOException {
            portion.add(new Read(stored, json));
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
    private static final class Handover {

        private final Queue<List<Read>> waiting = new ArrayDeque<>();
        private boolean left;
        private boolean ended;
        private Throwable failure;

        synchronized void add(List<Read> portion) throws IOException {
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
        synchronized List<Read> next() throws IOException {
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

        private List<Read> takeOne() {
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
