/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import khue.xapi.samples.SampleYear.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleYearTest {

    private static final SampleSchools.Size SMALL = new SampleSchools.Size(4, 2, 5, 2, 2);
    private static final Instant MIDDLE = Instant.parse("2026-01-15T00:00:00Z");

    @Test
    void isTheSameForTheSameSeedWhateverWindowsItIsReadBy() {
        List<Sent> parts = new ArrayList<>(SampleYear.untidy(7, SMALL).statements(Instant.MIN, MIDDLE));
        parts.addAll(SampleYear.untidy(7, SMALL).statements(MIDDLE, Instant.MAX));

        assertThat(texts(parts))
                .hasSizeGreaterThan(300)
                .isEqualTo(texts(SampleYear.untidy(7, SMALL).statements()));
        assertThat(texts(SampleYear.untidy(8, SMALL).statements())).isNotEqualTo(texts(parts));
    }

    @Test
    void isWithoutFaultsWhereItIsTidy() {
        SampleYear tidy = SampleYear.tidy(7, SMALL);

        assertThat(String.join("", texts(tidy.statements()))).doesNotContain("voided", "schema/1.0", "lms1");
        assertThat(tidy.schools().aliases()).isEmpty();
        assertThat(tidy.schools().all()).allMatch(school -> school.history().size() == 2);
    }

    /** Below some 400,000 with fewer classes, beyond with more projects. */
    @ParameterizedTest
    @ValueSource(ints = {40_000, 600_000})
    void isAboutAsLargeAsThePilotIsSaidToBe(int statements) {
        assertThat(SampleYear.untidy(7, SampleSchools.Size.pilot(statements))
                        .statements()
                        .size())
                .isCloseTo(statements, withinPercentage(3));
    }

    private static List<String> texts(List<Sent> statements) {
        return statements.stream()
                .map(sent -> new String(sent.json(), StandardCharsets.UTF_8))
                .toList();
    }
}
