/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import static khue.tools.testing.InServer.bean;
import static khue.tools.testing.InServer.execute;
import static khue.tools.testing.InServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.lti.refusals.Case;
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
    private final CourseGroups groups = bean(CourseGroups.class);

    private final UUID platform = UUID.randomUUID();

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void knowsACourseByItsDeploymentAndKeepsWhatALaunchDoesNotSay() {
        UUID deployment = deployment("hn-001");
        Course first = courses.known(deployment, "7", described(Optional.of("Lớp 6A"), Optional.empty()));

        Course second = courses.known(deployment, "7", described(Optional.empty(), Optional.of(SOURCE.toString())));

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
                listing(
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
                listing(
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
    void keepsWhoLaunchedWhileTheListWasBeingRead() {
        UUID course = course();
        MembershipService.Member an = member("1", "Trần Thị An", CourseRole.LEARNER);
        MembershipService.Member dat = member("2", "Nguyễn Văn Đạt", CourseRole.LEARNER);
        keeping.keep(course, platform, listing(an, dat), Instant.now(), SOURCE);
        isOld(course);
        Instant readingBegins = Instant.now();
        execute("""
                INSERT INTO visit (id, secret_hash, csrf_token, audience, person_id, course_id, locale, created_at, expires_at)
                SELECT ?, 'a hash', 'a token', 'LEARNER', person_id, ?, 'vi', now(), now() + interval '1 hour'
                FROM linked_identity WHERE platform_id = ? AND subject = '2'
                """, UUID.randomUUID(), course, platform);

        keeping.keep(course, platform, listing(an), readingBegins, SOURCE);
        assertThat(names(course)).containsExactly("Trần Thị An", "Nguyễn Văn Đạt");

        isOld(course);
        execute("UPDATE visit SET created_at = created_at - interval '10 minutes' WHERE course_id = ?", course);
        keeping.keep(course, platform, listing(an), Instant.now(), SOURCE);
        assertThat(names(course)).containsExactly("Trần Thị An");
    }

    @Test
    void reportsTheClassSizeWhenItChangesAndOnceADay() {
        UUID course = course();
        Instant monday = Instant.parse("2026-11-23T03:00:00Z");
        MembershipService.Listing two = listing(
                member("1", "Nguyễn Văn Đạt", CourseRole.LEARNER), member("2", "Trần Thị An", CourseRole.LEARNER));
        MembershipService.Listing one = listing(member("1", "Nguyễn Văn Đạt", CourseRole.LEARNER));

        keeping.keep(course, platform, two, monday, SOURCE);
        keeping.keep(course, platform, two, monday.plus(Duration.ofMinutes(10)), SOURCE);
        assertThat(reports(course)).isEqualTo(1);

        keeping.keep(course, platform, one, monday.plus(Duration.ofMinutes(20)), SOURCE);
        assertThat(reports(course)).isEqualTo(2);

        keeping.keep(course, platform, one, monday.plus(Duration.ofDays(2)), SOURCE);
        assertThat(reports(course)).isEqualTo(3);
        assertThat(number(
                        "SELECT count(*) FROM outbox WHERE queue = 'enrolments' AND lane = ? AND payload LIKE ?",
                        course.toString(),
                        "%\"label\":\"Lớp 6A\",\"school\":\"hn-001\",\"learners\":1,%"))
                .isEqualTo(2);
    }

    @Test
    @Case(value = 78, outcome = "no member")
    void readsWhatHasChangedOnceItHasReadTheWholeList() throws IOException {
        try (ListingLms lms = new ListingLms()) {
            UUID course = course(lms.root());
            lms.answers("/members", "{\"members\":[" + pupil("1") + "," + pupil("2") + "]}", "/changes");
            assertThat(names(course)).containsExactly("Em 1", "Em 2");
            assertThat(reports(course)).isEqualTo(1);

            lms.answers(
                    "/changes",
                    "{\"members\":[{\"user_id\":\"1\",\"status\":\"Deleted\",\"roles\":[]}," + pupil("3") + "]}",
                    "/changes-2");
            isOld(course);
            assertThat(names(course)).containsExactly("Em 2", "Em 3");

            lms.answers("/changes-2", "{\"members\":[" + pupil("1") + "]}", "/changes-3");
            isOld(course);
            assertThat(names(course)).containsExactly("Em 1", "Em 2", "Em 3");
            assertThat(reports(course)).as("2, then 2 again, then 3 learners").isEqualTo(2);
        }
    }

    @Test
    void readsTheWholeListAgainWhenTheLmsNoLongerTellsTheChanges() throws IOException {
        try (ListingLms lms = new ListingLms()) {
            UUID course = course(lms.root());
            lms.answers("/members", "{\"members\":[" + pupil("1") + "]}", "/changes");
            names(course);

            lms.answers("/members", "{\"members\":[" + pupil("2") + "]}", "/changes");
            isOld(course);

            assertThat(names(course)).containsExactly("Em 2");
        }
    }

    @Test
    void listsThoseWhoMayOpenALinkWhereTheLmsGivesItToSomeOnly() throws IOException {
        try (ListingLms lms = new ListingLms()) {
            UUID course = course(lms.root());
            UUID link = link(course);
            lms.answers("/members", "{\"members\":[" + pupil("1") + "," + pupil("2") + "]}", "");
            lms.answers("/members?rlid=link-5", "{\"members\":[" + pupil("2") + "]}", "");

            assertThat(names(course)).containsExactly("Em 1", "Em 2");
            assertThat(roster.learners(course, link))
                    .extracting(member -> member.name().display())
                    .containsExactly("Em 2");
        }
    }

    @Test
    void listsTheWholeClassForALinkWhereTheLmsDoesNotSayWhoMayOpenIt() throws IOException {
        try (ListingLms lms = new ListingLms()) {
            UUID course = course(lms.root());
            lms.answers("/members", "{\"members\":[" + pupil("1") + "," + pupil("2") + "]}", "");
            lms.answers("/members?rlid=link-5", "no", "");

            assertThat(roster.learners(course, link(course))).hasSize(2);
        }
    }

    @Test
    void readsTheGroupsAndWhoIsInThem() throws IOException {
        try (ListingLms lms = new ListingLms()) {
            UUID course = course(lms.root());
            execute(
                    "UPDATE course SET groups_url = ?, group_sets_url = ? WHERE id = ?",
                    lms.root() + "/groups",
                    lms.root() + "/sets",
                    course);
            lms.answers("/sets", "{\"sets\":[{\"id\":\"s\",\"name\":\"Vườn rau\"}]}", "");
            lms.answers(
                    "/groups",
                    "{\"groups\":[{\"id\":\"g1\",\"name\":\"Nhóm 1 &amp; 2\",\"set_id\":\"s\"},{\"id\":\"g2\",\"name\":\"B\"}]}",
                    "");
            lms.answers("/members", "{\"members\":[" + pupil("1", "g1") + "," + pupil("2") + "]}", "");
            names(course);

            assertThat(groups.byPerson(course).values())
                    .containsExactly(
                            List.of(new CourseGroups.Group("g1", Optional.of("Nhóm 1 & 2"), Optional.of("Vườn rau"))));

            lms.answers("/groups", "{\"groups\":[{\"id\":\"g2\",\"name\":\"B\"}]}", "");
            lms.answers("/members", "{\"members\":[" + pupil("1", "g2") + "," + pupil("2", "g2", "g1") + "]}", "");
            isOld(course);
            names(course);

            assertThat(groups.byPerson(course).values())
                    .containsExactly(
                            List.of(new CourseGroups.Group("g2", Optional.of("B"), Optional.empty())),
                            List.of(new CourseGroups.Group("g2", Optional.of("B"), Optional.empty())));
        }
    }

    @Test
    void stillReadsTheMembersWhenTheGroupsCannotBeRead() throws IOException {
        try (ListingLms lms = new ListingLms()) {
            UUID course = course(lms.root());
            execute("UPDATE course SET groups_url = ? WHERE id = ?", lms.root() + "/groups", course);
            lms.answers("/members", "{\"members\":[" + pupil("1") + "]}", "");

            assertThat(names(course)).containsExactly("Em 1");
        }
    }

    @Test
    void believesALaunchAboutGroupsWhereTheLmsHasNoServiceForThem() {
        UUID id = course();
        UUID person = UUID.randomUUID();
        execute("INSERT INTO person (id, display_name, created_at) VALUES (?, 'An', now())", person);
        Course course = courses.find(id).orElseThrow();

        groups.toldByLaunch(course, person, Optional.of("3, 5,"));
        assertThat(groupIds(id)).containsExactly("3", "5");

        groups.toldByLaunch(course, person, Optional.of("5,7"));
        assertThat(groupIds(id)).containsExactly("5", "7");

        groups.toldByLaunch(course, person, Optional.empty());
        assertThat(groupIds(id)).isEmpty();

        execute("UPDATE course SET groups_url = 'https://lms.example/groups' WHERE id = ?", id);
        groups.toldByLaunch(courses.find(id).orElseThrow(), person, Optional.of("9"));
        assertThat(groupIds(id)).as("there is a service that knows better").isEmpty();
    }

    @Test
    void answersWhatItKnowsWhenTheLmsDoesNotAnswer() {
        UUID course = course();
        keeping.keep(
                course,
                platform,
                listing(member("1", "Nguyễn Văn Đạt", CourseRole.LEARNER)),
                Instant.now().minus(Duration.ofDays(1)),
                SOURCE);
        execute("UPDATE course SET memberships_url = 'https://127.0.0.1:1/members' WHERE id = ?", course);

        assertThat(roster.learners(course)).hasSize(1);
    }

    private long reports(UUID course) {
        return number("SELECT count(*) FROM outbox WHERE queue = 'enrolments' AND lane = ?", course.toString());
    }

    private List<String> names(UUID course) {
        return roster.learners(course).stream()
                .map(member -> member.name().display())
                .toList();
    }

    private List<String> groupIds(UUID course) {
        return groups.byPerson(course).values().stream()
                .flatMap(List::stream)
                .map(CourseGroups.Group::ltiId)
                .toList();
    }

    /** As if some minutes had passed. */
    private static void isOld(UUID course) {
        execute("UPDATE course SET roster_read_at = roster_read_at - interval '10 minutes' WHERE id = ?", course);
        execute("UPDATE membership SET seen_at = seen_at - interval '10 minutes' WHERE course_id = ?", course);
    }

    private static String pupil(String subject, String... groups) {
        String enrollments = groups.length == 0
                ? ""
                : ",\"group_enrollments\":["
                        + Stream.of(groups)
                                .map(group -> "{\"group_id\":\"" + group + "\"}")
                                .collect(Collectors.joining(","))
                        + "]";
        return "{\"user_id\":\"" + subject + "\",\"name\":\"Em " + subject + "\",\"roles\":[\"Learner\"]" + enrollments
                + "}";
    }

    private static UUID link(UUID course) {
        UUID link = UUID.randomUUID();
        execute(
                "INSERT INTO resource_link (id, course_id, lti_id, created_at) VALUES (?, ?, 'link-5', now())",
                link,
                course);
        return link;
    }

    private UUID course(String lms) {
        UUID course = course();
        execute("UPDATE platform SET token_endpoint = ? WHERE id = ?", lms + "/token", platform);
        execute("UPDATE course SET memberships_url = ? WHERE id = ?", lms + "/members", course);
        return course;
    }

    private UUID course() {
        return courses.known(deployment("hn-001"), "7", described(Optional.of("Lớp 6A"), Optional.empty()))
                .id();
    }

    private static Course.Description described(Optional<String> title, Optional<String> membershipsUrl) {
        return new Course.Description(
                Optional.empty(), title, membershipsUrl, Optional.empty(), Optional.empty(), Optional.empty());
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
                subject,
                PersonName.of(Optional.of(name), Optional.empty(), Optional.empty()),
                role,
                true,
                Optional.empty());
    }

    private static MembershipService.Listing listing(MembershipService.Member... members) {
        return new MembershipService.Listing(List.of(members), Optional.empty());
    }

    /** An LMS that gives tokens to everybody, and lists as a test says. */
    static final class ListingLms implements AutoCloseable {

        private final HttpServer server;
        private final Map<String, String> lists = new ConcurrentHashMap<>();
        private final Map<String, String> differences = new ConcurrentHashMap<>();

        ListingLms() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            lists.put("/token", "{\"access_token\":\"t\",\"expires_in\":3600}");
            server.start();
        }

        String root() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        /** @param changes where it tells what will have changed; blank for nowhere */
        void answers(String path, String list, String changes) {
            lists.put(path, list);
            differences.put(path, changes);
        }

        private void answer(HttpExchange exchange) throws IOException {
            exchange.getRequestBody().readAllBytes();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String path = exchange.getRequestURI().getPath()
                    + (query.contains("rlid=") ? query.replaceAll(".*(rlid=[^&]*).*", "?$1") : "");
            byte[] body = lists.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
            if (!differences.getOrDefault(path, "").isEmpty()) {
                exchange.getResponseHeaders()
                        .add("Link", "<" + root() + differences.get(path) + ">; rel=\"differences\"");
            }
            exchange.sendResponseHeaders(lists.containsKey(path) ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
