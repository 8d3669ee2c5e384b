/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

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
        response.addHeader("Vary", "Accept-Encoding");
        if (request.getMethod().equals("HEAD") || !AcceptedEncoding.isGzip(request.getHeader("Accept-Encoding"))) {
            chain.doFilter(request, response);
            return;
        }
        try (PackedAnswer answer = new PackedAnswer(response)) {
            chain.doFilter(request, answer);
            answer.finish();
        }
    }
}
