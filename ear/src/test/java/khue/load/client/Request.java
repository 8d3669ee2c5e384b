/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** A request as it goes over the line, made before the time is taken. */
public final class Request {

    private final byte[] bytes;

    private Request(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param resource below the endpoint, with its query, such as {@code /statements?limit=1} */
    public static Request get(Target target, String resource) {
        return new Request(head("GET", target, resource, "").getBytes(StandardCharsets.UTF_8));
    }

    public static Request post(Target target, String resource, byte[] json) {
        String headers = "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n";
        byte[] head = head("POST", target, resource, headers).getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + json.length);
        System.arraycopy(json, 0, whole, head.length, json.length);
        return new Request(whole);
    }

    /**
     * A request that carries no key, as a browser sends it.
     *
     * @param site scheme, host and port
     * @param path with its query
     * @param cookies each {@code name=value}
     */
    public static Request page(URI site, String path, Collection<String> cookies) {
        return new Request(browserHead("GET", site, path, cookies, "").getBytes(StandardCharsets.US_ASCII));
    }

    /** The same with a form, which holds ASCII only. */
    public static Request form(URI site, String path, Collection<String> cookies, String form) {
        String headers = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n";
        return new Request(
                (browserHead("POST", site, path, cookies, headers) + form).getBytes(StandardCharsets.US_ASCII));
    }

    private static String browserHead(
            String method, URI site, String path, Collection<String> cookies, String headers) {
        String cookie = cookies.isEmpty() ? "" : "Cookie: " + String.join("; ", cookies) + "\r\n";
        return "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\nSec-Fetch-Dest: document\r\n%s%s\r\n"
                .formatted(method, path, site.getRawAuthority(), cookie, headers);
    }

    private static String head(String method, Target target, String resource, String headers) {
        return "%s %s%s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nX-Experience-API-Version: %s\r\n%s\r\n"
                .formatted(
                        method,
                        target.endpoint().getRawPath(),
                        resource,
                        target.endpoint().getRawAuthority(),
                        target.authorization(),
                        target.version(),
                        headers);
    }

    byte[] bytes() {
        return bytes;
    }
}
