/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without a screen and without scripts, for journeys in which nothing depends on either: it keeps cookies, follows redirects,
 * sends forms, and sends those at once that a page's script would. Whatever it meets it takes for a page of its own window.
 */
final class PlainBrowser {

    private static final int MOST_STEPS = 20;
    private static final Set<Integer> ON_BY_GET = Set.of(301, 302, 303);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** By host, because cookies ignore ports. */
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    /** A page as it arrived. */
    record Page(URI url, int status, String html) {

        private static final Pattern FORM = Pattern.compile("(<form\\b[^>]*>)(.*?)</form>", Pattern.DOTALL);
        private static final Pattern TAG = Pattern.compile("<(?:a|iframe|code)\\b[^>]*>");

        /** What a person reads in its main part. */
        String text() {
            String main = html.replaceFirst("(?s)^.*<main\\b", "<main").replaceFirst("(?s)</main>.*$", "");
            return unescaped(main.replaceAll("<[^>]*>", " "))
                    .replaceAll("\\s+", " ")
                    .strip();
        }

        /** The first form that is sent to an address with this part. */
        Form form(String actionPart) {
            return forms().stream()
                    .filter(form -> form.action().contains(actionPart))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "no form for " + actionPart + " at " + url + " (" + status + "): " + text()));
        }

        List<Form> forms() {
            return FORM.matcher(html)
                    .results()
                    .map(form -> Form.of(url, form.group(1), form.group(2)))
                    .toList();
        }

        /** The first address in a link or a frame that has this part. */
        String address(String part) {
            return TAG.matcher(html)
                    .results()
                    .map(MatchResult::group)
                    .flatMap(tag -> attribute(tag, "href").or(() -> attribute(tag, "src")).stream())
                    .filter(address -> address.contains(part))
                    .map(address -> url.resolve(address).toString())
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError("no link to " + part + " at " + url + " (" + status + "): " + text()));
        }
    }

    /** A form as the page filled it in; of a choice, the first. */
    record Form(String action, boolean post, boolean sentByScript, Map<String, String> fields) {

        private static final Pattern FIELD = Pattern.compile(
                "<input\\b[^>]*>|<textarea\\b[^>]*>(?<text>[^<]*)</textarea>|<select\\b[^>]*>(?<options>.*?)</select>",
                Pattern.DOTALL);
        private static final Set<String> NOT_SENT = Set.of("submit", "button", "file", "checkbox");

        static Form of(URI page, String tag, String content) {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher field = FIELD.matcher(content);
            while (field.find()) {
                String element = field.group();
                String kind = attribute(element, "type").orElse("text");
                attribute(element, "name")
                        .filter(name -> element.startsWith("<input") && !NOT_SENT.contains(kind))
                        .ifPresent(name -> fields.putIfAbsent(
                                name, attribute(element, "value").orElse("")));
                if (field.group("text") != null) {
                    attribute(element, "name").ifPresent(name -> fields.put(name, unescaped(field.group("text"))));
                }
                if (field.group("options") != null) {
                    attribute(element, "name").ifPresent(name -> fields.put(name, ""));
                }
            }
            return new Form(
                    page.resolve(attribute(tag, "action").orElse("").replace(" ", "%20"))
                            .toString(),
                    attribute(tag, "method").orElse("get").equalsIgnoreCase("post"),
                    tag.contains("data-send") || tag.contains("data-lti-submit"),
                    fields);
        }

        Form with(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(fields);
            changed.put(name, value);
            return new Form(action, post, sentByScript, changed);
        }
    }

    Page open(String url) {
        return arrive(URI.create(url), Optional.empty(), null);
    }

    /** Sends a form of a page. */
    Page send(Page page, Form form) {
        if (!form.post()) {
            return open(form.action() + "?" + encoded(form.fields()));
        }
        return arrive(URI.create(form.action()), Optional.of(encoded(form.fields())), page.url());
    }

    private Page arrive(URI first, Optional<String> firstBody, URI from) {
        URI url = first;
        Optional<String> body = firstBody;
        URI referrer = from;
        for (int step = 0; step < MOST_STEPS; step++) {
            HttpResponse<String> response = exchange(url, body, referrer);
            Optional<String> location = response.headers().firstValue("Location");
            if (ON_BY_GET.contains(response.statusCode()) && location.isPresent()) {
                url = url.resolve(location.get());
                body = Optional.empty();
                continue;
            }
            Page page = new Page(url, response.statusCode(), response.body());
            Optional<Form> next =
                    page.forms().stream().filter(Form::sentByScript).findFirst();
            if (next.isEmpty()) {
                return page;
            }
            referrer = url;
            url = URI.create(next.get().action());
            body = Optional.of(encoded(next.get().fields()));
        }
        throw new AssertionError("no end from " + first + ": now at " + url);
    }

    private HttpResponse<String> exchange(URI url, Optional<String> body, URI referrer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .header("Accept-Language", "vi")
                .header("Sec-Fetch-Dest", "document");
        Map<String, String> kept = cookies.computeIfAbsent(url.getHost(), host -> new HashMap<>());
        if (!kept.isEmpty()) {
            request.header(
                    "Cookie",
                    kept.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        body.ifPresent(form -> request.POST(BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", referrer.getScheme() + "://" + referrer.getRawAuthority()));
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(cookie -> keep(kept, cookie));
            return response;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void keep(Map<String, String> kept, String setCookie) {
        String[] pair = setCookie.split(";", 2)[0].split("=", 2);
        if (setCookie.contains("Max-Age=0")) {
            kept.remove(pair[0]);
        } else {
            kept.put(pair[0], pair[1]);
        }
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Optional<String> attribute(String tag, String name) {
        Matcher attribute =
                Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag.substring(0, tag.indexOf('>') + 1));
        return attribute.find() ? Optional.of(unescaped(attribute.group(1))) : Optional.empty();
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
