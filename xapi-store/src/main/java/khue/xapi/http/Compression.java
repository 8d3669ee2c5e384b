/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers packed by gzip for who asks for it.
 *
 * <p>The server could do this too, but it would then also unpack every body that arrives, without a bound.
 */
public class Compression extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            if (response instanceof PackedAnswer answer) {
                goOn(request, answer, chain);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        response.addHeader("Vary", "Accept-Encoding");
        if (request.getMethod().equals("HEAD") || !AcceptedEncoding.isGzip(request.getHeader("Accept-Encoding"))) {
            chain.doFilter(request, response);
            return;
        }
        goOn(request, new PackedAnswer(response), chain);
    }

    /** Comes here a second time for a request that has waited for its body, see {@link PatientBody}. */
    private static void goOn(HttpServletRequest request, PackedAnswer answer, FilterChain chain)
            throws IOException, ServletException {
        boolean waits = false;
        try {
            chain.doFilter(request, answer);
            waits = request.isAsyncStarted();
            if (!waits) {
                answer.finish();
            }
        } finally {
            if (!waits) {
                answer.close();
            }
        }
    }
}
