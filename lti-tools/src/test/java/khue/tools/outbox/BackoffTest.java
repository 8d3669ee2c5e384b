/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 10", "6, 10", "40, 10", "1000000, 10"})
    void doublesUpToItsLimit(int failures, int seconds) {
        Duration most = Duration.ofSeconds(seconds);

        assertThat(BACKOFF.after(failures, new Random())).isBetween(most.dividedBy(2), most);
    }

    @RepeatedTest(5)
    void differsFromNodeToNode() {
        Random random = new Random();

        assertThat(random.ints(50, 0, 1)
                        .mapToObj(ignored -> BACKOFF.after(5, random))
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }

    @Test
    void neverIsNoWaitAtAll() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
