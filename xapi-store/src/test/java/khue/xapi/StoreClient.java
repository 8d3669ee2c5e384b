/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Speaks to the store under test as one key, in one version. */
record StoreClient(String authorization, String version) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The key with the scope {@code all}. */
    static StoreClient inVersion(String version) {
        return new StoreClient(
                basic(ServerForTests.KEYS.get("khue.lrs.key"), ServerForTests.KEYS.get("khue.lrs.secret")), version);
    }

    /** The key of the tools, which writes statements and reads them. */
    StoreClient asTools() {
        return new StoreClient(
                basic(ServerForTests.KEYS.get("khue.store.key"), ServerForTests.KEYS.get("khue.store.secret")),
                version);
    }

    /** @param headers names and values in turn */
    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ServerForTests.address() + "/xapi" + path))
                .header("Authorization", authorization)
                .header("X-Experience-API-Version", version)
                .method(method, BodyPublishers.ofString(body));
        IntStream.iterate(0, i -> i < headers.length, i -> i + 2)
                .forEach(i -> request.setHeader(headers[i], headers[i + 1]));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> json(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send(method, path, body, all);
    }

    /** @param fields names and values in turn */
    static String form(String... fields) {
        return IntStream.iterate(0, i -> i < fields.length, i -> i + 2)
                .mapToObj(i -> encode(fields[i]) + "=" + encode(fields[i + 1]))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String basic(String name, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
