/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Before any page: whose visit it is, in which language, whether a form is one of ours, and the headers that protect the page. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class VisitFilter implements Filter {

    /** The whole of a form with its files, as in {@code web.xml}; how large one file may be is the file store's to say, at its field. */
    private static final long LARGEST = 256L * 1024 * 1024;

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    @Inject
    private Visits visits;

    @Inject
    private VisitCookie cookie;

    @Inject
    private CurrentVisit current;

    @Inject
    private FormOrigin formOrigin;

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        // All our forms are UTF-8. The server would decode even a query by what the Content-Type says, and fail.
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        if (request.getContentLengthLong() > LARGEST) {
            // Before anything reads the form: the server would fail in the middle of it.
            ((HttpServletResponse) servletResponse).sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        if (BROKEN_ESCAPE
                .matcher(Optional.ofNullable(request.getQueryString()).orElse(""))
                .find()) {
            // Nothing that reads parameters is ready for it: each page would fail in its own place.
            ((HttpServletResponse) servletResponse).sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (!AssetServlet.serves(request)) {
            current.comesFrom(request.getRemoteAddr());
            LanguageChoice.of(request).ifPresent(current::speaks);
            cookie.read(request).flatMap(visits::find).ifPresent(current::is);
            current.formIsForeign(!formOrigin.accepts(request));
            protect((HttpServletResponse) servletResponse);
        }
        chain.doFilter(servletRequest, servletResponse);
    }

    private void protect(HttpServletResponse response) {
        response.setHeader(
                "Content-Security-Policy",
                ContentSecurityPolicy.framedBy(
                        current.visitor().flatMap(Visitor::frameOrigin).orElse("")));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "strict-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
