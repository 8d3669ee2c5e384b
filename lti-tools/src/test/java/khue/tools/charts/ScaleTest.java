/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void beginsAtZeroAndEndsAtARoundNumber() {
        Scale scale = Scale.of(List.of(0.31, 0.47, 0.72), 4, false);

        assertThat(scale.lines()).containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8);
        assertThat(scale.at(0)).isZero();
        assertThat(scale.at(0.4)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void hasZeroBetweenGapsOfBothSigns() {
        Scale scale = Scale.of(List.of(-0.12, 0.05), 4, false);

        assertThat(scale.lines()).contains(0.0);
        assertThat(scale.low()).isCloseTo(-0.15, within(1e-9));
        assertThat(scale.high()).isCloseTo(0.05, within(1e-9));
        assertThat(scale.at(0)).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void endsAtZeroWhenEverythingIsBelow() {
        Scale scale = Scale.of(List.of(-3.0, -8.0), 4, false);

        assertThat(scale.high()).isZero();
        assertThat(scale.at(0)).isEqualTo(1);
    }

    @Test
    void drawsZerosOnAScaleThatIsNotEmpty() {
        assertThat(Scale.of(List.of(0.0, 0.0), 4, false).at(0)).isZero();
        assertThat(Scale.of(List.of(), 4, false).lines()).containsExactly(0.0, 1.0);
    }

    @Test
    void hasNoHalfSchools() {
        assertThat(Scale.of(List.of(3.0), 4, true).lines()).containsExactly(0.0, 1.0, 2.0, 3.0);
        assertThat(Scale.of(List.of(25.0), 4, true).lines()).containsExactly(0.0, 10.0, 20.0, 30.0);
    }
}
