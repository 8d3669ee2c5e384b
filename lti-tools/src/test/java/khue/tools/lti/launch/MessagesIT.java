/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static khue.tools.lti.launch.LmsOfTheTest.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.CDI;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import khue.tools.lti.members.CourseCopies;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Messages besides links and Deep Linking: from the gradebook, from the course, about privacy, and those that we do not offer. */
@ArquillianTest
class MessagesIT extends WithAnLms {

    private static final String LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";

    private String teacher;
    private String project;

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    /** A teacher sets up the link, and a pupil comes by it. */
    private void aLinkWithAProject() throws Exception {
        teacher = visitCookie(launch(aTeacher()));
        project = URI.create(location(makeProject(teacher, "Vườn rau của em"))).getPath();
        launch(claims -> {});
    }

    private static Consumer<Map<String, Object>> aTeacher() {
        return claims -> {
            claims.put("sub", "3");
            claims.put(CLAIM + "roles", List.of(INSTRUCTOR));
        };
    }

    private static Consumer<Map<String, Object>> reviewOf(String person) {
        return claims -> {
            claims.put(CLAIM + "message_type", "LtiSubmissionReviewRequest");
            claims.put(CLAIM + "for_user", Map.of("user_id", person));
        };
    }

    private static Consumer<Map<String, Object>> course(String id, Map<String, String> custom) {
        return claims -> {
            claims.put(CLAIM + "context", Map.of("id", id, "title", "Lớp " + id));
            claims.put(CLAIM + "custom", custom);
        };
    }

    private static Consumer<Map<String, Object>> link(String id) {
        return claims -> claims.put(CLAIM + "resource_link", Map.of("id", id, "title", "Vườn rau của em"));
    }

    @SafeVarargs
    private String opens(Consumer<Map<String, Object>>... claims) throws Exception {
        return URI.create(location(launch(all -> List.of(claims).forEach(one -> one.accept(all)))))
                .getPath();
    }

    // Submission review

    @Test
    void leadsATeacherFromTheGradebookStraightToWhatAPupilHandedIn() throws Exception {
        aLinkWithAProject();
        UUID work = handIn();

        assertThat(opens(aTeacher(), reviewOf("4"))).isEqualTo("/tools/portfolio/works/" + work);
        assertThat(lastEntry().messageType()).contains("LtiSubmissionReviewRequest");
    }

    @Test
    void findsTheLinkByItsLineItem() throws Exception {
        aLinkWithAProject();
        UUID work = handIn();
        String lineItem = lms.issuer() + "/lineitems/4";
        launch(claims -> claims.put(LINE_ITEM, Map.of("lineitem", lineItem)));

        assertThat(opens(aTeacher(), reviewOf("4"), claims -> {
                    claims.remove(CLAIM + "resource_link");
                    claims.put(LINE_ITEM, Map.of("lineitem", lineItem));
                }))
                .isEqualTo("/tools/portfolio/works/" + work);
    }

    @Test
    void leadsATeacherToTheClassWhereAPupilHasHandedInNothing() throws Exception {
        aLinkWithAProject();

        assertThat(opens(aTeacher(), reviewOf("4"))).isEqualTo(project);
        assertThat(opens(aTeacher(), reviewOf("nobody-whom-we-know"))).isEqualTo(project);
    }

    @Test
    void leadsAPupilToTheOwnWork() throws Exception {
        aLinkWithAProject();

        assertThat(opens(reviewOf("4"))).isEqualTo(project + "/mine");
    }

    @Test
    void showsAPupilNobodyElsesWork() throws Exception {
        refused(launch(reviewOf("5")), 403, LaunchReason.REVIEW_OF_SOMEBODY_ELSE);
    }

    @Test
    void refusesTheReviewOfALineItemThatIsNotOurs() throws Exception {
        refused(
                launch(claims -> {
                    aTeacher().accept(claims);
                    reviewOf("4").accept(claims);
                    claims.remove(CLAIM + "resource_link");
                    claims.put(LINE_ITEM, Map.of("lineitem", lms.issuer() + "/lineitems/99"));
                }),
                403,
                LaunchReason.RESOURCE_LINK_MISSING);
    }

    /** The pupil's page would ask for a file or a text; what counts here is that something was handed in. */
    private UUID handIn() {
        String work = project.replace("/tools/portfolio/projects/", "");
        InServer.execute(
                "UPDATE tools.work SET attempt = 1, status = 'SUBMITTED' WHERE project_id = CAST(? AS uuid)", work);
        InServer.execute("""
                INSERT INTO tools.submission (id, work_id, attempt, reflection, sha256, submitted_at)
                SELECT gen_random_uuid(), id, 1, '', '', now() FROM tools.work WHERE project_id = CAST(? AS uuid)
                """, work);
        return UUID.fromString(InServer.text("SELECT id FROM tools.work WHERE project_id = CAST(? AS uuid)", work));
    }

    // From the course, by no link of it

    @Test
    void offersWhatTheCourseHasToWhoComesByNoLink() throws Exception {
        aLinkWithAProject();
        HttpResponse<String> launch = launch(claims -> {
            claims.put(CLAIM + "message_type", "LtiContextLaunchRequest");
            claims.remove(CLAIM + "resource_link");
        });
        String visit = visitCookie(launch);

        HttpResponse<String> page = get(URI.create(location(launch)).getPath(), visit);

        assertThat(page.body()).contains("Vườn rau của em");
        HttpResponse<String> chosen = postFromOurPage(
                URI.create(our(value(page, "<form method=\"post\" action"))),
                visit,
                Map.of("_csrf", value(page, "name=\"_csrf\" value")));
        assertThat(location(chosen)).isEqualTo(our(project + "/mine"));
        assertThat(get(project + "/mine", visitCookie(chosen)).statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatACourseHasNothingYet() throws Exception {
        HttpResponse<String> launch = launch(claims -> {
            claims.put(CLAIM + "message_type", "LtiContextLaunchRequest");
            claims.remove(CLAIM + "resource_link");
        });

        assertThat(get("/tools/lti/course", visitCookie(launch)).body())
                .contains("k-empty")
                .doesNotContain("??");
    }

    // Privacy

    @Test
    void saysWhatIsKeptToWhoComesForThat() throws Exception {
        for (String name : List.of("LtiDataPrivacyLaunchRequest", "DataPrivacyLaunchRequest")) {
            HttpResponse<String> launch = launch(claims -> {
                claims.put(CLAIM + "message_type", name);
                claims.remove(CLAIM + "resource_link");
                claims.remove(CLAIM + "context");
            });

            assertThat(location(launch)).isEqualTo(our("/tools/lti/privacy"));
            assertThat(launch.headers().allValues("Set-Cookie"))
                    .as("no visit begins")
                    .noneMatch(cookie -> cookie.startsWith("khue-visit="));
            assertThat(lastEntry().accepted()).isTrue();
        }
        assertThat(created().values()).containsOnly(0L);
        HttpResponse<String> page = get("/tools/lti/privacy", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("pseudonym").doesNotContain("??");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .endsWith("frame-ancestors 'self' *");
    }

    // What we do not offer

    @Test
    void refusesByNameWhatItDoesNotOffer() throws Exception {
        Map<String, LaunchReason> notOffered = Map.of(
                "LtiAssetProcessorSettingsRequest", LaunchReason.ASSET_PROCESSOR_NOT_OFFERED,
                "LtiReportReviewRequest", LaunchReason.ASSET_PROCESSOR_NOT_OFFERED,
                "LtiEulaRequest", LaunchReason.EULA_NOT_OFFERED,
                "LtiStartProctoring", LaunchReason.PROCTORING_NOT_OFFERED,
                "LtiEndAssessment", LaunchReason.PROCTORING_NOT_OFFERED);
        for (var message : notOffered.entrySet()) {
            refused(launch(claims -> claims.put(CLAIM + "message_type", message.getKey())), 403, message.getValue());
        }
    }

    // Copied courses

    @Test
    void givesACopiedCourseTheSameTaskAndNobodysWork() throws Exception {
        aLinkWithAProject();
        UUID original = item();
        Map<String, String> carried =
                Map.of("khue_tool", "portfolio", "khue_item", original.toString(), "khue_context_history", "2");

        String copied = opens(aTeacher(), course("20", carried), link("10"));

        assertThat(copied).startsWith("/tools/portfolio/projects/").doesNotContain(original.toString());
        assertThat(get(copied, visitCookie(launch(all(aTeacher(), course("20", carried), link("10")))))
                        .body())
                .contains("Vườn rau của em");
        assertThat(count("work WHERE project_id = CAST(? AS uuid)", id(copied))).isZero();
        assertThat(count("work WHERE project_id = ?", original)).isEqualTo(1);
        assertThat(opens(course("20", carried), link("10"))).isEqualTo(copied + "/mine");
    }

    @Test
    void copiesATaskOnceHoweverManyComeFirst() throws Exception {
        aLinkWithAProject();
        Map<String, String> carried =
                Map.of("khue_tool", "portfolio", "khue_item", item().toString(), "khue_context_history", "2");
        List<BrowserLogin> begun = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            begun.add(login());
        }

        List<String> opened = atOnce(index -> location(launch(
                begun.get(index), all(course("20", carried), link("10"), claims -> claims.put("sub", "p" + index)))));

        assertThat(opened.stream().distinct()).hasSize(1);
    }

    @Test
    void copiesWhatTheOriginalLinkOpensWhereTheLinkItselfCarriesNothing() throws Exception {
        aLinkWithAProject();
        Map<String, String> history = Map.of("khue_context_history", "9,2", "khue_link_history", "1");

        String copied = opens(aTeacher(), course("20", history), link("10"));
        String copyOfTheCopy = opens(
                aTeacher(),
                course("30", Map.of("khue_context_history", "20,2", "khue_link_history", "10")),
                link("11"));

        assertThat(copied).startsWith("/tools/portfolio/projects/").isNotEqualTo(project);
        assertThat(copyOfTheCopy)
                .startsWith("/tools/portfolio/projects/")
                .isNotEqualTo(project)
                .isNotEqualTo(copied);
    }

    @Test
    void keepsItsCopyWhateverBecomesOfTheOriginal() throws Exception {
        aLinkWithAProject();
        Map<String, String> carried =
                Map.of("khue_tool", "portfolio", "khue_item", item().toString(), "khue_context_history", "2");
        String copied = opens(aTeacher(), course("20", carried), link("10"));
        InServer.execute("UPDATE tools.project SET title = 'Khác' WHERE id = ?", item());

        assertThat(opens(aTeacher(), course("20", carried), link("10"))).isEqualTo(copied);
        assertThat(count("project WHERE id = CAST(? AS uuid) AND title = 'Vườn rau của em'", id(copied)))
                .isEqualTo(1);
    }

    /** An LMS that does not fill the variable in may have sent a notice. */
    @Test
    void believesANoticeThatTheCourseWasCopiedFromAnother() throws Exception {
        aLinkWithAProject();
        UUID deployment =
                UUID.fromString(InServer.text("SELECT id FROM tools.deployment WHERE platform_id = ?", platform.id()));
        CDI.current().select(CourseCopies.class).get().told(deployment, "20", List.of("17"), Instant.now());
        Map<String, String> carried = Map.of(
                "khue_tool", "portfolio",
                "khue_item", item().toString(),
                "khue_context_history", "$Context.id.history");

        assertThat(opens(aTeacher(), course("20", carried), link("10"))).isEqualTo("/tools/portfolio/new");
        assertThat(opens(aTeacher(), course("21", carried), link("10")))
                .startsWith("/tools/portfolio/projects/")
                .isNotEqualTo(project);
    }

    @Test
    void copiesNothingIntoACourseThatWasNotCopiedFromItsCourse() throws Exception {
        aLinkWithAProject();
        Map<String, String> carried =
                Map.of("khue_tool", "portfolio", "khue_item", item().toString(), "khue_context_history", "17");

        assertThat(opens(aTeacher(), course("20", carried), link("10"))).isEqualTo("/tools/portfolio/new");
    }

    @Test
    void copiesNothingFromAnotherLms() throws Exception {
        aLinkWithAProject();
        Map<String, String> carried = Map.of(
                "khue_tool", "portfolio",
                "khue_item", item().toString(),
                "khue_context_history", "2",
                "khue_link_history", "1");
        try (LmsOfTheTest other = new LmsOfTheTest()) {
            platform = connected(other);
            lms = other;

            assertThat(opens(aTeacher(), course("20", carried), link("10"))).isEqualTo("/tools/portfolio/new");
        }
    }

    private UUID item() {
        return UUID.fromString(id(project));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @SafeVarargs
    private static Consumer<Map<String, Object>> all(Consumer<Map<String, Object>>... claims) {
        return all -> List.of(claims).forEach(one -> one.accept(all));
    }
}
