/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static khue.tools.lti.launch.LmsOfTheTest.CLAIM;
import static khue.tools.testing.InServer.bean;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import khue.tools.lti.members.CourseCopies;
import khue.tools.lti.members.CourseGroups;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What a launch says about the LMS's services, and what of it is believed. */
@ArquillianTest
class ServicesIT extends WithAnLms {

    private static final String GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
    private static final String MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";
    private static final String GROUPS = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice";
    private static final String NOTICES = CLAIM + "platformnotificationservice";

    private final CourseGroups groups = bean(CourseGroups.class);
    private final CourseCopies copies = bean(CourseCopies.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void keepsTheAddressesOfItsServices() throws Exception {
        launch(services(lms.issuer()));

        assertThat(addresses()).hasSize(6).allMatch(address -> address.startsWith(lms.issuer() + "/"));
    }

    /** Else whoever can make an LMS say what they like could have our token sent to them, or have us call a neighbour of this server. */
    @Test
    @Case(value = 71, outcome = "as if the LMS had named no address")
    void believesNoAddressOfSomebodyElse() throws Exception {
        for (String host : List.of(
                "https://attacker.example",
                "http://169.254.169.254",
                "http://[::1]:8080",
                lms.issuer().replace("127.0.0.1", "localhost"),
                lms.issuer().replace("http:", "https:"),
                lms.issuer() + "@attacker.example",
                "javascript:alert(1)//")) {
            launch(services(host));
        }

        assertThat(addresses()).isEmpty();
    }

    @Test
    void knowsTheGroupsThatALaunchTells() throws Exception {
        launch(claims -> claims.put(CLAIM + "custom", Map.of(CourseGroups.PARAMETER, "3,5")));
        assertThat(groupIds()).containsExactly("3", "5");

        launch(claims -> claims.put(CLAIM + "custom", Map.of(CourseGroups.PARAMETER, "$Moodle.Person.userGroupIds")));
        assertThat(groupIds()).as("an LMS that does not know the variable").isEmpty();
    }

    @Test
    void showsTheTeacherWhichGroupEachPupilIsIn() throws Exception {
        String teacher = visitCookie(launch(aTeacher("2")));
        String project =
                URI.create(location(makeProject(teacher, "Vườn rau của em"))).getPath();
        launch(claims -> claims.put(CLAIM + "custom", Map.of(CourseGroups.PARAMETER, "3,5")));

        assertThat(get(project, teacher).body())
                .contains("Trần Minh An")
                .containsAnyOf("Group 3, Group 5", "Nhóm 3, Nhóm 5");
    }

    @Test
    void givesACopiedCourseFreshWorkWhenANoticeToldOfTheCopy() throws Exception {
        String teacher = visitCookie(launch(aTeacher("2")));
        String project =
                URI.create(location(makeProject(teacher, "Vườn rau của em"))).getPath();
        String item = project.substring(project.lastIndexOf('/') + 1);
        Consumer<Map<String, Object>> carried =
                claims -> claims.put(CLAIM + "custom", Map.of("khue_tool", "portfolio", "khue_item", item));
        UUID deployment = platforms.deployment(platform.id(), "1").orElseThrow().id();

        copies.told(deployment, "3", List.of("another"), Instant.now());
        assertThat(opens("3", carried)).as("a copy of another course").doesNotContain("/projects/");

        copies.told(deployment, "4", List.of("2"), Instant.now());
        String copy = opens("4", carried);

        assertThat(copy).startsWith("/tools/portfolio/projects/").isNotEqualTo(project);
        assertThat(opens("4", carried)).isEqualTo(copy);
        assertThat(opens("2", carried)).isEqualTo(project);
    }

    private String opens(String course, Consumer<Map<String, Object>> carried) throws Exception {
        return URI.create(location(launch(aTeacher(course).andThen(carried)))).getPath();
    }

    private static Consumer<Map<String, Object>> aTeacher(String course) {
        return claims -> {
            claims.put("sub", "3");
            claims.put(CLAIM + "roles", List.of(INSTRUCTOR));
            claims.put(CLAIM + "context", Map.of("id", course, "title", "Lớp " + course));
        };
    }

    private static Consumer<Map<String, Object>> services(String host) {
        return claims -> {
            claims.put(GRADES, Map.of("lineitems", host + "/lineitems", "lineitem", host + "/lineitems/1"));
            claims.put(MEMBERS, Map.of("context_memberships_url", host + "/members"));
            claims.put(
                    GROUPS,
                    Map.of("context_groups_url", host + "/groups", "context_group_sets_url", host + "/groupsets"));
            claims.put(
                    NOTICES,
                    Map.of(
                            "platform_notification_service_url",
                            host + "/handlers",
                            "notice_types_supported",
                            List.of("LtiContextCopyNotice")));
        };
    }

    /** Every address of a service that is known for the course, its link and its deployment. */
    private List<String> addresses() {
        return InServer.texts("""
                SELECT unnest(ARRAY[c.line_items_url, c.memberships_url, c.groups_url, c.group_sets_url, l.line_item_url, s.url])
                FROM course c JOIN deployment d ON d.id = c.deployment_id JOIN resource_link l ON l.course_id = c.id
                LEFT JOIN notice_subscription s ON s.deployment_id = d.id WHERE d.platform_id = ?
                """, platform.id());
    }

    private List<String> groupIds() {
        UUID course = UUID.fromString(InServer.texts(
                        "SELECT CAST(c.id AS text) FROM course c JOIN deployment d ON d.id = c.deployment_id WHERE d.platform_id = ?",
                        platform.id())
                .get(0));
        return groups.byPerson(course).values().stream()
                .flatMap(List::stream)
                .map(CourseGroups.Group::ltiId)
                .toList();
    }
}
