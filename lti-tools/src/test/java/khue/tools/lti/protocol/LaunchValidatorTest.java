/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static khue.tools.lti.protocol.GivenLaunch.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One launch that is right; for each rule, one that is wrong in that rule only is in the tests beside this one. */
class LaunchValidatorTest {

    @Test
    void acceptsALaunchThatIsRight() {
        LaunchMessage message = given().validLaunch().isAccepted();

        assertThat(message.type()).isEqualTo(MessageType.RESOURCE_LINK);
        assertThat(message.subject()).isEqualTo("4");
        assertThat(message.context())
                .get()
                .extracting(LaunchMessage.Context::title)
                .isEqualTo(Optional.of("Lớp 6A"));
    }

    @Test
    void acceptsADeepLinkingRequestThatIsRight() {
        LaunchMessage message = given().validDeepLinkingRequest().isAccepted();

        assertThat(message.type()).isEqualTo(MessageType.DEEP_LINKING);
        assertThat(message.deepLinking()).get().satisfies(settings -> {
            assertThat(settings.acceptMultiple()).isFalse();
            assertThat(settings.data()).contains("opaque");
            assertThat(settings.acceptLineItem()).isEmpty();
        });
    }
}
