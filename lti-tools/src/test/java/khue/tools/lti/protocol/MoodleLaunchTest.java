/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Launches as Moodle has sent them. */
class MoodleLaunchTest {

    @Test
    void aPupilOpensALink() throws IOException {
        LaunchMessage message = GivenLaunch.sentByMoodle(payload("LtiResourceLinkRequest_student_sub4"))
                .isAccepted();

        assertThat(message.roles().learns()).isTrue();
        assertThat(message.roles().teaches()).isFalse();
        assertThat(message.names().name()).contains("Sam Student");
        assertThat(message.resourceLink())
                .contains(new LaunchMessage.ResourceLink("1", Optional.of("DL scored bài tập")));
        assertThat(message.services().lineItem())
                .contains("http://127.0.0.1:8180/mod/lti/services.php/2/lineitems/4/lineitem?type_id=1");
        assertThat(message.custom()).containsEntry("eq", "a=b=c").doesNotContainKeys("res_", "due");
    }

    @Test
    void aTeacherOpensALink() throws IOException {
        assertThat(GivenLaunch.sentByMoodle(payload("LtiResourceLinkRequest_teacher_sub3"))
                        .isAccepted()
                        .roles()
                        .teaches())
                .isTrue();
    }

    @Test
    void aTeacherAddsALink() throws IOException {
        assertThat(GivenLaunch.sentByMoodle(payload("LtiDeepLinkingRequest_teacher_sub3"))
                        .isAccepted()
                        .deepLinking())
                .get()
                .satisfies(settings -> assertThat(settings.acceptMultiple()).isTrue());
    }

    private JsonNode payload(String name) throws IOException {
        return new ObjectMapper()
                .readTree(getClass().getResource("/moodle/" + name + ".json"))
                .get("payload");
    }
}
