/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One HTTP response. {@code reason} goes to the log only: why the answer is what it is. */
public record Response(int status, List<Map.Entry<String, String>> headers, byte[] body, String reason) {

    public static Response of(int status) {
        return new Response(status, List.of(), new byte[0], "");
    }

    public static Response of(int status, String mediaType, String text) {
        return new Response(
                status, List.of(Map.entry("Content-Type", mediaType)), text.getBytes(StandardCharsets.UTF_8), "");
    }

    public static Response html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    public static Response json(int status, Object value) {
        return json(status, "application/json", value);
    }

    public static Response json(int status, String mediaType, Object value) {
        return of(status, mediaType, Json.write(value));
    }

    /** Sends the browser on with a GET. */
    public static Response seeOther(String location) {
        return of(303).with("Location", location);
    }

    public Response with(String header, String value) {
        List<Map.Entry<String, String>> extended = new ArrayList<>(headers);
        extended.add(Map.entry(header, value));
        return new Response(status, List.copyOf(extended), body, reason);
    }

    public Response because(String newReason) {
        return new Response(status, headers, body, newReason);
    }
}
