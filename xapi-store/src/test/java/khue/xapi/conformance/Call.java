/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** One request to the store, put together step by step and sent by its last word. */
final class Call {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI resource;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final StringJoiner query = new StringJoiner("&");

    Call(URI resource) {
        this.resource = resource;
    }

    /** Adds a parameter to the address. */
    Call with(String parameter, Object value) {
        query.add(encode(parameter) + "=" + encode(value.toString()));
        return this;
    }

    /** Sets a header, in the place of the one of this name. */
    Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Call withoutHeader(String name) {
        headers.remove(name);
        return this;
    }

    Answer get() {
        return send("GET", BodyPublishers.noBody());
    }

    Answer head() {
        return send("HEAD", BodyPublishers.noBody());
    }

    Answer delete() {
        return send("DELETE", BodyPublishers.noBody());
    }

    Answer post(Object body) {
        return send("POST", publisher(body));
    }

    Answer put(Object body) {
        return send("PUT", publisher(body));
    }

    /** By a method's name, for tests that do the same with several methods; GET and DELETE take no body. */
    Answer send(String method, Object body) {
        return switch (method) {
            case "GET", "HEAD", "DELETE" -> send(method, BodyPublishers.noBody());
            default -> send(method, publisher(body));
        };
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static BodyPublisher publisher(Object body) {
        return body instanceof byte[] bytes
                ? BodyPublishers.ofByteArray(bytes)
                : BodyPublishers.ofString(body.toString());
    }

    private Answer send(String method, BodyPublisher body) {
        URI uri = query.length() == 0 ? resource : URI.create(resource + "?" + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, body);
        headers.forEach(request::header);
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
