/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeEnvelopeTest {

    @Test
    void holdsSomeNotices() {
        assertThat(envelope("{\"notices\":[{\"jwt\":\"a.b.c\"},{\"jwt\":\"d.e.f\",\"more\":1}],\"more\":{}}")
                        .tokens())
                .containsExactly("a.b.c", "d.e.f");
        assertThat(envelope(of(NoticeEnvelope.MOST)).tokens()).hasSize(NoticeEnvelope.MOST);
    }

    @Test
    void holdsNotTooMany() {
        refuses(of(NoticeEnvelope.MOST + 1));
        refuses(of(1_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "<html>",
                "{\"notices\":[]}",
                "{\"notices\":{\"jwt\":\"a.b.c\"}}",
                "{\"notices\":[\"a.b.c\"]}",
                "{\"notices\":[{\"jwt\":7}]}",
                "{\"notices\":[{\"jwt\":\"\"}]}",
                "{\"notices\":[{\"jwt\":\"a b\"}]}",
                "{\"notices\":[{\"jwt\":\"a.b.c\"},{}]}",
                "{\"notices\":[{\"jwt\":\"a.b.c\"}],\"notices\":[{\"jwt\":\"a.b.c\"}]}",
                "{\"notices\":[{\"jwt\":\"a.b.c\"}]} x"
            })
    void isRefusedWhenItIsAnythingElse(String body) {
        refuses(body);
    }

    @Test
    void isRefusedWhenItsNestingHasNoEnd() {
        refuses("{\"notices\":" + "[".repeat(10_000));
    }

    private static String of(int notices) {
        return "{\"notices\":[" + String.join(",", Collections.nCopies(notices, "{\"jwt\":\"a.b.c\"}")) + "]}";
    }

    private static NoticeEnvelope envelope(String body) {
        return NoticeEnvelope.of(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuses(String body) {
        assertThatThrownBy(() -> envelope(body))
                .isInstanceOfSatisfying(
                        LaunchRejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(LaunchReason.NOTICE_UNUSABLE));
    }
}
