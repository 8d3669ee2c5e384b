/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupServiceTest {

    private final ScriptedServer lms = new ScriptedServer();
    private final GroupService service = new GroupService(ScriptedServer::send);

    @AfterEach
    void stop() {
        lms.close();
    }

    @Test
    void readsGroupsAndTheSetsThatTheyForm() throws IOException {
        lms.answers(200, "{\"id\":\"x\",\"sets\":[{\"id\":\"s1\",\"name\":\"Vườn rau\"}]}")
                .answers(200, """
                        {"id":"x","groups":[{"id":"g1","name":"A &amp; B","set_id":"s1"},{"id":"g2","name":"C","set_id":"s9"},
                          {"id":"g3"},{"name":"nobody's"}]}""");

        List<GroupService.Group> groups = service.read(lms.url("/groups"), Optional.of(lms.url("/sets")));

        assertThat(groups)
                .containsExactly(
                        new GroupService.Group("g1", Optional.of("A & B"), Optional.of("Vườn rau")),
                        new GroupService.Group("g2", Optional.of("C"), Optional.empty()),
                        new GroupService.Group("g3", Optional.empty(), Optional.empty()));
        assertThat(lms.asked())
                .extracting(asked -> asked.header("Accept"))
                .containsExactly(
                        "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json",
                        "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json");
    }

    @Test
    void readsGroupsOfAnLmsWithoutSets() throws IOException {
        lms.answers(200, "{\"groups\":[{\"id\":\"g1\",\"name\":\"A\"}]}");

        assertThat(service.read(lms.url("/groups"), Optional.empty())).hasSize(1);
    }

    @Test
    void followsThePages() throws IOException {
        lms.answers(
                        200,
                        "{\"groups\":[{\"id\":\"g1\",\"name\":\"A\"}]}",
                        Map.of("Link", "<" + lms.url("/groups?page=2") + ">; rel=\"next\""))
                .answers(200, "{\"groups\":[{\"id\":\"g2\",\"name\":\"B\"}]}");

        assertThat(service.read(lms.url("/groups"), Optional.empty()))
                .extracting(GroupService.Group::id)
                .containsExactly("g1", "g2");
    }

    @Test
    @Case(value = 77, outcome = "refused")
    void refusesANextPageOnAnotherHost() {
        lms.answers(200, "{\"groups\":[]}", Map.of("Link", "<http://localhost:1/groups>; rel=\"next\""));

        assertThatThrownBy(() -> service.read(lms.url("/groups"), Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("somewhere else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"groups\":3}"})
    void refusesWhatIsNoListOfGroups(String body) {
        lms.answers(200, body);

        assertThatThrownBy(() -> service.read(lms.url("/groups"), Optional.empty()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void failsWhenTheLmsRefuses() {
        lms.answers(403);

        assertThatThrownBy(() -> service.read(lms.url("/groups"), Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HTTP 403");
    }
}
