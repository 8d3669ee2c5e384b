/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private final Messages messages = new Messages();

    @Test
    void saysASentenceInTheReadersLanguageWithItsParameters() {
        assertThat(messages.say(Locale.forLanguageTag("vi"), "web.age.days", 1200))
                .isEqualTo("1.200 ngày trước");
        assertThat(messages.say(Locale.ENGLISH, "web.age.days", 1)).isEqualTo("1 day ago");
        assertThat(messages.say(Locale.ENGLISH, "web.age.days", 1200)).isEqualTo("1,200 days ago");
    }

    @Test
    void showsAKeyWithoutASentence() {
        assertThat(messages.say(Locale.ENGLISH, "web.no-such-key")).isEqualTo("??web.no-such-key??");
    }

    @Test
    void readsNoFileThatAKeyFromOutsideNames() {
        assertThat(messages.find(Locale.ENGLISH, "../web.home.title")).isEmpty();
        assertThat(messages.find(Locale.ENGLISH, "no-such-area.title")).isEmpty();
    }
}
