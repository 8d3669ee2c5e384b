/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.Test;

/** A teacher copies a course, and tools hear of it as the LMS has it. */
class CopiesTest extends WithTraits {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";
    private static final String NOTICES = CLAIM + "platformnotificationservice";
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"");
    private static final String SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers";

    @Test
    void hasTheActivitiesAndColumnsAndNobodysGrades() throws Exception {
        FakeTool tool = graded();
        tool.lms
                .school()
                .changeGrade("78", "4", no -> new Grade("78", "4", 8.0, "", "Completed", "FullyGraded", Instant.EPOCH));

        Course copy = copied(tool.lms);

        Activity activity = only(tool.lms, copy);
        LineItem column = tool.lms.school().lineItems(copy).get(0);
        assertThat(activity.id()).isNotEqualTo("77");
        assertThat(activity.custom()).containsEntry("project", "1");
        assertThat(column.activityId()).isEqualTo(activity.id());
        assertThat(tool.lms.school().findGrade(column.id(), "4")).isEmpty();
        assertThat(tool.lms.school().findGrade("78", "4")).isPresent();
        assertThat(tool.lms.school().activities(Course.SAMPLE))
                .extracting(Activity::id)
                .containsExactly("77");
    }

    @Test
    void isACourseOfItsOwnToTools() throws Exception {
        FakeTool tool = graded();
        Course copy = copied(tool.lms);

        Map<String, Object> claims = launch(tool, only(tool.lms, copy));

        assertThat((Map<?, ?>) claims.get(CLAIM + "context"))
                .satisfies(context -> assertThat(context.get("id")).isEqualTo(copy.id()));
        String items = (String)
                ((Map<?, ?>) claims.get("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint")).get("lineitems");
        JsonNode listed = FakeTool.json(tool.get(items, "application/vnd.ims.lis.v2.lineitemcontainer+json"));
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("resourceLinkId").asText())
                .isEqualTo(only(tool.lms, copy).id());
    }

    @Test
    void saysWhatItWasCopiedFromOrNot() throws Exception {
        for (Trait[] traits : new Trait[][] {{}, {Trait.COURSE_HISTORY}, {Trait.COURSE_HISTORY, Trait.LINK_HISTORY}}) {
            FakeTool tool = tool(traits);
            tool.lms
                    .school()
                    .save(new Activity(
                            "77",
                            tool.clientId(),
                            "Vườn",
                            "",
                            tool.launchUri(),
                            Map.of("courses", "$Context.id.history", "links", "$ResourceLink.id.history")));
            Course copy = copied(tool.lms);
            String link = only(tool.lms, copy).id();
            Course copyOfTheCopy = copied(tool.lms, copy);

            Map<?, ?> custom =
                    (Map<?, ?>) launch(tool, only(tool.lms, copyOfTheCopy)).get(CLAIM + "custom");

            assertThat(custom.get("courses")).isEqualTo(traits.length > 0 ? copy.id() + ",2" : null);
            assertThat(custom.get("links")).isEqualTo(traits.length > 1 ? link + ",77" : null);
        }
    }

    @Test
    void tellsTheToolsThatHaveAskedForIt() throws Exception {
        FakeTool tool = FakeTool.registeredAt(lms(Trait.COPY_NOTICES), asked -> asked.put("scope", SCOPE));
        running.add(tool);
        tool.lms.school().save(new Activity("77", tool.clientId(), "Vườn", "", tool.launchUri(), Map.of()));
        copied(tool.lms);
        assertThat(tool.notices).as("before it has asked").isEmpty();
        String handlers = (String) ((Map<?, ?>) launch(tool).get(NOTICES)).get("platform_notification_service_url");

        assertThat(asks(tool, handlers, "https://elsewhere.example/notices").statusCode())
                .isEqualTo(400);
        assertThat(asks(tool, handlers, tool.baseUrl() + "/notices").statusCode())
                .isEqualTo(200);
        Course copy = copied(tool.lms);

        assertThat(tool.notices).hasSize(1);
        SignedJWT notice = SignedJWT.parse(
                tool.notices.get(0).path("notices").path(0).path("jwt").asText());
        assertThat(notice.verify(new RSASSAVerifier(LmsTest.SIGNING_KEY.toRSAPublicKey())))
                .isTrue();
        Map<String, Object> claims = notice.getJWTClaimsSet().toJSONObject();
        assertThat(claims).containsEntry("aud", tool.clientId());
        assertThat((Map<?, ?>) claims.get(CLAIM + "context"))
                .satisfies(context -> assertThat(context.get("id")).isEqualTo(copy.id()));
        assertThat(claims).containsEntry(CLAIM + "origin_contexts", List.of("2"));

        assertThat(asks(tool, handlers, "").statusCode()).isEqualTo(200);
        copied(tool.lms);
        assertThat(tool.notices).as("after it has had enough").hasSize(1);
    }

    @Test
    void isForTeachersOnly() throws Exception {
        FakeTool tool = graded();
        Visitor pupil = Visitor.signedIn(tool.lms, tool.lms.people().pupils().get(0));

        assertThat(copies(pupil, tool.lms, Course.SAMPLE).statusCode()).isEqualTo(403);
        assertThat(tool.lms.school().courses()).containsExactly(Course.SAMPLE);
    }

    private HttpResponse<String> asks(FakeTool tool, String handlers, String handler) {
        String wanted = FakeTool.text(Map.of("notice_type", "LtiContextCopyNotice", "handler", handler));
        return tool.call(
                handlers,
                SCOPE,
                request -> request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(wanted)));
    }

    private static Activity only(SampleLms lms, Course course) {
        assertThat(lms.school().activities(course)).hasSize(1);
        return lms.school().activities(course).get(0);
    }

    private static Course copied(SampleLms lms) {
        return copied(lms, Course.SAMPLE);
    }

    private static Course copied(SampleLms lms, Course course) {
        Visitor teacher = Visitor.signedIn(lms, lms.people().teacher());
        assertThat(copies(teacher, lms, course).statusCode()).isLessThan(400);
        return lms.school().courses().get(lms.school().courses().size() - 1);
    }

    private static HttpResponse<String> copies(Visitor visitor, SampleLms lms, Course course) {
        Matcher token = FORM_TOKEN.matcher(
                visitor.get(lms.baseUrl() + course.address("/course")).body());
        assertThat(token.find()).isTrue();
        return visitor.post(lms.baseUrl() + course.address("/course/copy"), Map.of("formToken", token.group(1)));
    }
}
