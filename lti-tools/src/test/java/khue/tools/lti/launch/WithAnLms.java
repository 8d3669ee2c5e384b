/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.lti.protocol.Reason;
import khue.tools.testing.InServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Launches in the server, over HTTP and on PostgreSQL: an LMS, a browser, and what is left behind. */
abstract class WithAnLms {

    static final int AT_ONCE = 8;
    static final String INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";

    private static final String FORM = "application/x-www-form-urlencoded";

    final Logins logins = InServer.bean(Logins.class);
    final LaunchLog log = InServer.bean(LaunchLog.class);
    final Platforms platforms = InServer.bean(Platforms.class);
    final ToolUrls urls = InServer.bean(ToolUrls.class);

    final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    LmsOfTheTest lms;
    Platform platform;

    @BeforeEach
    void connectAnLms() {
        lms = new LmsOfTheTest();
        platform = connected(lms);
    }

    @AfterEach
    void close() {
        lms.close();
    }

    Platform connected(LmsOfTheTest other) {
        Platform added = platforms.add(other.registration()).orElseThrow();
        platforms.activate(added.id(), Optional.of("THCS Sông Hồng"));
        return added;
    }

    // The browser

    record BrowserLogin(String state, String nonce, String cookieName, String cookie) {}

    BrowserLogin login() throws IOException, InterruptedException {
        return login(Map.of());
    }

    BrowserLogin login(Map<String, String> changes) throws IOException, InterruptedException {
        HttpResponse<String> answer = initiate(changes);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return begun(answer, answer.headers().firstValue("Location").orElseThrow());
    }

    /** @param next where the answer leads to: the LMS's authorization endpoint */
    static BrowserLogin begun(HttpResponse<String> answer, String next) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        Map<String, String> asked = parameters(URI.create(next));
        return new BrowserLogin(asked.get("state"), asked.get("nonce"), cookie.split("=")[0], cookie);
    }

    /** What the LMS sends to initiate a login. */
    Map<String, String> initiation() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("iss", lms.issuer());
        parameters.put("client_id", lms.clientId());
        parameters.put("login_hint", "the-hint");
        parameters.put("target_link_uri", urls.launch().toString());
        return parameters;
    }

    /** @param changes of {@link #initiation}; an empty text takes a parameter away */
    HttpResponse<String> initiate(Map<String, String> changes) throws IOException, InterruptedException {
        Map<String, String> parameters = initiation();
        parameters.putAll(changes);
        parameters.values().removeIf(String::isEmpty);
        return post(urls.login(), "", parameters);
    }

    /** The same from an LMS's frame, by a browser that says so. */
    HttpResponse<String> initiateInAFrame(Map<String, String> changes) throws IOException, InterruptedException {
        Map<String, String> parameters = initiation();
        parameters.putAll(changes);
        return send(HttpRequest.newBuilder(URI.create(urls.login() + "?" + form(parameters)))
                .header("Sec-Fetch-Dest", "iframe"));
    }

    HttpResponse<String> launch(BrowserLogin login, Consumer<Map<String, Object>> mutation)
            throws IOException, InterruptedException {
        return launch(login.state(), login.cookie(), lms.token(urls.launch(), login.nonce(), mutation));
    }

    HttpResponse<String> launch(String state, String cookie, String token) throws IOException, InterruptedException {
        return post(urls.launch(), cookie, Map.of("state", state, "id_token", token));
    }

    /** A whole launch. */
    HttpResponse<String> launch(Consumer<Map<String, Object>> mutation) throws IOException, InterruptedException {
        return launch(login(), mutation);
    }

    HttpResponse<String> post(URI url, String cookie, Map<String, String> form)
            throws IOException, InterruptedException {
        return post(url, cookie, lms.issuer(), form(form));
    }

    /** By a form of our own page. */
    HttpResponse<String> postFromOurPage(URI url, String cookie, Map<String, String> form)
            throws IOException, InterruptedException {
        return post(url, cookie, our(""), form(form));
    }

    HttpResponse<String> post(URI url, String cookie, String origin, String form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", FORM)
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    /** A page of ours, to whoever has this cookie. */
    HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(our(path))).header("Accept-Language", "en");
        return send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    /** @param path below the host, such as {@code /tools/window} */
    String our(String path) {
        return urls.launch().resolve("/").toString().replaceAll("/$", "") + path;
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static Map<String, String> parameters(URI url) {
        return Stream.of(url.getQuery().split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(302, 303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** The visit's cookie, as the browser sends it back. */
    static String visitCookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("khue-visit="))
                .map(cookie -> cookie.split(";")[0])
                .findFirst()
                .orElseThrow();
    }

    /** The value of an attribute or of a field in a page's main part, as a browser reads it. */
    static String value(HttpResponse<String> page, String before) {
        return value(page.body().substring(page.body().indexOf("<main")), before);
    }

    static String value(String html, String before) {
        Matcher found = Pattern.compile(Pattern.quote(before) + "=\"([^\"]*)\"").matcher(html);
        assertThat(found.find()).as("%s in %s", before, html).isTrue();
        return found.group(1)
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** A teacher's project, by the form that a teacher fills in; answers what came of it. */
    HttpResponse<String> makeProject(String visit, String title) throws IOException, InterruptedException {
        HttpResponse<String> page = get("/tools/portfolio/new", visit);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        Map<String, String> fields = new HashMap<>();
        fields.put("_csrf", value(page, "name=\"_csrf\" value"));
        fields.put("id", value(page, "name=\"id\" value"));
        fields.put("title", title);
        fields.put("instructions", "Trồng rau ở góc lớp.");
        fields.put("learningForm", value(page, "type=\"radio\" name=\"learningForm\" value"));
        fields.put("strand", "");
        fields.put("dueOn", "");
        return postFromOurPage(URI.create(our("/tools/portfolio/new")), visit, fields);
    }

    // What is seen afterwards

    /** Refused by a page that says why, with nothing kept but a line in the launch log. */
    void refused(HttpResponse<String> answer, int status, Reason reason) {
        saysWhyNot(answer, status, reason);
        assertThat(created().values()).containsOnly(0L);
    }

    void saysWhyNot(HttpResponse<String> answer, int status, Reason reason) {
        assertThat(answer.body()).contains(reason.code());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors");
        assertThat(answer.body()).contains("<h1", "<html").doesNotContain("??");
        assertThat(lastEntry().reason()).get().isEqualTo(reason);
        assertThat(lastEntry().detail()).isPresent();
    }

    /** The launch log's last line. */
    LaunchLog.Entry lastEntry() {
        return log.newestFirst(LaunchLog.Filter.NONE, Optional.empty(), 1)
                .entries()
                .get(0);
    }

    /** How many rows of this platform each table has. */
    Map<String, Long> created() {
        UUID id = platform.id();
        String courses =
                "(SELECT c.id FROM tools.course c JOIN tools.deployment d ON d.id = c.deployment_id WHERE d.platform_id = ?)";
        Map<String, Long> counts = new HashMap<>();
        counts.put("linked_identity", count("linked_identity WHERE platform_id = ?", id));
        counts.put("deployment", count("deployment WHERE platform_id = ?", id));
        counts.put("course", count("course WHERE id IN " + courses, id));
        counts.put("membership", count("membership WHERE course_id IN " + courses, id));
        counts.put("resource_link", count("resource_link WHERE course_id IN " + courses, id));
        counts.put("visit", count("visit WHERE course_id IN " + courses, id));
        return counts;
    }

    static long count(String what, Object... parameters) {
        return InServer.number("SELECT count(*) FROM tools." + what, parameters);
    }

    interface Attempt<T> {
        T make(int index) throws Exception;
    }

    static <T> List<T> atOnce(Attempt<T> attempt) throws Exception {
        ManagedExecutorService executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int index = i;
            running.add(executor.submit((Callable<T>) () -> attempt.make(index)));
        }
        List<T> outcomes = new ArrayList<>();
        for (Future<T> one : running) {
            outcomes.add(one.get());
        }
        return outcomes;
    }
}
