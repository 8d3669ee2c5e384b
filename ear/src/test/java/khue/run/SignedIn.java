/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who has signed in to Khuê's pages, without a screen. Cookies are kept by hand: as browsers do, and Java does not, it sends those
 * that are marked as secure to this machine by http, too.
 */
final class SignedIn {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new TreeMap<>();
    private final URI khue;

    SignedIn(URI khue, String name, String password) throws IOException, InterruptedException {
        this.khue = khue;
        HttpResponse<String> answer = post(
                "/tools/signin", "name=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    String see(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(khue.resolve(path)));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** Presses a button of a page. */
    void press(String page, String action) throws IOException, InterruptedException {
        String seen = see(page);
        assertThat(seen).contains("action=\"" + action + "\"");
        Matcher token = TOKEN.matcher(seen);
        assertThat(token.find()).isTrue();
        assertThat(post(action, "_csrf=" + token.group(1)).statusCode()).isEqualTo(303);
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(khue.resolve(path))
                .header("Origin", khue.toString())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.values().stream().collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers()
                .allValues("Set-Cookie")
                .forEach(cookie -> cookies.put(cookie.split("=")[0], cookie.split(";")[0]));
        return answer;
    }
}
