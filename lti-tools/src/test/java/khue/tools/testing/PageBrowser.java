/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One person's browser without a screen: keeps cookies, fills in the token of forms, follows nothing by itself. */
public final class PageBrowser {

    public static final String ADMIN_PASSWORD = "admin-admin-1";

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String base;
    private String token = "";

    /** @param base such as {@code http://localhost:8080} */
    public PageBrowser(String base) {
        this.base = base;
    }

    public PageBrowser speaking(String language) {
        cookies.put("khue-language", language);
        return this;
    }

    /** Visits already: a browser with the cookie of a visit. */
    public PageBrowser visiting(String secret) {
        cookies.put("khue-visit", secret);
        return this;
    }

    /** Signs in with name and password; the answer is what the sign-in answers. */
    public HttpResponse<String> signIn(String name, String password) {
        return post("/tools/signin", Map.of("name", name, "password", password));
    }

    /** @param language the visit's, from its beginning */
    public static PageBrowser administrator(String base, String language) {
        PageBrowser browser = new PageBrowser(base).speaking(language);
        HttpResponse<String> answer = browser.signIn("admin", ADMIN_PASSWORD);
        if (answer.statusCode() != 303) {
            throw new IllegalStateException("the administrator was not let in: " + answer.body());
        }
        return browser;
    }

    /** @param address a path, or a whole address */
    public HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(whole(address)).GET());
    }

    /** The bytes from {@code first} to {@code last} of what is there. */
    public HttpResponse<String> getPart(String address, long first, long last) {
        return send(HttpRequest.newBuilder(whole(address))
                .header("Range", "bytes=" + first + "-" + last)
                .GET());
    }

    /** Sends a form of the page that was looked at last; where none was, of the sign-in page. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> sent = new LinkedHashMap<>(fields);
        if (token.isEmpty() && hasVisit()) {
            get("/tools/password");
        }
        if (!token.isEmpty()) {
            sent.putIfAbsent("_csrf", token);
        }
        return send(HttpRequest.newBuilder(whole(path))
                .header("Origin", base)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(sent))));
    }

    /** A form in which several fields have the same name, such as ticks. */
    public HttpResponse<String> postAll(String path, Map<String, List<String>> fields) {
        String ticks = fields.entrySet().stream()
                .flatMap(field -> field.getValue().stream()
                        .map(value -> field.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(whole(path))
                .header("Origin", base)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(ticks + "&_csrf=" + token)));
    }

    /** A form with a file. */
    public HttpResponse<String> postWithFile(
            String path, Map<String, String> fields, String field, String fileName, byte[] content) {
        String boundary = "----" + "khue";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> sent = new LinkedHashMap<>(fields);
        sent.putIfAbsent("_csrf", token);
        sent.forEach((name, value) -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\""
                        + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(whole(path))
                .header("Origin", base)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    public HttpResponse<String> post(String path) {
        return post(path, Map.of());
    }

    public boolean hasVisit() {
        return cookies.containsKey("khue-visit");
    }

    /** Where an answer leads, without our own origin. */
    public String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("").replace(base, "");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        String jar = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        if (!jar.isEmpty()) {
            request.header("Cookie", jar);
        }
        try {
            HttpResponse<String> answer = http.send(
                    request.header("Accept-Language", "vi").build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            Matcher found = TOKEN.matcher(answer.body());
            if (found.find()) {
                token = found.group(1);
            }
            return answer;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void keep(String header) {
        String[] pair = header.split(";", 2)[0].split("=", 2);
        if (header.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
        if (pair[0].equals("khue-visit")) {
            token = "";
        }
    }

    private URI whole(String address) {
        return URI.create(address.startsWith("http") ? address : base + address);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
