/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static khue.tools.lti.launch.LmsOfTheTest.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.inject.spi.CDI;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import khue.tools.database.ToolsDataSource;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.platforms.Platforms;
import khue.tools.lti.platforms.ToolUrls;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;
import khue.tools.lti.protocol.LoginInitiation;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins and launches in the server, over HTTP and on PostgreSQL: what is used up once, and what a refused launch leaves behind. */
@ArquillianTest
class LaunchIT {

    private static final int AT_ONCE = 8;

    private final Logins logins = bean(Logins.class);
    private final LaunchLog log = bean(LaunchLog.class);
    private final Platforms platforms = bean(Platforms.class);
    private final ToolUrls urls = bean(ToolUrls.class);

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private LmsOfTheTest lms;
    private Platform platform;

    @Deployment
    static WebArchive tools() {
        // By this name the server gives it the address at which browsers look for it.
        return ShrinkWrap.create(ZipImporter.class, "tools.war")
                .importFrom(new File(System.getProperty("application")))
                .as(WebArchive.class)
                .addClasses(LaunchIT.class, LmsOfTheTest.class)
                .addAsLibrary(new File(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()));
    }

    @BeforeEach
    void connectAnLms() {
        lms = new LmsOfTheTest();
        platform = platforms.add(lms.registration()).orElseThrow();
        platforms.activate(platform.id(), Optional.of("THCS Sông Hồng"));
    }

    @AfterEach
    void close() {
        lms.close();
    }

    @Test
    void beginsAVisit() throws Exception {
        BrowserLogin login = login();

        HttpResponse<String> answer = launch(login, claims -> {});

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("khue-visit=")
                        .contains("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith(login.cookieName() + "=;").contains("Max-Age=0"));
        assertThat(created())
                .containsOnly(
                        Map.entry("linked_identity", 1L),
                        Map.entry("course", 1L),
                        Map.entry("membership", 1L),
                        Map.entry("resource_link", 1L),
                        Map.entry("deployment", 1L),
                        Map.entry("visit", 1L));
        assertThat(lastEntry().accepted()).isTrue();
        assertThat(lastEntry().subjectHash()).isPresent().get().isNotEqualTo("4");
    }

    @Test
    void beginsEveryVisitWithANewSecret() throws Exception {
        String first = visitCookie(launch(login(), claims -> {}));
        String second = visitCookie(launch(login(), claims -> {}));

        assertThat(second).isNotEqualTo(first);
        assertThat(created()).containsEntry("linked_identity", 1L).containsEntry("visit", 2L);
    }

    @Test
    void letsSeveralLaunchesOfOneBrowserPassAtOnce() throws Exception {
        List<BrowserLogin> begun = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            begun.add(login());
        }
        String allCookies = begun.stream().map(BrowserLogin::cookie).collect(Collectors.joining("; "));

        List<Integer> statuses = atOnce(index -> launch(
                        begun.get(index).state(),
                        allCookies,
                        lms.token(urls.launch(), begun.get(index).nonce(), claims -> {}))
                .statusCode());

        assertThat(statuses).hasSize(AT_ONCE).containsOnly(303);
        assertThat(created())
                .containsEntry("linked_identity", 1L)
                .containsEntry("course", 1L)
                .containsEntry("membership", 1L)
                .containsEntry("resource_link", 1L);
    }

    @Test
    void takesAStateOnceHoweverManyBringItAtOnce() throws Exception {
        Logins.Begun begun = logins.begin(platform, initiation());

        List<String> outcomes = atOnce(index -> {
            try {
                logins.take(begun.state());
                return "taken";
            } catch (LaunchRejected rejected) {
                return rejected.reason().code();
            }
        });

        assertThat(outcomes)
                .containsOnlyOnce("taken")
                .contains("LTI-STATE-USED")
                .hasSize(AT_ONCE);
    }

    @Test
    void usesANonceUpOnceHoweverManyBringItAtOnce() throws Exception {
        Logins.Begun begun = logins.begin(platform, initiation());

        assertThat(atOnce(index -> logins.useUp(begun.nonce())))
                .containsOnlyOnce(true)
                .hasSize(AT_ONCE);
    }

    @Test
    void usesUpNoNonceThatIsNotOurs() {
        assertThat(logins.useUp("somebody else's")).isFalse();
    }

    @Test
    void takesNoStateWhoseTimeIsOver() throws Exception {
        Logins.Begun begun = logins.begin(platform, initiation());
        execute("UPDATE tools.login SET expires_at = now() - interval '1 second' WHERE nonce = '" + begun.nonce()
                + "'");

        assertThatThrownBy(() -> logins.take(begun.state()))
                .extracting("reason")
                .isEqualTo(LaunchReason.STATE_EXPIRED);
    }

    @Test
    void refusesAForgedSignature() throws Exception {
        BrowserLogin login = login();

        refused(
                launch(login.state(), login.cookie(), lms.forged(urls.launch(), login.nonce())),
                403,
                LaunchReason.SIGNATURE_WRONG);
    }

    @Test
    void refusesANonceThatWasUsed() throws Exception {
        BrowserLogin login = login();
        logins.useUp(login.nonce());

        refused(launch(login, claims -> {}), 403, LaunchReason.NONCE_USED);
    }

    @Test
    void refusesATokenThatBelongsToAnotherLogin() throws Exception {
        String elsewhere = login().nonce();

        refused(launch(login(), claims -> claims.put("nonce", elsewhere)), 403, LaunchReason.NONCE_OTHER);
    }

    @Test
    void refusesAnotherBrowsersState() throws Exception {
        BrowserLogin victim = login();
        String cookie = victim.cookieName() + "=a-guess";

        refused(
                launch(victim.state(), cookie, lms.token(urls.launch(), victim.nonce(), claims -> {})),
                403,
                LaunchReason.BROWSER_OTHER);
    }

    @Test
    void offersAWindowOfItsOwnWhenTheBrowserBringsNoCookie() throws Exception {
        BrowserLogin login = login();

        HttpResponse<String> answer = launch(login.state(), "", lms.token(urls.launch(), login.nonce(), claims -> {}));

        refused(answer, 403, LaunchReason.BROWSER_WITHOUT_COOKIE);
        assertThat(answer.body())
                .contains("target=\"_blank\"", "action=\"/tools/lti/login\"", "value=\"the-hint\"")
                .doesNotContain(login.state(), login.nonce());
    }

    @Test
    void refusesAStateThatCameBefore() throws Exception {
        BrowserLogin login = login();
        launch(login, claims -> {});
        Map<String, Long> before = created();

        HttpResponse<String> answer = launch(login, claims -> {});

        assertThat(answer.body()).contains("LTI-STATE-USED");
        assertThat(created()).isEqualTo(before);
    }

    @Test
    void refusesAnExpiredToken() throws Exception {
        refused(
                launch(login(), claims -> {
                    long longAgo = (long) claims.get("iat") - 300;
                    claims.put("iat", longAgo);
                    claims.put("exp", longAgo + 60);
                }),
                403,
                LaunchReason.TOKEN_EXPIRED);
    }

    @Test
    void refusesATargetElsewhere() throws Exception {
        refused(
                launch(login(), claims -> claims.put(CLAIM + "target_link_uri", "https://evil.example/")),
                403,
                LaunchReason.TARGET_FOREIGN);
    }

    @Test
    void refusesADeploymentThatIsSwitchedOff() throws Exception {
        platforms.disableDeployment(platforms.known(platform.id(), "7").id());

        HttpResponse<String> answer = launch(login(), claims -> claims.put(CLAIM + "deployment_id", "7"));

        assertThat(answer.body()).contains("LTI-DEPLOYMENT-DISABLED");
        assertThat(created()).containsEntry("linked_identity", 0L).containsEntry("visit", 0L);
    }

    @Test
    void refusesALearnerWhoWantsToAddLinks() throws Exception {
        refused(
                launch(login(), claims -> {
                    claims.put(CLAIM + "message_type", "LtiDeepLinkingRequest");
                    claims.put(
                            "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings",
                            Map.of(
                                    "deep_link_return_url",
                                    lms.issuer() + "/return",
                                    "accept_types",
                                    List.of("ltiResourceLink")));
                }),
                403,
                LaunchReason.DEEP_LINKING_NOT_A_TEACHER);
    }

    @Test
    void refusesALaunchByGet() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(urls.launch()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("LTI-LAUNCH-BY-GET");
    }

    @Test
    void showsNoMarkupThatThePlatformSentInsteadOfAToken() throws Exception {
        BrowserLogin login = login();

        HttpResponse<String> answer = post(
                urls.launch(), login.cookie(), Map.of("state", login.state(), "error", "<script>alert(1)</script>"));

        refused(answer, 403, LaunchReason.PLATFORM_ERROR);
        assertThat(answer.body()).doesNotContain("alert(1)");
        assertThat(lastEntry().detail()).isPresent().get().asString().contains("<script>alert(1)</script>");
    }

    @Test
    void sendsTheBrowserNowhereForAPlatformThatWaits() throws Exception {
        execute("UPDATE tools.platform SET status = 'pending' WHERE client_id = '" + lms.clientId() + "'");

        refused(initiate(Map.of()), 403, LaunchReason.PLATFORM_PENDING);
    }

    @Test
    void sendsTheBrowserNowhereForAPlatformThatNobodyKnows() throws Exception {
        HttpResponse<String> answer = initiate(Map.of("client_id", "another"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("LTI-PLATFORM-UNKNOWN");
    }

    @Test
    void looksFirstInAFrameWhetherTheCookieComesBack() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(urls.login() + "?" + form(parameters())))
                .header("Sec-Fetch-Dest", "iframe"));
        String next = answer.headers().firstValue("Location").orElseThrow();
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

        assertThat(next).startsWith(urls.login() + "/continue?state=");
        HttpResponse<String> kept = send(HttpRequest.newBuilder(URI.create(next)));
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.body()).contains("LTI-BROWSER-WITHOUT-COOKIE", "target=\"_blank\"");
        HttpResponse<String> brought =
                send(HttpRequest.newBuilder(URI.create(next)).header("Cookie", cookie));
        assertThat(brought.statusCode()).isEqualTo(302);
        assertThat(brought.headers().firstValue("Location").orElseThrow())
                .startsWith(lms.issuer() + "/auth?scope=openid&");
    }

    @Test
    void neverWritesARegistrationOver() {
        assertThat(platforms.add(lms.registration())).isEmpty();
        assertThat(platforms.find(lms.issuer(), lms.clientId()).orElseThrow().status())
                .isEqualTo(Platform.Status.ACTIVE);
    }

    @Test
    void pagesThroughTheLog() throws Exception {
        for (int i = 0; i < 3; i++) {
            initiate(Map.of("target_link_uri", "https://evil.example/"));
        }
        var filter = new LaunchLog.Filter(
                Optional.of(false), Optional.of(LaunchReason.TARGET_FOREIGN), Optional.of(platform.id()));

        LaunchLog.Page first = log.newestFirst(filter, Optional.empty(), 2);
        LaunchLog.Page second = log.newestFirst(filter, first.next(), 2);

        assertThat(first.entries()).hasSize(2);
        assertThat(second.entries()).hasSize(1);
        assertThat(second.next()).isEmpty();
        assertThat(second.entries().get(0).id())
                .isLessThan(first.entries().get(1).id());
        assertThat(first.entries().get(0).platformName()).contains("LMS of the test");
    }

    // The browser

    private record BrowserLogin(String state, String nonce, String cookieName, String cookie) {}

    private BrowserLogin login() throws IOException, InterruptedException {
        HttpResponse<String> answer = initiate(Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        Map<String, String> asked =
                parameters(URI.create(answer.headers().firstValue("Location").orElseThrow()));
        return new BrowserLogin(asked.get("state"), asked.get("nonce"), cookie.split("=")[0], cookie);
    }

    private Map<String, String> parameters() {
        return Map.of(
                "iss",
                lms.issuer(),
                "client_id",
                lms.clientId(),
                "login_hint",
                "the-hint",
                "target_link_uri",
                urls.launch().toString());
    }

    private HttpResponse<String> initiate(Map<String, String> changes) throws IOException, InterruptedException {
        Map<String, String> parameters = new HashMap<>(parameters());
        parameters.putAll(changes);
        return post(urls.login(), "", parameters);
    }

    private HttpResponse<String> launch(BrowserLogin login, Consumer<Map<String, Object>> mutation)
            throws IOException, InterruptedException {
        return launch(login.state(), login.cookie(), lms.token(urls.launch(), login.nonce(), mutation));
    }

    private HttpResponse<String> launch(String state, String cookie, String token)
            throws IOException, InterruptedException {
        return post(urls.launch(), cookie, Map.of("state", state, "id_token", token));
    }

    private HttpResponse<String> post(URI url, String cookie, Map<String, String> form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", lms.issuer())
                .POST(HttpRequest.BodyPublishers.ofString(form(form)));
        return send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> parameters(URI url) {
        return List.of(url.getQuery().split("&")).stream()
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String visitCookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("khue-visit="))
                .findFirst()
                .orElseThrow();
    }

    // What is seen afterwards

    private void refused(HttpResponse<String> answer, int status, LaunchReason reason) throws Exception {
        assertThat(answer.body()).contains(reason.code());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors");
        assertThat(created().values()).containsOnly(0L);
        assertThat(lastEntry().reason()).contains(reason);
    }

    private LaunchLog.Entry lastEntry() {
        return log.newestFirst(
                        new LaunchLog.Filter(Optional.empty(), Optional.empty(), Optional.of(platform.id())),
                        Optional.empty(),
                        1)
                .entries()
                .get(0);
    }

    /** How many rows of this platform each table has. */
    private Map<String, Long> created() throws SQLException, NamingException {
        String id = "'" + platform.id() + "'";
        String courses =
                "SELECT c.id FROM tools.course c JOIN tools.deployment d ON d.id = c.deployment_id WHERE d.platform_id = "
                        + id;
        Map<String, Long> counts = new HashMap<>();
        counts.put("linked_identity", count("linked_identity WHERE platform_id = " + id));
        counts.put("deployment", count("deployment WHERE platform_id = " + id));
        counts.put("course", count("course WHERE id IN (" + courses + ")"));
        counts.put("membership", count("membership WHERE course_id IN (" + courses + ")"));
        counts.put("resource_link", count("resource_link WHERE course_id IN (" + courses + ")"));
        counts.put("visit", count("visit WHERE course_id IN (" + courses + ")"));
        return counts;
    }

    private static long count(String what) throws SQLException, NamingException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM tools." + what)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException, NamingException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static DataSource dataSource() throws NamingException {
        return InitialContext.doLookup(ToolsDataSource.NAME);
    }

    private interface Attempt<T> {
        T make(int index) throws Exception;
    }

    private static <T> List<T> atOnce(Attempt<T> attempt) throws Exception {
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

    private LoginInitiation initiation() {
        return new LoginInitiation(
                lms.issuer(),
                "the-hint",
                urls.launch().toString(),
                Optional.empty(),
                Optional.of(lms.clientId()),
                Optional.empty());
    }

    private static <T> T bean(Class<T> type) {
        boolean inTheServer = System.getProperty("application") == null;
        return inTheServer ? CDI.current().select(type).get() : null;
    }
}
