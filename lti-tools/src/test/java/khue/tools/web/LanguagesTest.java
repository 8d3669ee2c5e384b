/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource({"vi, vi", "vi_VN, vi", "vi-VN, vi", "en-GB, en", "EN, en"})
    void knowsOurTwoLanguagesInEveryWayTheyAreWritten(String tag, String language) {
        assertThat(Languages.of(tag)).contains(Locale.forLanguageTag(language));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "fr", "../../etc", "vi\u0000", "$Person.locale", "x"})
    void doesNotKnowOthersNorGarbage(String tag) {
        assertThat(Languages.of(tag)).isEmpty();
    }
}
