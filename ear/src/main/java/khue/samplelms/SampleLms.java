/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import com.nimbusds.jwt.JWTParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import khue.samplelms.http.ExchangeLog;
import khue.samplelms.http.Secrets;
import khue.samplelms.http.Sessions;
import khue.samplelms.http.WebServer;
import khue.samplelms.lti.AccessTokens;
import khue.samplelms.lti.Addresses;
import khue.samplelms.lti.AuthorizationEndpoint;
import khue.samplelms.lti.CopyNotices;
import khue.samplelms.lti.DeepLinkingRequests;
import khue.samplelms.lti.DeepLinkingReturn;
import khue.samplelms.lti.GroupsService;
import khue.samplelms.lti.IdTokens;
import khue.samplelms.lti.Launches;
import khue.samplelms.lti.LineItemsService;
import khue.samplelms.lti.LoginInitiation;
import khue.samplelms.lti.MembersService;
import khue.samplelms.lti.NoticeHandlers;
import khue.samplelms.lti.PlatformConfiguration;
import khue.samplelms.lti.RegistrationEndpoint;
import khue.samplelms.lti.RegistrationTokens;
import khue.samplelms.lti.ResultsService;
import khue.samplelms.lti.ScoresService;
import khue.samplelms.lti.ServiceRules;
import khue.samplelms.lti.SigningKeys;
import khue.samplelms.lti.TokenEndpoint;
import khue.samplelms.lti.TokenTampering;
import khue.samplelms.lti.ToolKeys;
import khue.samplelms.pages.Assets;
import khue.samplelms.pages.CoursePages;
import khue.samplelms.pages.FrontPages;
import khue.samplelms.pages.GradePages;
import khue.samplelms.pages.LaunchPages;
import khue.samplelms.pages.LogPage;
import khue.samplelms.pages.ToolPages;
import khue.samplelms.pages.Views;
import khue.samplelms.school.People;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.school.Storage;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/**
 * A running sample LMS: an LTI 1.3 platform with a course and its copies, which behaves as its {@link Temperament} says. Besides {@link #baseUrl()}
 * and {@link #close()} everything here is for tests: to look inside, and to spoil what goes out.
 */
public final class SampleLms implements AutoCloseable {
    /** The loopback address: it lets everybody in. */
    private static final String HOST = "127.0.0.1";

    private final WebServer server;
    private final Addresses addresses;
    private final ExchangeLog log;
    private final School school;
    private final SigningKeys signingKeys;
    private final Launches launches;
    private final IdTokens idTokens;
    private final AccessTokens accessTokens;
    private final RegistrationTokens registrationTokens;

    private SampleLms(Options options) throws IOException {
        Temperament temperament = options.temperament();
        Clock clock = clock(options.clock(), temperament);
        Secrets secrets = new Secrets(new SecureRandom());
        Storage storage = new Storage(options.directory(), fileOf(temperament));
        signingKeys = new SigningKeys(
                secrets, temperament, storage.signingKeys(), options.signingKey(), storage::keepSigningKeys);
        log = new ExchangeLog(clock);
        server = new WebServer(new InetSocketAddress(HOST, options.port()), log);
        addresses = addresses(server, options);
        server.knownAs(addresses.baseUrl(), addresses.endpointsUrl());
        school = new School(new People(options.pupils(), options.awkwardName()), storage.school(), storage::keep);
        Sessions sessions = new Sessions(secrets, server.port());

        ToolKeys toolKeys = new ToolKeys(log);
        launches = new Launches(clock, secrets);
        DeepLinkingRequests deepLinking = new DeepLinkingRequests(addresses, secrets, temperament, clock);
        idTokens = new IdTokens(school, addresses, signingKeys, deepLinking, options.name(), temperament, clock);
        accessTokens = new AccessTokens(school, secrets, clock);
        registrationTokens = new RegistrationTokens(addresses, signingKeys, secrets, temperament, clock);

        TokenEndpoint tokens = new TokenEndpoint(school, addresses, toolKeys, accessTokens, temperament, clock);
        RegistrationEndpoint registration =
                new RegistrationEndpoint(school, addresses, registrationTokens, toolKeys, secrets, temperament);
        PlatformConfiguration configuration = new PlatformConfiguration(addresses, registrationTokens, temperament);
        server.on("GET", "/.well-known/openid-configuration", configuration::publish)
                .on("GET", "/lti/jwks", request -> signingKeys.publish())
                .on("POST", "/lti/token", tokens::handle)
                .on("POST", "/lti/register", registration::register)
                .on("GET", "/lti/register", registration::read)
                .on("GET", "/lti/register/{client}", registration::readOwn)
                .on("PUT", "/lti/register/{client}", registration::updateOwn);
        routeServices(temperament, clock);

        Views views = new Views(options.name(), school, sessions, addresses);
        server.onRefusal(views::refusal);
        Assets.route(server);
        new FrontPages(views, school, sessions).route(server);
        new CoursePages(views, school, new CopyNotices(school, addresses, signingKeys, log, clock)).route(server);
        new GradePages(views, school, temperament).route(server);
        new LaunchPages(
                        views,
                        school,
                        launches,
                        new LoginInitiation(school, addresses, temperament),
                        new AuthorizationEndpoint(school, addresses, launches, idTokens, sessions, log),
                        new DeepLinkingReturn(school, addresses, deepLinking, toolKeys, clock),
                        temperament)
                .route(server);
        new ToolPages(views, school, addresses, registrationTokens, temperament, options.toolRegistration())
                .route(server);
        new LogPage(views, log).route(server);
    }

    private static Clock clock(Clock right, Temperament temperament) {
        int ahead = (temperament.has(Trait.CLOCK_AHEAD) ? 1 : 0) - (temperament.has(Trait.CLOCK_BEHIND) ? 1 : 0);
        return Clock.offset(right, Duration.ofSeconds(ahead));
    }

    /** One for each temperament: another LMS knows nothing of what this one was told. */
    private static String fileOf(Temperament temperament) {
        return temperament.equals(Temperament.MOODLE)
                ? "sample-lms.json"
                : "sample-lms-" + temperament.name() + ".json";
    }

    private static Addresses addresses(WebServer server, Options options) throws IOException {
        Temperament temperament = options.temperament();
        int endpoints = temperament.has(Trait.ENDPOINTS_AT_ANOTHER_ORIGIN)
                ? server.listenAlso(new InetSocketAddress(HOST, options.endpointsPort()))
                : server.port();
        return new Addresses("http://" + HOST + ":" + server.port(), "http://" + HOST + ":" + endpoints, temperament);
    }

    private void routeServices(Temperament temperament, Clock clock) {
        ServiceRules rules = new ServiceRules(school, temperament);
        String course = "/lti/services/{course}/lineitems";
        String item = course + "/{item}/lineitem";
        GroupsService groups = new GroupsService(accessTokens, rules);
        if (temperament.has(Trait.COURSE_GROUPS)) {
            server.on("GET", "/lti/services/{course}/groups", groups::groups)
                    .on("GET", "/lti/services/{course}/groupsets", groups::sets);
        }
        if (temperament.has(Trait.COPY_NOTICES)) {
            NoticeHandlers notices = new NoticeHandlers(school, accessTokens);
            server.on("GET", "/lti/services/notice-handlers", notices::list)
                    .on("PUT", "/lti/services/notice-handlers", notices::change);
        }
        LineItemsService lineItems = new LineItemsService(school, addresses, accessTokens, rules);
        server.on("GET", course, lineItems::list)
                .on("POST", course, lineItems::create)
                .on("GET", item, lineItems::read)
                .on("PUT", item, lineItems::update)
                .on("DELETE", item, lineItems::delete)
                .on("POST", item + "/scores", new ScoresService(school, accessTokens, rules, clock)::handle)
                .on("GET", item + "/results", new ResultsService(school, addresses, accessTokens, rules)::handle)
                .on(
                        "GET",
                        "/lti/services/CourseSection/{course}/bindings/{type}/memberships",
                        new MembersService(school, addresses, accessTokens, rules, temperament.membersPageSize())
                                ::handle);
    }

    /**
     * Starts an LMS and returns when it answers.
     *
     * @throws IOException when the port is taken or the storage directory cannot be used
     */
    public static SampleLms start(Options options) throws IOException {
        try {
            SampleLms lms = new SampleLms(options);
            lms.server.start();
            return lms;
        } catch (UncheckedIOException fault) {
            throw new IOException(fault.getMessage(), fault);
        }
    }

    /** Scheme, host and port of its pages, without a slash at the end. */
    public String baseUrl() {
        return addresses.baseUrl();
    }

    /** Where the endpoints are. */
    public Addresses addresses() {
        return addresses;
    }

    /** Accounts, courses, connected tools, activities, line items and grades. */
    public School school() {
        return school;
    }

    public People people() {
        return school.people();
    }

    /** Every launch begun since the start, in order. */
    public List<Launches.Launch> launches() {
        return launches.all();
    }

    /** The recent protocol exchanges, newest first. */
    public List<ExchangeLog.Entry> exchanges() {
        return log.entries();
    }

    /** The id_token sent last, as sent; empty text before the first. */
    public String lastIdToken() {
        return idTokens.lastToken();
    }

    /** The claims of the id_token sent last. */
    public Map<String, Object> lastIdTokenClaims() {
        try {
            return JWTParser.parse(lastIdToken()).getJWTClaimsSet().toJSONObject();
        } catch (ParseException fault) {
            throw new IllegalStateException("no token was sent, or the last one was spoilt beyond reading", fault);
        }
    }

    /** The access token handed out last; empty text before the first. */
    public String lastAccessToken() {
        return accessTokens.last();
    }

    public void revokeAccessTokens() {
        accessTokens.revokeAll();
    }

    /** Spoils the id_token of the next launch, and of that one only. */
    public void tamperWithNextToken(TokenTampering tampering) {
        idTokens.tamperWithNext(tampering);
    }

    /** Signs with a new key from now on; the one before it stays published. */
    public void rotateSigningKey() {
        signingKeys.rotate();
    }

    /** The tool's registration page with openid_configuration and a fresh registration_token, as the frame gets it. */
    public String registrationAddressFor(URI toolRegistration) {
        return addresses.toolRegistration(toolRegistration.toString(), registrationTokens.forNewTool());
    }

    /** The same for a tool that is connected already: it keeps its client_id. */
    public String registrationAddressForUpdate(RegisteredTool tool, URI toolRegistration) {
        return addresses.toolRegistration(toolRegistration.toString(), registrationTokens.forUpdateOf(tool));
    }

    /** A registration token for a new tool. */
    public String newRegistrationToken() {
        return registrationTokens.forNewTool();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Runs until it is stopped: {@code SampleLms [port] [directory] [registration address of a tool] [temperament]}. */
    public static void main(String[] arguments) throws IOException {
        Options options = Options.defaults().withPort(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8090);
        if (arguments.length > 1) {
            options = options.withDirectory(Path.of(arguments[1]));
        }
        if (arguments.length > 2) {
            options = options.withToolRegistration(URI.create(arguments[2]));
        }
        if (arguments.length > 3) {
            options = options.withTemperament(Temperament.named(arguments[3]).orElseThrow());
        }
        SampleLms lms = start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(lms::close));
        System.out.println("The sample LMS is at " + lms.baseUrl());
    }
}
