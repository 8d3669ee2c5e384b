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
import java.util.Locale;

/**
 * Bodies that arrive compressed are unpacked while they are read, so that every limit counts what comes out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-content-encoding">RFC 9110, 8.4</a>
 */
public class ContentEncoding extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String encoding = request.getHeader("Content-Encoding");
        switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> chain.doFilter(request, response);
            case "gzip", "x-gzip" -> chain.doFilter(new UnpackedRequest(request), response);
            default -> {
                response.setHeader("Accept-Encoding", "gzip");
                throw new Failure(
                        415,
                        "content-encoding-not-supported",
                        new Message(
                                "Kho chỉ nhận phần thân không nén hoặc nén bằng gzip.",
                                "The store takes bodies that are not encoded, or encoded by gzip."));
            }
        }
    }
}
