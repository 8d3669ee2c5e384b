/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import khue.tools.web.Messages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is refused is told why and what to do, in both languages. */
class LaunchReasonTest {

    private final Messages messages = new Messages();

    @ParameterizedTest
    @EnumSource
    void saysWhatHappenedAndWhatToDo(LaunchReason reason) {
        for (Locale language : new Locale[] {Locale.forLanguageTag("vi"), Locale.ENGLISH}) {
            assertThat(messages.find(language, reason.meansKey()))
                    .as(reason.meansKey())
                    .isPresent();
            assertThat(messages.find(language, reason.doKey()))
                    .as(reason.doKey())
                    .isPresent();
        }
        assertThat(LaunchReason.ofCode(reason.code())).contains(reason);
        assertThat(reason.code()).matches("LTI(-[A-Z]+)+");
    }

    @ParameterizedTest
    @EnumSource
    void saysItOfRegistrationsToo(RegistrationReason reason) {
        for (Locale language : new Locale[] {Locale.forLanguageTag("vi"), Locale.ENGLISH}) {
            assertThat(messages.find(language, reason.meansKey()))
                    .as(reason.meansKey())
                    .isPresent();
            assertThat(messages.find(language, reason.doKey()))
                    .as(reason.doKey())
                    .isPresent();
        }
        assertThat(reason.code()).matches("LTI-REGISTRATION(-[A-Z]+)+");
    }
}
