/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.platforms;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import khue.tools.lti.outbound.OutboundRequest;
import khue.tools.lti.outbound.OutboundResponse;

/**
 * Lists of an LMS's services, which come in as many pages as the LMS likes. Each page names the next one in a {@code Link} header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288, Web Linking</a>
 */
public final class ServicePages {

    /** At 50 members a page, as some LMSes have it, 25,000: more is no course. */
    static final int MOST = 500;

    /** One link of a Link header (RFC 8288, §3): its target, and the parameters up to the next link. */
    private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");

    /** What a page brought is read before the next one is asked for. */
    @FunctionalInterface
    public interface Reader {

        void read(OutboundResponse page) throws IOException;
    }

    /** An answer other than success. */
    public static final class Refused extends IOException {

        private final transient OutboundResponse response;

        Refused(URI url, OutboundResponse response) {
            super("HTTP " + response.status() + " from " + url);
            this.response = response;
        }

        public OutboundResponse response() {
            return response;
        }
    }

    private ServicePages() {}

    /**
     * Reads a list from its first page to its last.
     *
     * @param lms sends a request with an access token
     * @return where the list of what has changed since is, as the last page says it; not every service has one
     * @throws Refused when the LMS answers with anything but success
     * @throws IOException when the list has no end or goes on elsewhere, or when the reader says so
     */
    public static Optional<URI> read(
            URI first, String mediaType, Function<OutboundRequest, OutboundResponse> lms, Reader reader)
            throws IOException {
        Set<URI> seen = new HashSet<>();
        URI url = first;
        while (true) {
            if (!seen.add(url) || seen.size() > MOST) {
                throw new IOException("the list has no end: " + url);
            }
            OutboundResponse page = lms.apply(OutboundRequest.get(url, mediaType));
            if (!page.isSuccess()) {
                throw new Refused(url, page);
            }
            reader.read(page);
            Optional<URI> next = link(url, page, "next");
            if (next.isEmpty()) {
                return link(url, page, "differences");
            }
            url = next.get();
        }
    }

    /** Adds a parameter to an address that may have some already. */
    public static URI with(URI url, String parameter) {
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + parameter);
    }

    /** The address with this relation, which has to be where the page is: our token goes nowhere else. */
    private static Optional<URI> link(URI page, OutboundResponse response, String relation) throws IOException {
        Pattern wanted = relation(relation);
        Optional<String> target = response.header("link").stream()
                .flatMap(header -> LINK.matcher(straight(header)).results())
                .filter(found -> wanted.matcher(found.group(2)).find())
                .map(found -> found.group(1))
                .findFirst();
        if (target.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = page.resolve(target.get());
            if (page.getScheme().equals(url.getScheme()) && page.getAuthority().equals(url.getAuthority())) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException unreadable) {
            // as one elsewhere
        }
        throw new IOException("the list goes on somewhere else: " + target.get());
    }

    private static Pattern relation(String name) {
        return Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:" + name + "\\b|\"(?:[^\"]*\\s)?" + name + "(?:\\s[^\"]*)?\")");
    }

    /** Moodle writes the links of its line items with typographic quotes (as UTF-8 read byte by byte, too) and escapes them for HTML. */
    private static String straight(String header) {
        return header.replaceAll("[\u201c\u201d]|\u00e2\u0080[\u009c\u009d]", "\"")
                .replace("&amp;", "&");
    }
}
