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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Watches over what is too long to be collected in memory: bodies with attachments, and answers. They go piece by piece
 * between the client and the thread that works for it, so a client that dawdles keeps that thread, though nothing else.
 *
 * <p>The server gives a client up that moves nothing for 30 seconds, which is no help when all threads wait for such
 * clients, or for those who move a little now and then.
 */
public class TransferWatch extends HttpFilter {

    private static final Logger LOG = Logger.getLogger(TransferWatch.class.getName());

    private static final int MILLISECONDS_BETWEEN_LOOKS = 250;

    @Inject
    private Limits limits;

    @Resource
    private ManagedScheduledExecutorService executor;

    private transient Transfers transfers;
    private transient ScheduledFuture<?> looks;

    @Override
    public void init() {
        transfers = new Transfers(limits.transfer(), System::nanoTime);
        looks = executor.scheduleWithFixedDelay(
                this::look, MILLISECONDS_BETWEEN_LOOKS, MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            transfers.breakOffTheSlowest();
        } catch (RuntimeException failed) {
            // One look that fails must not be the last.
            LOG.log(Level.WARNING, "A slow client could not be broken off", failed);
        }
    }

    @Override
    public void destroy() {
        looks.cancel(false);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(
                RequestBody.isMultipart(request) ? new WatchedRequest(request, transfers) : request,
                new WatchedAnswer(request, response, transfers));
    }
}
