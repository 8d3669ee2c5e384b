/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.UnaryOperator;
import khue.samplelms.http.Json;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each trait makes a difference that a tool notices. A trait is tried on an LMS that has no other, so that it is this one which makes the
 * difference; what an LMS has without any is the other half of each test.
 */
class TraitsTest {
    private static final Temperament PLAIN = Temperament.MOODLE.without(Trait.values());
    private static final String SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";
    private static final String CUSTOM = "https://purl.imsglobal.org/spec/lti/claim/custom";
    private static final String MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
    private static final String SCORE = "application/vnd.ims.lis.v1.score+json";

    /** It stands still, a little after what the tool signs. */
    private final Clock clock = Clock.fixed(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(20).plusMillis(100), ZoneOffset.UTC);

    private final List<AutoCloseable> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }

    private SampleLms lms(Temperament temperament) throws Exception {
        SampleLms lms = SampleLms.start(options().withTemperament(temperament));
        running.add(lms);
        return lms;
    }

    private Options options() {
        return Options.defaults().withClock(clock).withSigningKey(LmsTest.SIGNING_KEY);
    }

    private SampleLms lms(Trait... traits) throws Exception {
        return lms(PLAIN.with(traits));
    }

    private FakeTool tool(Trait... traits) throws Exception {
        return registered(lms(traits));
    }

    private FakeTool registered(SampleLms lms) throws Exception {
        FakeTool tool = FakeTool.registeredAt(lms);
        running.add(tool);
        return tool;
    }

    /** A tool and an activity of it with a column. */
    private FakeTool graded(Trait... traits) throws Exception {
        FakeTool tool = tool(traits);
        tool.lms
                .school()
                .save(new Activity("77", tool.clientId(), "Vườn", "", tool.launchUri(), Map.of("project", "1")));
        tool.lms.school().save(new LineItem("78", tool.clientId(), "77", "Vườn", 10, "", "", "", Map.of()));
        return tool;
    }

    private static Map<String, Object> launch(FakeTool tool) {
        Visitor pupil = Visitor.signedIn(tool.lms, tool.lms.people().pupils().get(0));
        Visitor.Form login = pupil.beginLaunch(tool.lms.school().activities().get(0));
        pupil.authorize(tool.authenticationAddress(tool.authenticationRequest(login.fields())));
        return tool.lms.lastIdTokenClaims();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> settings(FakeTool tool) {
        Visitor teacher = Visitor.signedIn(tool.lms, tool.lms.people().teacher());
        Visitor.Form login = teacher.beginDeepLinking(tool.registered());
        teacher.authorize(tool.authenticationAddress(tool.authenticationRequest(login.fields())));
        return (Map<String, Object>) tool.lms.lastIdTokenClaims().get(SETTINGS);
    }

    private HttpResponse<String> score(FakeTool tool, UnaryOperator<Map<String, Object>> change) {
        Map<String, Object> score = new HashMap<>(Map.of(
                "userId",
                "4",
                "timestamp",
                clock.instant().plusMillis(7).toString(),
                "activityProgress",
                "Completed",
                "gradingProgress",
                "FullyGraded",
                "scoreGiven",
                8,
                "scoreMaximum",
                10));
        String item = (String) ((Map<?, ?>) launch(tool).get("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"))
                .get("lineitem");
        String scores = item.contains("?") ? item.replace("?", "/scores?") : item + "/scores";
        return tool.post(scores, SCORE, change.apply(score));
    }

    private static Grade grade(FakeTool tool) {
        return tool.lms.school().findGrade("78", "4").orElseThrow();
    }

    // What people read

    @ParameterizedTest
    @EnumSource(Trait.class)
    void hasASentenceInBothLanguagesAndAnLmsThatHasIt(Trait trait) {
        for (String language : List.of("vi", "en")) {
            ResourceBundle messages =
                    ResourceBundle.getBundle("khue.samplelms.messages", Locale.forLanguageTag(language));
            assertThat(messages.getString("trait." + trait)).isNotBlank();
        }
        assertThat(Temperament.all()).anyMatch(temperament -> temperament.has(trait));
    }

    @Test
    void isFoundByTheNameThatSettingsWrite() {
        assertThat(Temperament.named("canvas")).contains(Temperament.CANVAS);
        assertThat(Temperament.named("Canvas")).isEmpty();
        assertThat(Temperament.all()).extracting(Temperament::name).doesNotHaveDuplicates();
    }

    @Test
    void saysOnItsFrontPageWhoItBehavesLike() throws Exception {
        SampleLms lms = lms(Temperament.D2L);

        assertThat(Visitor.nobody(lms).get(lms.baseUrl()).body())
                .contains("D2L Brightspace", "Đồng hồ của nó nhanh một giây.", "“_parent”")
                .doesNotContain("chậm một giây");
    }

    // Registration

    private static String configuration(String registrationAddress) {
        return parameter(registrationAddress, "openid_configuration");
    }

    private static String parameter(String address, String name) {
        for (String pair : URI.create(address).getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static HttpResponse<String> postRegistration(FakeTool tool, String address, JsonNode document) {
        return tool.send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document.toString())));
    }

    @Test
    void putsTheRegistrationTokenIntoTheAddresses() throws Exception {
        FakeTool tool = new FakeTool(lms(Trait.REGISTRATION_TOKEN_IN_ADDRESS));
        running.add(tool);
        String address = tool.lms.registrationAddressFor(URI.create("http://tool.example/register"));
        assertThat(parameter(address, "registration_token")).isEmpty();
        String endpoint = FakeTool.json(Visitor.nobody(tool.lms).get(configuration(address)))
                .path("registration_endpoint")
                .asText();

        assertThat(postRegistration(tool, tool.lms.addresses().registration(), tool.registration())
                        .statusCode())
                .isEqualTo(401);
        assertThat(postRegistration(tool, endpoint, tool.registration()).statusCode())
                .isEqualTo(200);
        assertThat(postRegistration(tool, endpoint, tool.registration()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void showsItsConfigurationToNobodyWithoutAToken() throws Exception {
        SampleLms lms = lms(Trait.CONFIGURATION_BEHIND_TOKEN);
        String address = lms.registrationAddressFor(URI.create("http://tool.example/register"));

        assertThat(Visitor.nobody(lms)
                        .get(lms.addresses().openidConfiguration())
                        .statusCode())
                .isEqualTo(401);
        assertThat(Visitor.nobody(lms).get(configuration(address)).statusCode()).isEqualTo(200);
        assertThat(parameter(address, "registration_token")).isNotEmpty();
    }

    @Test
    void letsOneToolRegisterWithoutATokenAfterTheAdministratorsClick() throws Exception {
        FakeTool tool = new FakeTool(lms(Trait.NO_REGISTRATION_TOKEN));
        running.add(tool);
        String registration = tool.lms.addresses().registration();

        assertThat(postRegistration(tool, registration, tool.registration()).statusCode())
                .isEqualTo(401);
        String address = tool.lms.registrationAddressFor(URI.create("http://tool.example/register"));
        assertThat(address).doesNotContain("registration_token");
        assertThat(postRegistration(tool, registration, tool.registration()).statusCode())
                .isEqualTo(200);
        assertThat(postRegistration(tool, registration, tool.registration()).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "message"})
    void refusesWhatItDoesNotOffer(String what) throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.UNKNOWN_METADATA_REFUSED}, {}}) {
            FakeTool tool = new FakeTool(lms(traits));
            running.add(tool);
            ObjectNode document = tool.registration();
            if (what.equals("scope")) {
                document.put("scope", FakeTool.ALL_SCOPES + " https://elsewhere.example/scope");
            } else {
                document.withArray("/" + FakeTool.CONFIGURATION.replace("/", "~1") + "/messages")
                        .addObject()
                        .put("type", "LtiStartProctoring");
            }
            assertThat(tool.register(tool.lms.newRegistrationToken(), document).statusCode())
                    .isEqualTo(traits.length == 0 ? 200 : 422);
        }
    }

    @Test
    void saysLaterWhereItDeploys() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.DEPLOYED_LATER}, {}}) {
            FakeTool tool = new FakeTool(lms(traits));
            running.add(tool);
            JsonNode answer = FakeTool.json(tool.register(tool.lms.newRegistrationToken(), tool.registration()));

            assertThat(answer.path(FakeTool.CONFIGURATION).has("deployment_id")).isEqualTo(traits.length == 0);
        }
    }

    @Test
    void cutsCustomParametersAtAnEqualsSign() throws Exception {
        FakeTool tool = new FakeTool(lms(Trait.CUSTOM_CUT_AT_EQUALS));
        running.add(tool);
        ObjectNode document = tool.registration();
        document.withObject("/" + FakeTool.CONFIGURATION.replace("/", "~1") + "/custom_parameters")
                .put("eq", "a=b");
        tool.register(tool.lms.newRegistrationToken(), document);

        assertThat(tool.lms.school().tools().get(0).customParameters()).containsEntry("eq", "a");
    }

    // Addresses

    @Test
    void sharesItsIssuerWithEveryOther() throws Exception {
        assertThat(lms(Trait.SHARED_ISSUER).addresses().issuer())
                .isEqualTo(lms(Trait.SHARED_ISSUER).addresses().issuer())
                .isEqualTo("http://127.0.0.1");
    }

    @Test
    void servesProtocolButNoPagesAtTheOtherOrigin() throws Exception {
        SampleLms lms = lms(Trait.ENDPOINTS_AT_ANOTHER_ORIGIN);
        String endpoints = lms.addresses().endpointsUrl();
        Visitor visitor = Visitor.nobody(lms);

        assertThat(endpoints).isNotEqualTo(lms.baseUrl());
        assertThat(lms.addresses().token()).startsWith(endpoints);
        assertThat(visitor.get(lms.addresses().jwks()).statusCode()).isEqualTo(200);
        assertThat(visitor.get(endpoints + "/course").headers().firstValue("Location"))
                .contains(lms.baseUrl() + "/course");
    }

    @Test
    void wantsAssertionsForAnAudienceOfItsOwnAsOneText() throws Exception {
        FakeTool tool = tool(Trait.TOKEN_AUDIENCE_APART);
        String audience = FakeTool.json(
                        Visitor.nobody(tool.lms).get(tool.lms.addresses().openidConfiguration()))
                .path("authorization_server")
                .asText();

        assertThat(tokenFor(tool, tool.lms.addresses().token())).isEqualTo(400);
        assertThat(tokenFor(tool, List.of(audience, "another"))).isEqualTo(400);
        assertThat(tokenFor(tool, audience)).isEqualTo(200);
    }

    @Test
    void namesAMereHostThatIsNoAudience() throws Exception {
        FakeTool tool = tool(Trait.AUTHORIZATION_SERVER_IS_A_HOST);
        String server = FakeTool.json(
                        Visitor.nobody(tool.lms).get(tool.lms.addresses().openidConfiguration()))
                .path("authorization_server")
                .asText();

        assertThat(server).doesNotContain("/").startsWith("127.0.0.1");
        assertThat(tokenFor(tool, server)).isEqualTo(400);
        assertThat(tokenFor(tool, tool.lms.addresses().token())).isEqualTo(200);
    }

    private int tokenFor(FakeTool tool, Object audience) {
        Map<String, Object> claims =
                new HashMap<>(tool.assertionClaims().build().toJSONObject());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().getEpochSecond() + 60);
        claims.put("aud", audience);
        return tool.requestToken(tool.tokenForm(tool.signedAsIs(claims), FakeTool.ALL_SCOPES))
                .statusCode();
    }

    // Launches

    @Test
    void addsParametersToLoginsAndAnswersThatNobodyKnows() throws Exception {
        FakeTool tool = graded(Trait.LOGIN_WITH_MORE_PARAMETERS, Trait.ANSWER_WITH_MORE_FIELDS);
        Visitor pupil = Visitor.signedIn(tool.lms, tool.lms.people().pupils().get(0));
        Visitor.Form login = pupil.beginLaunch(tool.lms.school().activities().get(0));
        Map<String, String> request = tool.authenticationRequest(login.fields());

        assertThat(login.fields()).containsKeys("canvas_region", "deployment_id");
        Map<String, String> echoing = new HashMap<>(request);
        echoing.put("canvas_region", login.fields().get("canvas_region"));
        assertThat(pupil.authorize(tool.authenticationAddress(echoing)).fields())
                .containsEntry("error", "invalid_request");
        assertThat(pupil.authorize(tool.authenticationAddress(request)).fields())
                .containsKeys("id_token", "utf8", "authenticity_token");
    }

    @Test
    void namesTheFrameThatKeepsDataAndServesIt() throws Exception {
        FakeTool tool = registered(lms(Temperament.SAKAI));
        FakeTool other = registered(lms(PLAIN));

        assertThat(Visitor.signedIn(tool.lms, tool.lms.people().teacher())
                        .beginDeepLinking(tool.registered())
                        .fields())
                .containsEntry("lti_storage_target", "_parent");
        assertThat(Visitor.signedIn(other.lms, other.lms.people().teacher())
                        .beginDeepLinking(other.registered())
                        .fields())
                .doesNotContainKey("lti_storage_target");

        SampleLms canvas = lms(Temperament.CANVAS);
        assertThat(Visitor.nobody(canvas).get(canvas.baseUrl()).body())
                .contains("name=\"post_message_forwarding\"", canvas.addresses().storageFrame());
        assertThat(Visitor.nobody(canvas)
                        .get(canvas.addresses().storageFrame())
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow())
                .endsWith("frame-ancestors 'self' " + canvas.baseUrl());
    }

    @Test
    void writesTokensInItsOwnWay() throws Exception {
        FakeTool tool = graded(
                Trait.AUDIENCE_AS_ARRAY,
                Trait.AUTHORIZED_PARTY,
                Trait.KEYS_NAME_THEIR_ALGORITHM,
                Trait.UNKNOWN_VARIABLES_LITERAL);
        FakeTool plain = graded();

        assertThat(launch(tool)).containsEntry("azp", tool.clientId());
        assertThat(payload(tool).path("aud")).hasToString("[\"" + tool.clientId() + "\"]");
        assertThat(launch(plain)).doesNotContainKey("azp");
        assertThat(payload(plain).path("aud").asText()).isEqualTo(plain.clientId());
        assertThat(custom(tool)).containsKey("due");
        assertThat(custom(plain)).doesNotContainKey("due");
        assertThat(keyOf(tool).path("alg").asText()).isEqualTo("RS256");
        assertThat(keyOf(plain).has("alg")).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> custom(FakeTool tool) {
        return (Map<String, Object>) launch(tool).get(CUSTOM);
    }

    /** As it was sent: a library may have made one shape of {@code aud} of both. */
    private static JsonNode payload(FakeTool tool) {
        String[] parts = tool.lms.lastIdToken().split("\\.");
        return Json.object(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    private static JsonNode keyOf(FakeTool tool) {
        return FakeTool.json(Visitor.nobody(tool.lms).get(tool.lms.addresses().jwks()))
                .path("keys")
                .path(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Trait.class,
            names = {"CLOCK_AHEAD", "CLOCK_BEHIND"})
    void isASecondOff(Trait trait) throws Exception {
        Instant here = clock.instant();

        assertThat(launch(graded(trait)))
                .containsEntry("iat", here.getEpochSecond() + (trait == Trait.CLOCK_AHEAD ? 1 : -1));
    }

    // Deep linking

    @Test
    void asksInItsOwnWay() throws Exception {
        assertThat(settings(tool()))
                .containsEntry("accept_multiple", true)
                .containsEntry("accept_lineitem", true)
                .doesNotContainKey("data");
        assertThat(settings(tool(Trait.ONE_ITEM, Trait.NO_LINE_ITEM_BY_DEEP_LINKING, Trait.DEEP_LINKING_DATA)))
                .containsEntry("accept_multiple", false)
                .containsEntry("accept_lineitem", false)
                .containsKey("data");
        assertThat(settings(tool(Trait.LINE_ITEM_BY_DEEP_LINKING_UNSPOKEN))).doesNotContainKey("accept_lineitem");
    }

    @Test
    void takesNoColumnByDeepLinking() throws Exception {
        FakeTool tool = tool(Trait.NO_LINE_ITEM_BY_DEEP_LINKING);
        Map<String, Object> settings = settings(tool);
        String answer = tool.signedAsIs(claims(tool, settings));

        assertThat(Visitor.signedIn(tool.lms, tool.lms.people().teacher())
                        .post((String) settings.get("deep_link_return_url"), Map.of("JWT", answer))
                        .statusCode())
                .isEqualTo(200);
        assertThat(tool.lms.school().activities()).hasSize(1);
        assertThat(tool.lms.school().lineItems()).isEmpty();
    }

    private Map<String, Object> claims(FakeTool tool, Map<String, Object> settings) {
        Map<String, Object> claims = new HashMap<>(
                tool.deepLinkingClaims(settings, tool.item("Vườn")).build().toJSONObject());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().getEpochSecond() + 60);
        return claims;
    }

    // Services

    @Test
    void takesOtherMediaTypesWhenItIsNotStrict() throws Exception {
        FakeTool tool = tool();
        FakeTool strict = tool(Trait.EXACT_MEDIA_TYPES);

        for (String accept : List.of(MEMBERS, "application/json", "text/html, */*;q=0.1")) {
            assertThat(tool.get(members(tool), accept).statusCode()).as(accept).isEqualTo(200);
        }
        assertThat(tool.get(members(tool), "text/html").statusCode()).isEqualTo(400);
        assertThat(strict.get(members(strict), "application/json").statusCode()).isEqualTo(400);
    }

    private static String members(FakeTool tool) {
        return tool.lms.baseUrl() + "/lti/services/CourseSection/2/bindings/"
                + tool.registered().deploymentId() + "/memberships";
    }

    @Test
    void listsWhoLeftAsInactive() throws Exception {
        FakeTool tool = tool(Trait.INACTIVE_MEMBERS_LISTED);

        assertThat(FakeTool.json(tool.get(members(tool), MEMBERS))
                        .path("members")
                        .findValuesAsText("status"))
                .containsExactly("Active", "Active", "Active", "Active", "Inactive");
    }

    @Test
    void escapesNamesOnlyWhereItDoes() throws Exception {
        SampleLms plain = SampleLms.start(options().withAwkwardName(true).withTemperament(PLAIN));
        running.add(plain);
        FakeTool tool = registered(plain);

        assertThat(tool.get(members(tool), MEMBERS).body()).contains("Mai & <Em>");
    }

    @Test
    void hasAsManyPupilsAsItIsTold() throws Exception {
        SampleLms lms = SampleLms.start(options().withTemperament(PLAIN).withPupils(60));
        running.add(lms);

        assertThat(lms.people().pupils()).hasSize(60);
        assertThat(Set.copyOf(lms.people().all())).hasSameSizeAs(lms.people().all());
        HttpResponse<String> first = registered(lms).get(members(runningTool()), MEMBERS);
        assertThat(FakeTool.json(first).path("members")).hasSize(50);
        assertThat(first.headers().firstValue("Link").orElse("")).endsWith("rel=\"next\"");
    }

    private FakeTool runningTool() {
        return (FakeTool) running.get(running.size() - 1);
    }

    @Test
    void linksToMoreLineItemsWellOrBadly() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.MALFORMED_LINE_ITEM_LINKS}, {}}) {
            FakeTool tool = graded(traits);
            tool.lms.school().save(new LineItem("79", tool.clientId(), "", "Thêm", 10, "", "", "", Map.of()));
            String link = tool.get(
                            tool.lms.baseUrl() + "/lti/services/2/lineitems?limit=1&tag=",
                            "application/vnd.ims.lis.v2.lineitemcontainer+json")
                    .headers()
                    .firstValue("Link")
                    .orElseThrow();
            assertThat(link.contains("&amp;")).isEqualTo(traits.length == 1);
            assertThat(link.endsWith("rel=\"next\"")).isEqualTo(traits.length == 0);
        }
    }

    @Test
    void carriesAQueryInTheAddressesOfGrades() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.QUERY_IN_SERVICE_ADDRESSES}, {}}) {
            FakeTool tool = graded(traits);
            assertThat(launch(tool)
                            .get("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint")
                            .toString()
                            .contains("?type_id="))
                    .isEqualTo(traits.length == 1);
            assertThat(score(tool, same()).statusCode()).isEqualTo(200);
        }
    }

    private static UnaryOperator<Map<String, Object>> same() {
        return score -> score;
    }

    private static UnaryOperator<Map<String, Object>> but(String name, Object value) {
        return score -> {
            score.put(name, value);
            return score;
        };
    }

    @Test
    void comparesTimestampsByTheSecondOrExactly() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.TIMESTAMPS_OF_WHOLE_SECONDS}, {}}) {
            FakeTool tool = graded(traits);
            score(tool, same());
            String later = clock.instant().plusMillis(8).toString();
            assertThat(score(tool, but("timestamp", later)).statusCode()).isEqualTo(traits.length == 0 ? 200 : 409);
            assertThat(score(tool, but("timestamp", later)).statusCode())
                    .as("the same once more")
                    .isEqualTo(409);
        }
    }

    @Test
    void clearsOrKeepsTheGradeByAnUnfinishedScore() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.UNFINISHED_SCORES_CLEAR}, {}}) {
            FakeTool tool = graded(traits);
            score(tool, same());
            score(
                    tool,
                    but("gradingProgress", "PendingManual")
                            .andThen(but(
                                    "timestamp", clock.instant().plusMillis(9).toString()))::apply);
            assertThat(grade(tool).gradingProgress()).isEqualTo("PendingManual");
            assertThat(grade(tool).score().isPresent()).isEqualTo(traits.length == 0);
        }
    }

    @Test
    void capsOrTakesMoreThanTheMaximum() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.SCORES_CAPPED}, {}}) {
            FakeTool tool = graded(traits);
            score(tool, but("scoreGiven", 12));
            assertThat(grade(tool).score()).contains(traits.length == 0 ? 12.0 : 10.0);
        }
    }

    @Test
    void answersScoresInItsOwnWay() throws Exception {
        assertThat(score(graded(Trait.SCORES_WITHOUT_CONTENT), same()).statusCode())
                .isEqualTo(204);

        FakeTool throttling = graded(Trait.FIRST_SCORE_THROTTLED);
        HttpResponse<String> first = score(throttling, same());
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("1");
        assertThat(score(throttling, same()).statusCode()).isEqualTo(200);
    }

    @Test
    void limitsResultsOnlyWhereItCan() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.NO_LIMIT_FOR_RESULTS}, {}}) {
            FakeTool tool = graded(traits);
            String results = tool.lms.baseUrl() + "/lti/services/2/lineitems/78/lineitem/results?limit=1";
            assertThat(tool.get(results, "application/vnd.ims.lis.v2.resultcontainer+json")
                            .statusCode())
                    .isEqualTo(traits.length == 0 ? 200 : 404);
        }
    }

    @Test
    void writesTheExpiryOfAccessTokensAsTextOrNumber() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.EXPIRY_AS_TEXT}, {}}) {
            FakeTool tool = tool(traits);
            JsonNode answer = FakeTool.json(tool.requestToken(
                    tool.tokenForm(tool.signed(tool.assertionClaims().build()), FakeTool.ALL_SCOPES)));
            assertThat(answer.path("expires_in").isTextual()).isEqualTo(traits.length == 1);
        }
    }

    @Test
    void opensTheRegistrationPageInAFrameOrAWindow() throws Exception {
        for (Trait[] traits : new Trait[][] {{Trait.REGISTRATION_IN_A_WINDOW}, {}}) {
            SampleLms lms = lms(traits);
            Visitor administrator = Visitor.signedIn(lms, lms.people().administrator());
            String page = administrator.get(lms.baseUrl() + "/tools").body();
            String formToken = page.replaceFirst("(?s).*name=\"formToken\" value=\"([^\"]+)\".*", "$1");
            String connect = administrator
                    .post(
                            lms.baseUrl() + "/tools/connect",
                            Map.of("formToken", formToken, "address", "http://tool.example/register"))
                    .body();
            assertThat(connect.contains("rel=\"opener\"")).isEqualTo(traits.length == 1);
            assertThat(connect.contains("<iframe")).isEqualTo(traits.length == 0);
        }
    }
}
