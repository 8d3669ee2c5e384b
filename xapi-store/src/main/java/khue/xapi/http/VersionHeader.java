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
import java.util.Optional;
import khue.xapi.model.XapiVersion;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Every answer names the version it is written in, and every request has to.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#versioning">Communication 3.3</a>
 */
public class VersionHeader extends HttpFilter {

    private static final String NAME = "X-Experience-API-Version";
    private static final String ATTRIBUTE = XapiVersion.class.getName();

    @Inject
    @ConfigProperty(name = "khue.xapi.default.version", defaultValue = "2.0.0")
    private String defaultVersion;

    /** The version that the request asked for. */
    public static XapiVersion of(HttpServletRequest request) {
        return (XapiVersion) request.getAttribute(ATTRIBUTE);
    }

    /** The version in the header; empty when there is no header, or it is of a version that is not spoken here. */
    public static Optional<XapiVersion> in(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(NAME)).flatMap(XapiVersion::of);
    }

    /** Says which version an answer is written in. */
    public static void name(XapiVersion version, HttpServletResponse response) {
        response.setHeader(NAME, version.latestPatch());
    }

    @Override
    public void init() throws ServletException {
        if (XapiVersion.of(defaultVersion).isEmpty()) {
            throw new ServletException("khue.xapi.default.version is neither 1.0.x nor 2.0.x: " + defaultVersion);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        XapiVersion byDefault = XapiVersion.of(defaultVersion).orElseThrow();
        Optional<XapiVersion> requested = in(request);
        name(requested.orElse(byDefault), response);
        if (request.getHeader(NAME) == null) {
            throw Failure.badRequest(
                    "version-header-missing",
                    "Thiếu tiêu đề X-Experience-API-Version. Kho hiểu 1.0.x và 2.0.x.",
                    "The header X-Experience-API-Version is missing. This store speaks 1.0.x and 2.0.x.");
        }
        request.setAttribute(ATTRIBUTE, requested.orElseThrow(VersionHeader::unknownVersion));
        chain.doFilter(request, response);
    }

    private static Failure unknownVersion() {
        return Failure.badRequest(
                "version-not-supported",
                "Kho không hiểu phiên bản trong X-Experience-API-Version; hãy dùng 1.0.x hoặc 2.0.x.",
                "This store does not speak the version in X-Experience-API-Version; use 1.0.x or 2.0.x.");
    }
}
