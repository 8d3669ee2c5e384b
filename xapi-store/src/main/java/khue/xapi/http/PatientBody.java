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
import java.util.Optional;
import java.util.Set;

/**
 * Waits for the body of a request that is otherwise in order, behind {@code Authentication}: bodies of strangers take
 * neither threads nor memory. Only a form has to be read before, see {@link AlternateRequestSyntax}.
 *
 * <p>Attachments are not collected here, because they may be larger than the memory.
 */
public class PatientBody extends HttpFilter {

    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT");

    /** A quarter of the threads that the run command gives the server. */
    private static final int MOST_WAITING_THREADS = 32;

    private static final int SHARE_OF_THE_HEAP = 8;

    @Inject
    private Limits limits;

    @Resource
    private ManagedScheduledExecutorService executor;

    private transient WaitingRoom bodies;

    @Override
    public void init() {
        bodies = new WaitingRoom(
                Math.max(limits.body(), limits.document()),
                limits.seconds(),
                MOST_WAITING_THREADS,
                Memory.ofTheHeap(SHARE_OF_THE_HEAP),
                executor);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!METHODS_WITH_BODY.contains(request.getMethod()) || RequestBody.isMultipart(request)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<HttpServletRequest> arrived = bodies.arrived(request, response);
        if (arrived.isPresent()) {
            chain.doFilter(arrived.get(), response);
        }
    }
}
