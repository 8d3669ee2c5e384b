/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;

/** The tools as deployed, and a browser that keeps nothing by itself: each request says which cookie it brings. */
abstract class WithABrowser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern MADE_PASSWORD = Pattern.compile("id=\"made-password\" value=\"([^\"]+)\"");
    static final String ADMIN_PASSWORD = "admin-admin-1";

    final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @ArquillianResource
    URL deployed;

    String base;

    @BeforeEach
    void knowsWhereItIs() {
        base = "http://localhost:" + deployed.getPort();
    }

    String signIn(String name, String password) throws Exception {
        HttpResponse<String> answer = post("/tools/signin", "", Map.of("name", name, "password", password));
        assertThat(answer.statusCode()).isEqualTo(303);
        return cookie(answer);
    }

    /** Creates an account, whose owner chooses a password of one's own at the first sign-in; answers that. */
    String account(String admin, String name, String role) throws Exception {
        HttpResponse<String> made = post(
                "/tools/admin/accounts",
                admin,
                Map.of("_csrf", token("/tools/admin", admin), "name", name, "role", role));
        Matcher password = MADE_PASSWORD.matcher(made.body());
        assertThat(password.find()).isTrue();
        HttpResponse<String> given = post("/tools/signin", "", Map.of("name", name, "password", password.group(1)));
        assertThat(header(given, "Location")).isEqualTo(base + "/tools/signin/password");
        String chosen = "chosen by " + name;
        HttpResponse<String> done =
                post("/tools/signin/password", cookie(given), Map.of("new", chosen, "again", chosen));
        assertThat(done.statusCode()).isEqualTo(303);
        return chosen;
    }

    String token(String path, String visit) throws Exception {
        Matcher token = TOKEN.matcher(get(path, visit, "vi").body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    static String newName() {
        return "t" + UUID.randomUUID().toString().substring(0, 8);
    }

    HttpResponse<String> get(String path) throws Exception {
        return get(path, "", "vi");
    }

    HttpResponse<String> get(String path, String cookie, String language) throws Exception {
        return send(request(path, cookie).header("Accept-Language", language).build());
    }

    HttpResponse<String> post(String path, String cookie, Map<String, String> fields) throws Exception {
        return send(request(path, cookie)
                .header("Origin", base)
                .header("Accept-Language", "vi")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)))
                .build());
    }

    HttpRequest.Builder request(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return browser.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String cookie(HttpResponse<String> answer) {
        return header(answer, "Set-Cookie").replaceFirst(";.*", "");
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
