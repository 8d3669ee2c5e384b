/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import java.net.URI;

/** The origin of a URL (RFC 6454): scheme, host and, unless it is the scheme's own, port. */
public final class Origins {

    private Origins() {}

    /** @throws IllegalArgumentException when the URL has no host */
    public static String of(URI url) {
        if (url.getScheme() == null || url.getHost() == null) {
            throw new IllegalArgumentException("a URL with a host is expected: " + url);
        }
        String scheme = url.getScheme().toLowerCase();
        String host = url.getHost().toLowerCase();
        boolean usual = url.getPort() == -1
                || (scheme.equals("https") && url.getPort() == 443)
                || (scheme.equals("http") && url.getPort() == 80);
        return scheme + "://" + host + (usual ? "" : ":" + url.getPort());
    }
}
