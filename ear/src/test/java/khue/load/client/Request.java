/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
