/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.people.PersonName;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Courses and their members on PostgreSQL: what a launch tells, and what becomes of a member list that was read. */
@ArquillianTest
class RosterIT {

    private static final URI SOURCE = URI.create("https://lms.example/members");

    private final Courses courses = bean(Courses.class);
    private final Roster roster = bean(Roster.class);
    private final RosterKeeping keeping = bean(RosterKeeping.class);

    private final UUID platform = UUID.randomUUID();

    @Deployment
    static WebArchive tools() {
        return InServer.toolsWith(RosterIT.class);
    }

    @Test
    void knowsACourseByItsDeploymentAndKeepsWhatALaunchDoesNotSay() {
        UUID deployment = deployment("hn-001");
        Course first = courses.known(
                deployment, "7", Optional.of("6A"), Optional.of("Lớp 6A"), Optional.empty(), Optional.empty());

        Course second = courses.known(
                deployment, "7", Optional.empty(), Optional.empty(), Optional.of(SOURCE.toString()), Optional.empty());

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.name()).isEqualTo("Lớp 6A");
        assertThat(second.membershipsUrl()).contains(SOURCE.toString());
        assertThat(courses.school(first.id())).contains("hn-001");
        assertThat(courses.platform(first.id())).contains(platform);
    }

    @Test
    void listsLearnersByGivenNameAndForgetsWhoLeft() {
        UUID course = course();
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        keeping.keep(
                course,
                platform,
                List.of(
                        member("1", "Nguyễn Văn Đạt", CourseRole.LEARNER),
                        member("2", "Trần Thị An", CourseRole.LEARNER),
                        member("3", "Cô Hoa", CourseRole.TEACHER),
                        member("4", "Lê Gone", CourseRole.LEARNER)),
                yesterday,
                SOURCE);
        execute("UPDATE membership SET seen_at = seen_at - interval '1 hour' WHERE course_id = ?", course);

        keeping.keep(
                course,
                platform,
                List.of(
                        member("1", "Nguyễn Văn Đạt", CourseRole.LEARNER),
                        member("2", "—", CourseRole.LEARNER),
                        member("3", "Cô Hoa", CourseRole.TEACHER)),
                Instant.now(),
                SOURCE);

        assertThat(roster.learners(course))
                .extracting(member -> member.name().display())
                .containsExactly("Trần Thị An", "Nguyễn Văn Đạt");
        assertThat(roster.teachers(course))
                .extracting(member -> member.name().display())
                .containsExactly("Cô Hoa");
    }

    @Test
    void reportsTheClassSizeWhenItChangesAndOnceADay() {
        UUID course = course();
        Instant monday = Instant.parse("2026-11-23T03:00:00Z");
        List<MembershipService.Member> two = List.of(
                member("1", "Nguyễn Văn Đạt", CourseRole.LEARNER), member("2", "Trần Thị An", CourseRole.LEARNER));

        keeping.keep(course, platform, two, monday, SOURCE);
        keeping.keep(course, platform, two, monday.plus(Duration.ofMinutes(10)), SOURCE);
        assertThat(reports(course)).isEqualTo(1);

        keeping.keep(course, platform, two.subList(0, 1), monday.plus(Duration.ofMinutes(20)), SOURCE);
        assertThat(reports(course)).isEqualTo(2);

        keeping.keep(course, platform, two.subList(0, 1), monday.plus(Duration.ofDays(2)), SOURCE);
        assertThat(reports(course)).isEqualTo(3);
        assertThat(number(
                        "SELECT count(*) FROM outbox WHERE queue = 'enrolments' AND lane = ? AND payload LIKE ?",
                        course.toString(),
                        "%\"label\":\"Lớp 6A\",\"school\":\"hn-001\",\"learners\":1,%"))
                .isEqualTo(2);
    }

    @Test
    void answersWhatItKnowsWhenTheLmsDoesNotAnswer() {
        UUID course = course();
        keeping.keep(
                course,
                platform,
                List.of(member("1", "Nguyễn Văn Đạt", CourseRole.LEARNER)),
                Instant.now().minus(Duration.ofDays(1)),
                SOURCE);
        execute("UPDATE course SET memberships_url = 'https://127.0.0.1:1/members' WHERE id = ?", course);

        assertThat(roster.learners(course)).hasSize(1);
    }

    private long reports(UUID course) {
        return number("SELECT count(*) FROM outbox WHERE queue = 'enrolments' AND lane = ?", course.toString());
    }

    private UUID course() {
        return courses.known(
                        deployment("hn-001"),
                        "7",
                        Optional.empty(),
                        Optional.of("Lớp 6A"),
                        Optional.empty(),
                        Optional.empty())
                .id();
    }

    private UUID deployment(String school) {
        UUID deployment = UUID.randomUUID();
        execute("""
                INSERT INTO platform (id, issuer, client_id, name, authorization_endpoint, token_endpoint, jwks_uri, status, school,
                    created_at)
                VALUES (?, 'https://lms.example', ?, 'LMS', 'https://lms.example/auth', 'https://127.0.0.1:1/token',
                    'https://lms.example/jwks', 'active', ?, now())
                """, platform, platform.toString(), school);
        execute("""
                INSERT INTO deployment (id, platform_id, deployment_id, status, first_seen_at) VALUES (?, ?, '1', 'active', now())
                """, deployment, platform);
        return deployment;
    }

    private static MembershipService.Member member(String subject, String name, CourseRole role) {
        return new MembershipService.Member(
                subject, PersonName.of(Optional.of(name), Optional.empty(), Optional.empty()), role);
    }
}
