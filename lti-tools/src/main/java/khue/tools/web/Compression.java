/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Pages, styles and scripts packed by gzip, for weak phones on bad lines.
 *
 * <p>The server could do this too, but it would then also unpack every body that arrives, without a bound.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class Compression extends HttpFilter {

    /** RFC 9110, 12.5.3: {@code gzip} or {@code *}, with a quality above nothing. */
    private static final Pattern GZIP =
            Pattern.compile("(?:^|,)\\s*(?:gzip|\\*)\\s*(?:;\\s*q=(?:1(?:\\.0*)?|0\\.\\d*[1-9]\\d*)\\s*)?(?:,|$)");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.addHeader("Vary", "Accept-Encoding");
        String accepted = request.getHeader("Accept-Encoding");
        if (request.getMethod().equals("HEAD")
                || accepted == null
                || !GZIP.matcher(accepted).find()) {
            chain.doFilter(request, response);
            return;
        }
        PackedPage page = new PackedPage(response);
        chain.doFilter(request, page);
        page.finish();
    }
}
