/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.refusals.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A score that no gradebook could take is not made. */
class ScoreTest {

    @ParameterizedTest
    @Case(value = 80, outcome = "not made, so never sent")
    @CsvSource({"-1, 10", "-0.01, 10", "10.01, 10", "11, 10", "0, 0", "0, -1", "NaN, 10", "1, NaN", "Infinity, 10"})
    void isFromZeroToAMaximumAboveZero(String given, String maximum) {
        assertThatThrownBy(() -> score(given, maximum)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mayBeEitherEnd() {
        assertThat(score("0", "10").given()).contains(BigDecimal.ZERO);
        assertThat(score("10.00", "10").maximum()).isEqualTo("10");
    }

    private static Score score(String given, String maximum) {
        return new Score(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Optional.of(new BigDecimal(given)),
                new BigDecimal(maximum),
                Optional.empty());
    }
}
