/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.Map;
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

        List<MembershipService.Member> members = service.read(lms.url("/members"));

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

        service.read(lms.url(told));

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

        assertThat(service.read(lms.url("/members")))
                .extracting(MembershipService.Member::subject)
                .containsExactly("1", "2");
        assertThat(lms.asked().get(1).pathAndQuery()).isEqualTo("/members?page=2");
    }

    @Test
    void takesDifferencesForNoNextPage() throws IOException {
        lms.answers(200, page("1"), Map.of("Link", "<" + lms.url("/members?since=1") + ">; rel=\"differences\""));

        assertThat(service.read(lms.url("/members"))).hasSize(1);
    }

    @Test
    void refusesANextPageOnAnotherHost() {
        lms.answers(200, page("1"), Map.of("Link", "<http://localhost:1/members>; rel=\"next\""));

        assertThatThrownBy(() -> service.read(lms.url("/members")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("somewhere else");
        assertThat(lms.asked()).hasSize(1);
    }

    @Test
    void refusesAListThatLeadsBackToItself() {
        String loop = "<" + lms.url("/members?page=2") + ">; rel=\"next\"";
        for (int page = 0; page < 3; page++) {
            lms.answers(200, page("1"), Map.of("Link", loop));
        }

        assertThatThrownBy(() -> service.read(lms.url("/members")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no end");
        assertThat(lms.asked()).hasSize(2);
    }

    @Test
    void refusesAListWithoutEnd() {
        for (int page = 0; page < 60; page++) {
            lms.answers(200, page("1"), Map.of("Link", "<" + lms.url("/members?page=" + page) + ">; rel=\"next\""));
        }

        assertThatThrownBy(() -> service.read(lms.url("/members")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no end");
        assertThat(lms.asked()).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"members\":3}"})
    void refusesWhatIsNoMemberList(String body) {
        lms.answers(200, body);

        assertThatThrownBy(() -> service.read(lms.url("/members"))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500})
    void failsWhenTheLmsRefuses(int status) {
        lms.answers(status);

        assertThatThrownBy(() -> service.read(lms.url("/members")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HTTP " + status);
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
