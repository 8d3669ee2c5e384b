/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves styles, scripts and pictures that pages load: ours from {@code /assets/}, libraries' from their WebJars below
 * {@code /webjars/}. Nothing that a page loads comes from another host.
 */
@WebServlet(urlPatterns = {"/assets/*", "/webjars/*"})
public class AssetServlet extends HttpServlet {

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");
    private static final Pattern NAME = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._@-]*)+\\.([a-z0-9]+)");

    /** An address that names its content never means another content. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final String FOR_AN_HOUR = "public, max-age=3600";

    @Inject
    private Assets assets;

    static boolean serves(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals("/assets") || path.equals("/webjars");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + request.getPathInfo();
        var name = NAME.matcher(path);
        String type = name.matches() ? TYPES.get(name.group(2)) : null;
        try (InputStream content = type == null ? null : getServletContext().getResourceAsStream(path)) {
            if (content == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(type);
            response.setHeader("Cache-Control", namesItsContent(request, path) ? FOR_EVER : FOR_AN_HOUR);
            response.setHeader("X-Content-Type-Options", "nosniff");
            // An LMS shows our logo in its own pages (Moodle refuses it without this).
            response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
            content.transferTo(response.getOutputStream());
        }
    }

    private boolean namesItsContent(HttpServletRequest request, String path) {
        return path.startsWith("/webjars/")
                || assets.hash(path).equals(Optional.ofNullable(request.getParameter(Assets.HASH)));
    }
}
