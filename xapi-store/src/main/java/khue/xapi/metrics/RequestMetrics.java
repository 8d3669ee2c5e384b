/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import khue.xapi.http.FailureAnswers;

/** Notes each request when it is done; outermost of the filters in web.xml, so that it sees what is really answered. */
public class RequestMetrics extends HttpFilter {

    private static final String START = RequestMetrics.class.getName();

    @Inject
    private RequestFigures figures;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(START) == null) {
            request.setAttribute(START, System.nanoTime());
            figures.begin();
        }
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            // A request that waits for its body comes here again.
            if (!answered || !request.isAsyncStarted()) {
                long start = (long) request.getAttribute(START);
                boolean complete = answered && !FailureAnswers.brokeOff(request);
                figures.end(request, complete ? response.getStatus() : 0, System.nanoTime() - start);
            }
        }
    }
}
