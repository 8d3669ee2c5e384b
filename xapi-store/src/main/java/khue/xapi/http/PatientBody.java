/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Waits for bodies that are still on their way: for a few of them with a thread, for all others without one. So any
 * number of slow senders leave the quick ones alone.
 *
 * <p>A body that has arrived together with its header passes at once, and most others are a moment behind, so that
 * waiting is quicker than anything else. Attachments are not collected here, because they may be larger than the memory.
 */
public class PatientBody extends HttpFilter {

    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT");

    /** A quarter of the threads that the run command gives the server. */
    private static final int MOST_WAITING_THREADS = 32;

    @Inject
    private Limits limits;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final transient Memory memory = Memory.ofAnEighthOfTheHeap();
    private final transient Semaphore waitingThreads = new Semaphore(MOST_WAITING_THREADS);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<ArrivingBody> arrived = ArrivingBody.of(request);
        if (arrived.isPresent()) {
            chain.doFilter(new ArrivedRequest(request, arrived.get().bytes()), response);
        } else if (hasArrived(request)) {
            chain.doFilter(request, response);
        } else if (waitingThreads.tryAcquire()) {
            chain.doFilter(new ArrivedRequest(request, waitFor(request)), response);
        } else {
            ArrivingBody.await(request, response, largest(), limits.seconds(), memory, executor);
        }
    }

    /** Also when there is nothing to wait for, when somebody else does, or when no resource of ours is asked. */
    private boolean hasArrived(HttpServletRequest request) throws IOException {
        if (!METHODS_WITH_BODY.contains(request.getMethod()) || isMultipart(request) || !request.isAsyncSupported()) {
            return true;
        }
        long length = request.getContentLengthLong();
        boolean isRefusedUnread = length > largest();
        boolean isEmpty = length == 0 || (length < 0 && request.getHeader("Transfer-Encoding") == null);
        return isRefusedUnread
                || isEmpty
                || (length > 0 && request.getInputStream().available() >= length);
    }

    private byte[] waitFor(HttpServletRequest request) throws IOException {
        try {
            return new TimedReading(request.getInputStream(), limits.seconds()).readUpTo(largest() + 1);
        } finally {
            waitingThreads.release();
        }
    }

    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private int largest() {
        return Math.max(limits.body(), limits.document());
    }
}
