/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The origin of a URL: scheme, host and, unless it is the scheme's own, port.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-4">RFC 6454, §4</a>
 */
final class WebOrigin {

    private WebOrigin() {}

    static String of(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean usualPort = url.getPort() == -1
                || (scheme.equals("https") && url.getPort() == 443)
                || (scheme.equals("http") && url.getPort() == 80);
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (usualPort ? "" : ":" + url.getPort());
    }

    /** The absolute http(s) URL with a host that this text is; empty for anything else, {@code javascript:} among it. */
    static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return web && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }
}
