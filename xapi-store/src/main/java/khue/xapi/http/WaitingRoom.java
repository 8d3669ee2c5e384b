/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/**
 * Where bodies are waited for that are still on their way: a few of them with a thread, all others without one. So any
 * number of slow senders leave the quick ones alone.
 *
 * <p>A body that has arrived together with its header passes at once, and most others are a moment behind, so that
 * waiting with a thread is quicker than anything else. Threads alone would not do: hundreds of honest senders on a bad
 * line would have to be sent away, and would come again.
 */
final class WaitingRoom {

    private final int largest;
    private final int seconds;
    private final Semaphore waitingThreads;
    private final Memory memory;
    private final ScheduledExecutorService executor;

    /**
     * @param largest beyond so many bytes a body is not waited for; whoever reads it refuses it
     * @param seconds within which a body has to arrive
     * @param threads that may wait at once
     * @param memory for the bodies that are waited for without a thread
     */
    WaitingRoom(int largest, int seconds, int threads, Memory memory, ScheduledExecutorService executor) {
        this.largest = largest;
        this.seconds = seconds;
        this.waitingThreads = new Semaphore(threads);
        this.memory = memory;
        this.executor = executor;
    }

    /**
     * The request with its body; empty when it has to wait without a thread. Then nothing more may be done with it now: it
     * comes through the filters once more when its body is here.
     *
     * @throws Failure when the body did not arrive in time, or there is no room for it
     */
    Optional<HttpServletRequest> arrived(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<ArrivingBody> waitedFor = ArrivingBody.takenFrom(request);
        if (waitedFor.isPresent()) {
            return Optional.of(new ArrivedRequest(request, waitedFor.get().bytes()));
        }
        if (hasArrived(request)) {
            return Optional.of(request);
        }
        if (waitingThreads.tryAcquire()) {
            return Optional.of(new ArrivedRequest(request, waitFor(request)));
        }
        ArrivingBody.await(request, response, largest, seconds, memory, executor);
        return Optional.empty();
    }

    /** Also when there is nothing to wait for, or when no resource of ours is asked. */
    private boolean hasArrived(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        boolean isRefusedUnread = length > largest;
        boolean isEmpty = length == 0 || (length < 0 && request.getHeader("Transfer-Encoding") == null);
        return isRefusedUnread
                || isEmpty
                || !request.isAsyncSupported()
                || (length > 0 && request.getInputStream().available() >= length);
    }

    private byte[] waitFor(HttpServletRequest request) throws IOException {
        try {
            return new TimedReading(request.getInputStream(), seconds).readUpTo(largest + 1);
        } finally {
            waitingThreads.release();
        }
    }
}
