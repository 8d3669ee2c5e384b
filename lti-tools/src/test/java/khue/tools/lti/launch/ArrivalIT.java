/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import static khue.tools.lti.launch.LmsOfTheTest.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.InServer;
import khue.tools.web.Audience;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What a launch that passes leads to: a visit, and what is kept of what it tells. */
@ArquillianTest
class ArrivalIT extends WithAnLms {

    private static final String OF_THIS_PLATFORM =
            "course_id IN (SELECT c.id FROM tools.course c JOIN tools.deployment d ON d.id = c.deployment_id WHERE d.platform_id = ?)";

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
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
    @Case(value = 58, outcome = "may look on only")
    void givesTheLeastToSomebodyWithoutARoleThatWeKnow() throws Exception {
        List<Object> nothingMuch = List.of("", "garbage", List.of(), List.of("urn:lti:role:ims/lis/Boss"), 7);
        for (Object roles : nothingMuch) {
            launch(claims -> claims.put(CLAIM + "roles", roles));

            assertThat(audienceOfTheLatestVisit()).as("roles %s", roles).isEqualTo(Audience.OBSERVER);
        }
    }

    @Test
    @Case(value = 60, outcome = "may look on only")
    void makesNoAdministratorOfTheLmsAnAdministratorOfOurs() throws Exception {
        HttpResponse<String> answer = launch(claims -> claims.put(
                CLAIM + "roles",
                List.of(
                        "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator",
                        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator")));

        assertThat(audienceOfTheLatestVisit()).isEqualTo(Audience.OBSERVER);
        assertThat(get("/tools/admin", visitCookie(answer)).statusCode()).isEqualTo(403);
        assertThat(get("/tools/portfolio/new", visitCookie(answer)).statusCode())
                .isEqualTo(403);
    }

    @Test
    @Case(value = 61, outcome = "shown as text")
    void showsMarkupInNamesAndTitlesAsTheTextThatItIs() throws Exception {
        String markup = "<img src=x onerror=alert(1)>";
        Consumer<Map<String, Object>> everywhere = claims -> {
            claims.put("name", markup);
            claims.put("given_name", markup);
            claims.put(CLAIM + "context", Map.of("id", "2", "label", markup, "title", markup));
            claims.put(CLAIM + "resource_link", Map.of("id", "1", "title", markup));
            claims.put(CLAIM + "custom", Map.of("khue_tool", markup, "khue_item", markup));
        };
        String teacher = visitCookie(launch(claims -> {
            everywhere.accept(claims);
            claims.put("sub", "3");
            claims.put(CLAIM + "roles", List.of(INSTRUCTOR));
        }));
        String project = location(makeProject(teacher, markup));
        String pupil = visitCookie(launch(everywhere));

        List<HttpResponse<String>> pages = List.of(
                get(URI.create(project).getPath(), teacher),
                get(URI.create(project).getPath() + "/mine", pupil),
                get("/tools/lti/course", teacher));

        assertThat(pages).allSatisfy(page -> {
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            assertThat(page.body()).contains("&lt;img src=x").doesNotContain("<img src=x");
        });
    }

    @Test
    @Case(value = 63, outcome = Case.PASSES)
    void speaksVietnameseToALocaleThatIsNoLanguage() throws Exception {
        launch(claims -> claims.put(CLAIM + "launch_presentation", Map.of("locale", "xx-garbage-!!'")));

        assertThat(lastEntry().accepted()).isTrue();
        assertThat(count("visit WHERE locale = 'vi' AND " + OF_THIS_PLATFORM, platform.id()))
                .isEqualTo(1);
    }

    @Test
    @Case(
            value = {64, 65},
            outcome = "passes without the address")
    void leadsNobodyBackToAnAddressThatIsNotTheLms() throws Exception {
        List<String> unsafe = List.of(
                "javascript:alert(1)",
                "data:text/html,x",
                "https://evil.example/",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "//evil.example",
                lms.issuer() + "@evil.example/");
        for (String url : unsafe) {
            HttpResponse<String> answer = launch(claims -> {
                claims.put("picture", url);
                claims.put(CLAIM + "launch_presentation", Map.of("return_url", url));
            });

            assertThat(answer.statusCode()).as(url).isEqualTo(303);
            assertThat(get("/tools/portfolio/waiting", visitCookie(answer)).body())
                    .as(url)
                    .doesNotContain("evil.example", "10.0.0.1", "169.254", "alert(1)");
        }
        assertThat(count("visit WHERE return_url IS NOT NULL AND " + OF_THIS_PLATFORM, platform.id()))
                .isZero();
    }

    @Test
    void leadsBackToTheLms() throws Exception {
        String visit = visitCookie(launch(
                claims -> claims.put(CLAIM + "launch_presentation", Map.of("return_url", lms.issuer() + "/course/2"))));

        assertThat(get("/tools/portfolio/waiting", visit).body()).contains(lms.issuer() + "/course/2");
    }

    @Test
    @Case(value = 90, outcome = "not shown: `frame-ancestors` names the visit's LMS only")
    void mayBeFramedByItsLmsOnly() throws Exception {
        String visit = visitCookie(launch(claims -> {}));

        assertThat(framers(get("/tools/portfolio/waiting", visit))).isEqualTo("'self' " + lms.issuer());
        assertThat(framers(get("/tools/signin", ""))).isEqualTo("'self'");
    }

    @Test
    void keepsWhateverALaunchTellsAnew() throws Exception {
        assertThat(launch(claims -> {}).statusCode()).isEqualTo(303);
        String person =
                "SELECT %s FROM tools.person p JOIN tools.linked_identity i ON i.person_id = p.id WHERE i.platform_id = ?";
        String course =
                "SELECT %s FROM tools.course c JOIN tools.deployment d ON d.id = c.deployment_id WHERE d.platform_id = ?";
        String link = "SELECT %s FROM tools.resource_link WHERE " + OF_THIS_PLATFORM;
        String member = "SELECT %s FROM tools.membership WHERE " + OF_THIS_PLATFORM;

        keeps(claims -> claims.put("name", "Trần Minh Anh"), person.formatted("display_name"), "Trần Minh Anh");
        keeps(claims -> claims.put("given_name", "Anh"), person.formatted("given_name"), "Anh");
        keeps(claims -> claims.put("family_name", "Trần"), person.formatted("family_name"), "Trần");
        keeps(course("label", "6B"), course.formatted("c.label"), "6B");
        keeps(course("title", "Lớp 6B"), course.formatted("c.title"), "Lớp 6B");
        keeps(
                service("nrps/claim/namesroleservice", "context_memberships_url", "/members"),
                course.formatted("c.memberships_url"),
                lms.issuer() + "/members");
        keeps(
                service("ags/claim/endpoint", "lineitems", "/items"),
                course.formatted("c.line_items_url"),
                lms.issuer() + "/items");
        keeps(
                service("ags/claim/endpoint", "lineitem", "/items/1"),
                link.formatted("line_item_url"),
                lms.issuer() + "/items/1");
        keeps(
                claims -> claims.put(CLAIM + "resource_link", Map.of("id", "1", "title", "Vườn hoa của em")),
                link.formatted("title"),
                "Vườn hoa của em");
        keeps(claims -> claims.put(CLAIM + "roles", List.of(INSTRUCTOR)), member.formatted("role"), "TEACHER");
        InServer.execute("UPDATE tools.membership SET active = false WHERE " + OF_THIS_PLATFORM, platform.id());
        keeps(claims -> {}, member.formatted("CAST(active AS text)"), "true");
    }

    private static Consumer<Map<String, Object>> course(String member, String text) {
        return claims -> claims.put(CLAIM + "context", Map.of("id", "2", member, text));
    }

    private Consumer<Map<String, Object>> service(String claim, String member, String path) {
        return claims -> claims.put(
                "https://purl.imsglobal.org/spec/lti-" + claim,
                Map.of(member, lms.issuer() + path, "scope", List.of(), "service_versions", List.of("2.0")));
    }

    /** Somebody who came before tells something that is not known; whoever tells it once more tells nothing new. */
    private void keeps(Consumer<Map<String, Object>> told, String where, String expected) throws Exception {
        long visits = created().get("visit");
        assertThat(InServer.texts(where, platform.id())).as(where).doesNotContain(expected);

        for (int time = 1; time <= 2; time++) {
            assertThat(launch(told).statusCode()).as(where).isEqualTo(303);
            assertThat(InServer.texts(where, platform.id())).as(where).containsExactly(expected);
            assertThat(created()).as(where).containsEntry("visit", visits + time);
            assertThat(lastEntry().accepted()).as(where).isTrue();
        }
    }

    private static String framers(HttpResponse<String> page) {
        return page.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .split("frame-ancestors ")[1];
    }

    private Audience audienceOfTheLatestVisit() {
        for (Audience audience : Audience.values()) {
            long latest = count(
                    "visit WHERE audience = ? AND created_at = (SELECT max(created_at) FROM tools.visit) AND "
                            + OF_THIS_PLATFORM,
                    audience.name(),
                    platform.id());
            if (latest > 0) {
                return audience;
            }
        }
        throw new AssertionError("there is no visit");
    }
}
