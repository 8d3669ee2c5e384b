/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Person;
import khue.samplelms.school.RegisteredTool;

/**
 * Somebody who is signed in to a sample LMS, as a browser without scripts and without a screen: it keeps cookies, does
 * not follow redirects, and reads the forms that pages send on. For tests that look at each step of a launch.
 */
public final class Visitor {
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]*)\"[^>]*>");
    private static final Pattern FIELD = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final SampleLms lms;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Visitor(SampleLms lms) {
        this.lms = lms;
    }

    /** A form on a page: where it goes and its hidden fields. */
    public record Form(String action, Map<String, String> fields) {
        /** The same form with one field set, or left out when the value is null. */
        public Form with(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(fields);
            if (value == null) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
            return new Form(action, changed);
        }
    }

    public static Visitor nobody(SampleLms lms) {
        return new Visitor(lms);
    }

    public static Visitor signedIn(SampleLms lms, Person person) {
        Visitor visitor = new Visitor(lms);
        visitor.post(lms.baseUrl() + "/sign-in", Map.of("person", person.id()));
        return visitor;
    }

    /** The first step of a launch: the form that goes to the tool's login initiation. */
    public Form beginLaunch(Activity activity) {
        return formOn(get(lms.baseUrl() + "/course/activities/" + activity.id() + "/launch"));
    }

    /** The first step of choosing something in a tool. */
    public Form beginDeepLinking(RegisteredTool tool) {
        return formOn(get(lms.baseUrl() + "/course/add/" + tool.clientId() + "/launch"));
    }

    /** The second step: the tool's redirect to the LMS, answered with the form that goes to the redirect_uri. */
    public Form authorize(String address) {
        return formOn(get(address));
    }

    public HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    public HttpResponse<String> get(String address, String accept) {
        return send(HttpRequest.newBuilder(URI.create(address)).header("Accept", accept));
    }

    public HttpResponse<String> post(Form form) {
        return post(form.action(), form.fields());
    }

    public HttpResponse<String> post(String address, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(fields))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The form that a page sends on by itself; fails when the page has none. */
    public static Form formOn(HttpResponse<String> page) {
        int start = page.body().indexOf("data-send");
        Matcher form = FORM.matcher(page.body());
        if (start < 0 || !form.find()) {
            throw new AssertionError("no form on the page, status " + page.statusCode() + ":\n" + page.body());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(page.body());
        while (field.find()) {
            fields.put(unescaped(field.group(1)), unescaped(field.group(2)));
        }
        return new Form(page.uri().resolve(unescaped(form.group(1))).toString(), fields);
    }

    /** {@code application/x-www-form-urlencoded} text. */
    public static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
