/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

/** What a page of ours may load, and who may frame it. */
public final class ContentSecurityPolicy {

    private ContentSecurityPolicy() {}

    /** The policy of a page that, besides ourselves, {@code origins} may frame: origins separated by spaces, or an empty text. */
    public static String framedBy(String origins) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                // Charts and the photo viewer place elements by style attributes; no style sheet comes from elsewhere.
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "media-src 'self' blob:",
                "font-src 'self'",
                "connect-src 'self'",
                "base-uri 'none'",
                ("frame-ancestors 'self' " + origins).strip());
    }
}
