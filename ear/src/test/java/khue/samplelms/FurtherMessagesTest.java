/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import khue.samplelms.lti.Lti;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What some LMSs have besides links and deep linking: from a grade to the work, from the course to the tool, and groups. */
class FurtherMessagesTest extends LmsTest {
    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private FakeTool other;

    @Override
    Options options() {
        return super.options()
                .withTemperament(
                        Temperament.MOODLE.with(Trait.SUBMISSION_REVIEWS, Trait.CONTEXT_LAUNCHES, Trait.COURSE_GROUPS));
    }

    @BeforeEach
    void connectAToolThatTakesThem() throws Exception {
        other = FakeTool.registeredAt(lms, document -> {
            document.put("scope", FakeTool.ALL_SCOPES + " " + Lti.GROUPS_SCOPE);
            ((ObjectNode) document.path(Lti.TOOL_CONFIGURATION))
                    .putArray("messages")
                    .addObject()
                    .put("type", Lti.CONTEXT_LAUNCH_REQUEST)
                    .put(
                            "target_link_uri",
                            document.path("redirect_uris").get(0).asText() + "?from=course");
        });
        lms.school()
                .save(new LineItem(
                        column.id(),
                        column.clientId(),
                        column.activityId(),
                        column.label(),
                        column.scoreMaximum(),
                        column.resourceId(),
                        column.tag(),
                        tool.launchUri() + "?review=1",
                        Map.of("project", "reviewed")));
        lms.school()
                .changeGrade(
                        column.id(),
                        "4",
                        before -> new Grade(column.id(), "4", 8.0, "", "Completed", "FullyGraded", Instant.EPOCH));
    }

    @AfterEach
    void stopTheTool() {
        other.close();
    }

    private String review(String pupil) {
        return "/course/grades/" + column.id() + "/" + pupil + "/launch";
    }

    private Map<String, Object> claims(Visitor visitor, FakeTool of, String path) {
        Visitor.Form login = Visitor.formOn(visitor.get(lms.baseUrl() + path));
        visitor.authorize(of.authenticationAddress(of.authenticationRequest(login.fields())));
        return lms.lastIdTokenClaims();
    }

    @Test
    void leadsFromAGradeToWhatItIsFor() {
        assertThat(teacher.get(lms.baseUrl() + "/course/grades").body())
                .contains(review("4"))
                .doesNotContain(review("5"));

        for (Visitor visitor : List.of(teacher, pupil)) {
            assertThat(claims(visitor, tool, review("4")))
                    .containsEntry(CLAIM + "message_type", "LtiSubmissionReviewRequest")
                    .containsEntry(CLAIM + "target_link_uri", tool.launchUri() + "?review=1")
                    .hasEntrySatisfying(
                            CLAIM + "for_user",
                            about -> assertThat(about.toString()).contains("user_id=4"))
                    .hasEntrySatisfying(
                            CLAIM + "custom",
                            custom -> assertThat(custom.toString()).contains("project=reviewed"))
                    .hasEntrySatisfying(
                            CLAIM + "resource_link",
                            link -> assertThat(link.toString()).contains("id=" + activity.id()));
        }
    }

    @Test
    void leadsNobodyToTheWorkOfAnother() {
        assertThat(pupil.get(lms.baseUrl() + review("5")).statusCode()).isEqualTo(403);
        assertThat(pupil.get(lms.baseUrl() + review("99")).statusCode()).isEqualTo(403);
    }

    @Test
    void tellsAToolWhatItSaidOfReviews() {
        JsonNode item = FakeTool.json(tool.get(lineItemAddress(""), Lti.LINE_ITEM_TYPE));
        assertThat(item.at("/submissionReview/custom/project").asText()).isEqualTo("reviewed");

        ((ObjectNode) item).remove("submissionReview");
        tool.call(
                lineItemAddress(""),
                request -> request.header("Content-Type", Lti.LINE_ITEM_TYPE)
                        .PUT(BodyPublishers.ofString(item.toString())));

        assertThat(teacher.get(lms.baseUrl() + "/course/grades").body()).doesNotContain(review("4"));
        assertThat(teacher.get(lms.baseUrl() + review("4")).statusCode()).isEqualTo(404);
    }

    @Test
    void opensAToolFromTheCourseWithoutALink() {
        String path = "/course/tools/" + other.clientId() + "/launch";
        assertThat(pupil.get(lms.baseUrl() + "/course").body())
                .contains(path)
                .doesNotContain("/course/tools/" + tool.clientId());

        assertThat(claims(pupil, other, path))
                .containsEntry(CLAIM + "message_type", "LtiContextLaunchRequest")
                .containsEntry(CLAIM + "target_link_uri", other.launchUri() + "?from=course")
                .containsKey(CLAIM + "context")
                .doesNotContainKeys(CLAIM + "resource_link", CLAIM + "for_user");
    }

    @Test
    void tellsTheGroupsToThoseWhoMayAsk() {
        Map<?, ?> service = (Map<?, ?>) claims(pupil, other, "/course/tools/" + other.clientId() + "/launch")
                .get(Lti.GROUPS_CLAIM);
        String token = other.accessToken(Lti.GROUPS_SCOPE);

        assertThat(groups(service.get("context_groups_url").toString(), token, Lti.GROUPS_TYPE)
                        .body())
                .contains("\"id\":\"21\"", "Tổ 1", "Tổ 2", "\"set_id\":\"1\"");
        assertThat(groups(service.get("context_group_sets_url").toString(), token, Lti.GROUP_SETS_TYPE)
                        .body())
                .contains("Tổ học tập");
        assertThat(groups(
                                service.get("context_groups_url").toString(),
                                tool.accessToken(FakeTool.ALL_SCOPES),
                                Lti.GROUPS_TYPE)
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> groups(String address, String token, String mediaType) {
        return other.send(HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .header("Accept", mediaType));
    }

    @Test
    void saysOfMembersInWhichGroupTheyAreWhenItIsAsked() {
        String members = lms.baseUrl() + "/lti/services/CourseSection/2/bindings/"
                + other.registered().deploymentId() + "/memberships";

        assertThat(other.get(members, Lti.MEMBERS_TYPE).body()).doesNotContain("group_enrollments");
        JsonNode listed = FakeTool.json(other.get(members + "?groups=true", Lti.MEMBERS_TYPE))
                .path("members");
        assertThat(listed.get(0).path("group_enrollments")).isEmpty();
        assertThat(listed.findValuesAsText("group_id")).containsExactly("21", "22", "21");
    }

    @Test
    void hasNoneOfThisWhereTheLmsHasNot() throws Exception {
        try (SampleLms plain = SampleLms.start(super.options().withTemperament(Temperament.MOODLE));
                FakeTool plainTool = FakeTool.registeredAt(plain)) {
            String configuration = Visitor.nobody(plain)
                    .get(plain.addresses().openidConfiguration())
                    .body();
            assertThat(configuration)
                    .doesNotContain(Lti.SUBMISSION_REVIEW_REQUEST, Lti.CONTEXT_LAUNCH_REQUEST, Lti.GROUPS_SCOPE);
            Visitor reader = Visitor.signedIn(plain, plain.people().teacher());
            assertThat(reader.get(plain.baseUrl() + "/course").body()).doesNotContain("/course/tools/");
            assertThat(plainTool
                            .send(HttpRequest.newBuilder(URI.create(plain.baseUrl() + "/lti/services/2/groups")))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(Visitor.nobody(lms)
                        .get(lms.addresses().openidConfiguration())
                        .body())
                .contains(Lti.SUBMISSION_REVIEW_REQUEST, Lti.CONTEXT_LAUNCH_REQUEST, Lti.GROUPS_SCOPE);
    }
}
