/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets pages of other origins use the store from a browser, as learning content that lies anywhere does.
 *
 * <p>Whoever asks shows a key in the header Authorization, which a browser never adds by itself; cookies mean nothing
 * here, and {@code Access-Control-Allow-Credentials} is never sent. So a page can do no more than what its key allows.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
public class Cors extends HttpFilter {

    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type, Content-Encoding, Accept,"
            + " Accept-Language, If-Match, If-None-Match, X-Experience-API-Version, X-Experience-API-Hash";
    private static final String ANSWER_HEADERS = "X-Experience-API-Version, X-Experience-API-Consistent-Through,"
            + " X-Experience-API-Hash, ETag, Last-Modified, Date, Content-Length, Content-Encoding,"
            + " Content-Transfer-Encoding, Content-Language, Content-Disposition, Allow, Retry-After, WWW-Authenticate";
    private static final String A_DAY_IN_SECONDS = "86400";
    private static final String ANY = "*";
    private static final String NONE = "none";

    @Inject
    @ConfigProperty(name = "khue.xapi.cors.origins", defaultValue = ANY)
    private List<String> origins;

    @Override
    public void init() throws ServletException {
        for (String origin : origins) {
            if (!origin.equals(NONE) && !origin.matches("\\*|[a-z][a-z0-9+.-]*://[^/?#\\s,]+")) {
                throw new ServletException("khue.xapi.cors.origins holds what is no origin: " + origin);
            }
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String origin = request.getHeader("Origin");
        boolean anyOrigin = origins.contains(ANY);
        if (!anyOrigin) {
            response.addHeader("Vary", "Origin");
        }
        boolean allowed = origin != null && (anyOrigin || origins.contains(origin));
        if (allowed) {
            response.setHeader("Access-Control-Allow-Origin", anyOrigin ? ANY : origin);
            response.setHeader("Access-Control-Expose-Headers", ANSWER_HEADERS);
        }
        if (isPreflight(request)) {
            if (allowed) {
                response.setHeader("Access-Control-Allow-Methods", METHODS);
                response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
                response.setHeader("Access-Control-Max-Age", A_DAY_IN_SECONDS);
            }
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }
}
