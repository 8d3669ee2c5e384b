/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.outbound;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call to make.
 *
 * @param headers one value for each name; {@code Host} and {@code Content-Length} are the client's own business
 */
public record OutboundRequest(String method, URI url, Map<String, String> headers, Optional<byte[]> body) {

    public OutboundRequest {
        headers = Map.copyOf(headers);
    }

    public static OutboundRequest get(URI url, String accept) {
        return new OutboundRequest("GET", url, Map.of("Accept", accept), Optional.empty());
    }

    /** @param contentType the exact media type; some platforms refuse a parameter such as {@code charset} */
    public static OutboundRequest post(URI url, String contentType, String body) {
        return new OutboundRequest(
                "POST", url, Map.of("Content-Type", contentType), Optional.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param contentType the exact media type, as for {@link #post} */
    public static OutboundRequest put(URI url, String contentType, String body) {
        return new OutboundRequest(
                "PUT", url, Map.of("Content-Type", contentType), Optional.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    public OutboundRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new OutboundRequest(method, url, more, body);
    }
}
