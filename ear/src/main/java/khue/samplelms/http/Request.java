/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request, read completely. */
public final class Request {
    static final int LARGEST_BODY = 256 * 1024;

    private final String method;
    private final URI address;
    private final Map<String, String> headers;
    private final Map<String, String> pathVariables;
    private final byte[] body;

    Request(String method, URI address, Map<String, String> headers, Map<String, String> pathVariables, byte[] body) {
        this.method = method;
        this.address = address;
        this.headers = headers;
        this.pathVariables = pathVariables;
        this.body = body;
    }

    Request withPathVariables(Map<String, String> variables) {
        return new Request(method, address, headers, variables, body);
    }

    public String method() {
        return method;
    }

    public String path() {
        return address.getPath();
    }

    /** Path and query, encoded as sent. */
    String target() {
        return address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    public Parameters query() {
        return Parameters.parse(address.getRawQuery() == null ? "" : address.getRawQuery());
    }

    boolean isTooLarge() {
        return body.length > LARGEST_BODY;
    }

    /** The part of the path that a {@code {name}} of the route stands for. */
    public String pathVariable(String name) {
        return pathVariables.get(name);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The media type of the body without its parameters, in lower case; empty when none was sent. */
    public String contentType() {
        return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    public Optional<String> cookie(String name) {
        for (String pair : header("Cookie").orElse("").split(";")) {
            String[] parts = pair.strip().split("=", 2);
            if (parts.length == 2 && parts[0].equals(name)) {
                return Optional.of(parts[1]);
            }
        }
        return Optional.empty();
    }

    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The posted form; refused when the body is of another media type. */
    public Parameters form() {
        if (!contentType().equals("application/x-www-form-urlencoded")) {
            throw new Refusal(
                    415, "invalid_request", "Send a form: Content-Type must be application/x-www-form-urlencoded.");
        }
        return Parameters.parse(body());
    }

    /** The form of a POST, the query of any other method. */
    public Parameters parameters() {
        return method.equals("POST") ? form() : query();
    }
}
