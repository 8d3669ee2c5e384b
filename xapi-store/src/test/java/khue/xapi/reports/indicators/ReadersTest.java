/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadersTest {

    private final Moment clock = new Moment(Instant.parse("2026-11-23T01:00:00Z"));
    private final Readers readers = new Readers(clock);

    @Test
    void areThereWhileTheyWaitAndAMomentLonger() {
        assertThat(readers.areThere()).isFalse();

        assertThat(readers.serve(readers::areThere)).isTrue();

        assertThat(readers.areThere()).isTrue();
        clock.pass(Readers.LATELY);
        assertThat(readers.areThere()).isFalse();
    }

    @Test
    void areThereWhileAnyOfThemWaits() {
        boolean stillThere = readers.serve(() -> {
            readers.serve(() -> "first");
            clock.pass(Readers.LATELY);
            return readers.areThere();
        });

        assertThat(stillThere).isTrue();
    }

    @Test
    void leaveAlsoWhenTheyGetNoAnswer() {
        assertThatThrownBy(() -> readers.serve(() -> {
                    throw new IllegalStateException("no answer");
                }))
                .hasMessage("no answer");

        clock.pass(Readers.LATELY);
        assertThat(readers.areThere()).isFalse();
    }
}
