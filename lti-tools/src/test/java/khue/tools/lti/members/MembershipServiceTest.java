/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipServiceTest {

    private static final String LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";

    private final ScriptedServer lms = new ScriptedServer();
    private final MembershipService service = new MembershipService(ScriptedServer::send);

    @AfterEach
    void stop() {
        lms.close();
    }

    @Test
    @Case(value = 78, outcome = "no member")
    void readsActiveMembersWithTheirNamesAndRoles() throws IOException {
        lms.answers(200, """
                {"id":"x","context":{"id":"1"},"members":[
                  {"user_id":"1","name":"Nguyễn Thị Hoa","roles":["%s"]},
                  {"user_id":"2","name":"O&#039;Brien &amp; Co","status":"Active","roles":["Instructor"]},
                  {"user_id":"3","given_name":"An","family_name":"Trần","roles":["Mentor"]},
                  {"user_id":"4","name":"Gone","status":"Inactive","roles":["Learner"]},
                  {"user_id":"5","name":"Gone","status":"Deleted","roles":["Learner"]},
                  {"name":"Nobody","roles":["Learner"]},
                  {"user_id":null,"name":"Nobody","roles":["Learner"]}]}""".formatted(LEARNER));

        List<MembershipService.Member> members =
                service.read(lms.url("/members"), false).active();

        assertThat(members)
                .extracting(
                        MembershipService.Member::subject,
                        member -> member.name().display(),
                        MembershipService.Member::role)
                .containsExactly(
                        tuple("1", "Nguyễn Thị Hoa", CourseRole.LEARNER),
                        tuple("2", "O'Brien & Co", CourseRole.TEACHER),
                        tuple("3", "Trần An", CourseRole.OBSERVER));
        assertThat(lms.asked().get(0).header("Accept"))
                .isEqualTo("application/vnd.ims.lti-nrps.v2.membershipcontainer+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/m | /m?limit=100",
                "/m?type_id=2 | /m?type_id=2&limit=100",
                "/m?limit=7 | /m?limit=7",
                "/m?type_id=2&limit=7 | /m?type_id=2&limit=7"
            })
    void asksForPagesThatItCanRead(String told, String asked) throws IOException {
        lms.answers(200, page());

        service.read(lms.url(told), false);

        assertThat(lms.asked().get(0).pathAndQuery()).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<URL>; rel=\"next\"",
                "<URL>;rel=next",
                "<http://127.0.0.1/other>; rel=\"differences\", <URL>; rel=\"next\"",
                "<URL>; title=\"x\"; REL=\"last next\""
            })
    void followsTheNextPage(String header) throws IOException {
        lms.answers(
                        200,
                        page("1"),
                        Map.of(
                                "Link",
                                header.replace("URL", lms.url("/members?page=2").toString())))
                .answers(200, page("2"));

        assertThat(read()).extracting(MembershipService.Member::subject).containsExactly("1", "2");
        assertThat(lms.asked().get(1).pathAndQuery()).isEqualTo("/members?page=2");
    }

    @Test
    void takesDifferencesForNoNextPage() throws IOException {
        lms.answers(200, page("1"), Map.of("Link", "<" + lms.url("/members?since=1") + ">; rel=\"differences\""));

        MembershipService.Listing listing = service.read(lms.url("/members"), false);

        assertThat(listing.members()).hasSize(1);
        assertThat(listing.changes()).contains(lms.url("/members?since=1"));
    }

    @Test
    @Case(value = 78, outcome = "no member")
    void readsWhatHasChangedExactlyWhereTheLmsSaidItWould() throws IOException {
        lms.answers(200, """
                {"members":[{"user_id":"1","status":"Deleted"},{"user_id":"2","status":"Inactive"},
                  {"user_id":"3","name":"An","roles":["Learner"]}]}""", Map.of("Link", "<" + lms.url("/members?since=2") + ">; rel=\"differences\""));

        MembershipService.Listing changes = service.readChanges(lms.url("/members?since=1"));

        assertThat(lms.asked().get(0).pathAndQuery()).isEqualTo("/members?since=1");
        assertThat(changes.members())
                .extracting(MembershipService.Member::subject, MembershipService.Member::active)
                .containsExactly(tuple("1", false), tuple("2", false), tuple("3", true));
        assertThat(changes.changes()).contains(lms.url("/members?since=2"));
    }

    @Test
    @Case(value = 77, outcome = "refused")
    void refusesChangesOnAnotherHost() {
        lms.answers(200, page("1"), Map.of("Link", "<http://localhost:1/members>; rel=\"differences\""));

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("somewhere else");
    }

    @Test
    void readsTheGroupsThatEachIsIn() throws IOException {
        lms.answers(200, """
                {"members":[{"user_id":"1","roles":["Learner"],"group_enrollments":[{"group_id":"g1"},{"group_id":"g2"},{}]},
                  {"user_id":"2","roles":["Learner"],"group_enrollments":[]},{"user_id":"3","roles":["Learner"]}]}""");

        assertThat(service.read(lms.url("/members"), true).members())
                .extracting(MembershipService.Member::groups)
                .containsExactly(Optional.of(List.of("g1", "g2")), Optional.of(List.of()), Optional.empty());
        assertThat(lms.asked().get(0).pathAndQuery()).isEqualTo("/members?limit=100&groups=true");
    }

    @Test
    void readsTheLearnersWhoMayOpenALinkAlsoOfAnLmsThatIgnoresTheQuestion() throws IOException {
        lms.answers(200, """
                {"members":[{"user_id":"1","roles":["Learner"]},{"user_id":"2","roles":["Instructor"]},
                  {"user_id":"3","roles":["Learner"],"status":"Inactive"}]}""");

        assertThat(service.readLearnersOf(lms.url("/members?type_id=2"), "link 5"))
                .extracting(MembershipService.Member::subject)
                .containsExactly("1");
        assertThat(lms.asked().get(0).pathAndQuery())
                .isEqualTo("/members?type_id=2&limit=100&rlid=link+5&role=Learner");
    }

    /** A school of 12,000 in pages of 50, as hosted LMSes have them. */
    @Test
    void readsAListOfAnyLength() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        MembershipService endless = new MembershipService(request -> {
            int page = asked.getAndIncrement();
            String next = page == 239
                    ? "<" + lms.url("/members?since=1") + ">; rel=\"differences\""
                    : "<" + lms.url("/members?page=" + (page + 1)) + ">; rel=\"next\"";
            String members = page(IntStream.range(0, 50)
                    .mapToObj(member -> page + "-" + member)
                    .toArray(String[]::new));
            return new OutboundResponse(200, Map.of("link", List.of(next)), members.getBytes(StandardCharsets.UTF_8));
        });

        assertThat(endless.read(lms.url("/members"), false).members())
                .hasSize(12_000)
                .extracting(MembershipService.Member::subject)
                .doesNotHaveDuplicates();
    }

    @Test
    @Case(value = 77, outcome = "refused")
    void refusesANextPageOnAnotherHost() {
        lms.answers(200, page("1"), Map.of("Link", "<http://localhost:1/members>; rel=\"next\""));

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("somewhere else");
        assertThat(lms.asked()).hasSize(1);
    }

    @Test
    @Case(value = 77, outcome = "refused")
    void refusesAListThatLeadsBackToItself() {
        String loop = "<" + lms.url("/members?page=2") + ">; rel=\"next\"";
        for (int page = 0; page < 3; page++) {
            lms.answers(200, page("1"), Map.of("Link", loop));
        }

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("no end");
        assertThat(lms.asked()).hasSize(2);
    }

    @Test
    @Case(value = 77, outcome = "refused")
    void refusesAListWithoutEnd() {
        AtomicInteger asked = new AtomicInteger();
        MembershipService endless = new MembershipService(request -> new OutboundResponse(
                200,
                Map.of("link", List.of("<" + lms.url("/members?page=" + asked.incrementAndGet()) + ">; rel=\"next\"")),
                page("1").getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> endless.read(lms.url("/members"), false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no end");
        assertThat(asked.get()).isLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"members\":3}"})
    void refusesWhatIsNoMemberList(String body) {
        lms.answers(200, body);

        assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500})
    void failsWhenTheLmsRefuses(int status) {
        lms.answers(status);

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("HTTP " + status);
    }

    private List<MembershipService.Member> read() throws IOException {
        return service.read(lms.url("/members"), false).members();
    }

    private static String page(String... subjects) {
        StringBuilder members = new StringBuilder();
        for (String subject : subjects) {
            members.append(members.isEmpty() ? "" : ",")
                    .append("{\"user_id\":\"" + subject + "\",\"name\":\"A\",\"roles\":[\"Learner\"]}");
        }
        return "{\"members\":[" + members + "]}";
    }
}
