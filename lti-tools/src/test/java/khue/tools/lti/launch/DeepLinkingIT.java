/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static khue.tools.lti.launch.LmsOfTheTest.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A teacher adds things to a course: what the LMS takes, and what goes back to it. */
@ArquillianTest
class DeepLinkingIT extends WithAnLms {

    private static final String DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/";
    private static final String OPAQUE = " {\"a\":\"b\\u0041 & <c>\"} ";

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    /** What the LMS takes; the same as Moodle's where nothing else is said. */
    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("deep_link_return_url", lms.issuer() + "/return?course=2");
        settings.put("accept_types", List.of("link", "ltiResourceLink"));
        settings.put("accept_multiple", true);
        settings.put("accept_lineitem", true);
        settings.put("data", OPAQUE);
        return settings;
    }

    private HttpResponse<String> wish(Map<String, Object> settings, String role) throws Exception {
        return launch(claims -> {
            claims.put("sub", "3");
            claims.put(CLAIM + "message_type", "LtiDeepLinkingRequest");
            claims.put(CLAIM + "roles", List.of(role));
            claims.remove(CLAIM + "resource_link");
            claims.put(DEEP_LINKING + "deep_linking_settings", settings);
        });
    }

    private HttpResponse<String> wish(Map<String, Object> settings) throws Exception {
        return wish(settings, INSTRUCTOR);
    }

    private HttpResponse<String> wishBut(String setting, Object value) throws Exception {
        Map<String, Object> settings = settings();
        settings.put(setting, value);
        return wish(settings);
    }

    @Test
    void goesStraightToSomethingNewWhereTheCourseHasNothing() throws Exception {
        assertThat(location(wish(settings()))).isEqualTo(our("/tools/portfolio/new"));
    }

    @Test
    void answersWithALinkItsLineItemAndTheDataAsItCame() throws Exception {
        HttpResponse<String> answer = makeProject(visitCookie(wish(settings())), "Vườn rau của em");

        JsonNode claims = claims(answer);
        assertThat(value(answer, "<form method=\"post\" action")).isEqualTo(lms.issuer() + "/return?course=2");
        assertThat(claims.get("aud").asText()).isEqualTo(lms.issuer());
        assertThat(claims.get("iss").asText()).isEqualTo(lms.clientId());
        assertThat(claims.get(DEEP_LINKING + "data").asText()).isEqualTo(OPAQUE);
        JsonNode item = claims.get(DEEP_LINKING + "content_items").get(0);
        assertThat(item.get("title").asText()).isEqualTo("Vườn rau của em");
        assertThat(item.get("text").asText()).isEqualTo("Trồng rau ở góc lớp.");
        assertThat(item.at("/lineItem/label").asText()).isEqualTo("Vườn rau của em");
    }

    @Test
    void addsSeveralThatTheCourseHasAlready() throws Exception {
        String visit = aTeacherWithTwoProjects(settings());

        HttpResponse<String> page = get("/tools/lti/deep-linking", visit);
        HttpResponse<String> answer = choose(page, visit, choices(page));

        JsonNode items = claims(answer).get(DEEP_LINKING + "content_items");
        assertThat(items.findValuesAsText("title")).containsExactly("Nhà bằng tre", "Vườn rau của em");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.get("type").asText()).isEqualTo("ltiResourceLink");
            assertThat(item.get("url").asText()).isEqualTo(urls.launch().toString());
            assertThat(item.at("/custom/khue_tool").asText()).isEqualTo("portfolio");
            assertThat(item.at("/custom/khue_item")).isEqualTo(item.at("/lineItem/resourceId"));
            assertThat(item.at("/lineItem/scoreMaximum").decimalValue()).isPositive();
            assertThat(item.at("/lineItem/submissionReview/reviewableStatus")).isNotEmpty();
        });
    }

    @Test
    void asksForNoLineItemWhereTheLmsTakesNone() throws Exception {
        HttpResponse<String> answer = makeProject(visitCookie(wishBut("accept_lineitem", false)), "Vườn rau của em");

        assertThat(claims(answer).get(DEEP_LINKING + "content_items").get(0).has("lineItem"))
                .isFalse();
    }

    @Test
    @Case(value = 68, outcome = "KHUE-BAD-INPUT")
    void refusesSeveralWhereTheLmsTakesOneAndLetsTheTeacherChooseAgain() throws Exception {
        Map<String, Object> one = settings();
        one.put("accept_multiple", false);
        String visit = aTeacherWithTwoProjects(one);
        HttpResponse<String> page = get("/tools/lti/deep-linking", visit);
        List<String> two = choices(page);
        assertThat(page.body()).contains("type=\"radio\"").doesNotContain("type=\"checkbox\"");

        HttpResponse<String> refused = choose(page, visit, two);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("KHUE-BAD-INPUT").doesNotContain("JWT");
        assertThat(claims(choose(page, visit, two.subList(0, 1))).get(DEEP_LINKING + "content_items"))
                .hasSize(1);
    }

    @Test
    void asksForAChoice() throws Exception {
        String visit = aTeacherWithTwoProjects(settings());
        HttpResponse<String> page = get("/tools/lti/deep-linking", visit);

        HttpResponse<String> again = choose(page, visit, List.of());

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("e-choice").doesNotContain("??");
    }

    @Test
    void addsNothingOfAnotherCourse() throws Exception {
        String visit = aTeacherWithTwoProjects(settings());
        HttpResponse<String> page = get("/tools/lti/deep-linking", visit);

        HttpResponse<String> answer = choose(page, visit, List.of("portfolio 7c0e3ad2-53f1-4f0c-a3f5-6f1b0bd7f7c1"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("JWT");
    }

    @Test
    void goesBackWithNothing() throws Exception {
        String visit = aTeacherWithTwoProjects(settings());
        HttpResponse<String> page = get("/tools/lti/deep-linking", visit);
        Map<String, String> nothing = Map.of("_csrf", value(page, "name=\"_csrf\" value"), "nothing", "true");

        HttpResponse<String> answer = postFromOurPage(URI.create(our("/tools/lti/deep-linking")), visit, nothing);

        assertThat(claims(answer).get(DEEP_LINKING + "content_items")).isEmpty();
    }

    @Test
    @Case(value = 66, refused = LaunchReason.DEEP_LINKING_RETURN_FOREIGN)
    void refusesToAnswerToAnAddressThatIsNotTheLms() throws Exception {
        refused(
                wishBut("deep_link_return_url", "https://evil.example/return"),
                403,
                LaunchReason.DEEP_LINKING_RETURN_FOREIGN);
    }

    @Test
    @Case(value = 67, refused = LaunchReason.DEEP_LINKING_TYPE_NOT_ACCEPTED)
    void refusesWhereTheLmsTakesNoLinksOfTools() throws Exception {
        refused(wishBut("accept_types", List.of("file", "html")), 403, LaunchReason.DEEP_LINKING_TYPE_NOT_ACCEPTED);
    }

    @Test
    @Case(value = 69, refused = LaunchReason.DEEP_LINKING_NOT_A_TEACHER)
    void refusesALearnerWhoWantsToAddSomething() throws Exception {
        refused(
                wish(settings(), "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"),
                403,
                LaunchReason.DEEP_LINKING_NOT_A_TEACHER);
    }

    /** The data is the LMS's own word to itself: it goes back as it came, from the request that it came with, once, while the visit lasts. */
    @Test
    @Case(value = 70, outcome = "KHUE-FOREIGN-FORM")
    void givesTheDataBackAsItCameOnceAndNotAfterTheVisit() throws Exception {
        String visit = visitCookie(wish(settings()));
        HttpResponse<String> answer = makeProject(visit, "Vườn rau của em");
        assertThat(claims(answer).get(DEEP_LINKING + "data").asText()).isEqualTo(OPAQUE);

        assertThat(location(makeProject(visit, "Nhà bằng tre")))
                .as("a second thing is made, but nothing is sent to the LMS any more")
                .startsWith(our("/tools/portfolio/projects/"));

        String later = visitCookie(wish(settings()));
        HttpResponse<String> page = get("/tools/lti/deep-linking", later);
        InServer.execute("UPDATE tools.visit SET expires_at = now() - interval '1 second'");
        HttpResponse<String> tooLate = choose(page, later, choices(page));
        assertThat(tooLate.statusCode()).isBetween(401, 403);
        assertThat(tooLate.body()).doesNotContain("JWT");
    }

    @Test
    void goesAlongIntoAWindowOfItsOwn() throws Exception {
        String framed = visitCookie(wish(settings()));
        HttpResponse<String> form = get("/tools/portfolio/new", framed);
        HttpResponse<String> window = postFromOurPage(
                URI.create(our("/tools/window")),
                "",
                Map.of("pass", value(form.body(), "name=\"pass\" value"), "to", "/tools/portfolio/new"));

        HttpResponse<String> answer = makeProject(visitCookie(window), "Vườn rau của em");

        assertThat(claims(answer).get(DEEP_LINKING + "content_items")).hasSize(1);
    }

    private String aTeacherWithTwoProjects(Map<String, Object> settings) throws Exception {
        makeProject(visitCookie(wish(settings())), "Vườn rau của em");
        makeProject(visitCookie(wish(settings())), "Nhà bằng tre");
        HttpResponse<String> wish = wish(settings);
        assertThat(location(wish)).isEqualTo(our("/tools/lti/deep-linking"));
        return visitCookie(wish);
    }

    private static List<String> choices(HttpResponse<String> page) {
        List<String> choices = new ArrayList<>();
        var found = Pattern.compile("value=\"(portfolio [0-9a-f-]{36})\"").matcher(page.body());
        while (found.find()) {
            choices.add(found.group(1));
        }
        return choices;
    }

    private HttpResponse<String> choose(HttpResponse<String> page, String visit, List<String> choices)
            throws Exception {
        Map<String, String> token = Map.of("_csrf", value(page, "name=\"_csrf\" value"));
        StringBuilder form = new StringBuilder(form(token));
        choices.forEach(choice -> form.append("&").append(form(Map.of("choice", choice))));
        return post(URI.create(our("/tools/lti/deep-linking")), visit, our(""), form.toString());
    }

    /** What the answer's token says; that it is signed by a key that we publish is tried with the sample LMS. */
    private static JsonNode claims(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String payload = value(answer, "name=\"JWT\" value").split("\\.")[1];
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
    }
}
