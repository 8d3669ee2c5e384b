/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people are told of the LMS that the sample behaves like. */
class TemperamentTest extends WithTraits {
    @ParameterizedTest
    @EnumSource(Trait.class)
    void hasASentenceInBothLanguagesAndAnLmsThatHasIt(Trait trait) {
        for (String language : List.of("vi", "en")) {
            ResourceBundle messages =
                    ResourceBundle.getBundle("khue.samplelms.messages", Locale.forLanguageTag(language));
            assertThat(messages.getString("trait." + trait)).isNotBlank();
        }
        assertThat(Temperament.all()).anyMatch(temperament -> temperament.has(trait));
    }

    @Test
    void isFoundByTheNameThatSettingsWrite() {
        assertThat(Temperament.named("canvas")).contains(Temperament.CANVAS);
        assertThat(Temperament.named("Canvas")).isEmpty();
        assertThat(Temperament.all()).extracting(Temperament::name).doesNotHaveDuplicates();
    }

    @Test
    void saysOnItsFrontPageWhoItBehavesLike() throws Exception {
        SampleLms lms = lms(Temperament.D2L);

        assertThat(Visitor.nobody(lms).get(lms.baseUrl()).body())
                .contains("D2L Brightspace", "Đồng hồ của nó nhanh một giây.", "“_parent”")
                .doesNotContain("chậm một giây");
    }
}
