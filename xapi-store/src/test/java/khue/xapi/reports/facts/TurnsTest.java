/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Instant BEGUN = Instant.parse("2026-11-23T01:00:00Z");
    private static final Duration A_PIECE = Duration.ofSeconds(1);

    private Instant now = BEGUN;
    private Instant calmFrom = BEGUN;
    private final Turns turns = new Turns(() -> !now.isBefore(calmFrom), new Now(), this::pass);

    @Test
    void doNotWaitWhileNothingHurries() throws Exception {
        assertThat(pieces(10)).containsOnly(Duration.ZERO);
    }

    @Test
    void waitUntilARushIsOver() throws Exception {
        calmFrom = BEGUN.plusSeconds(7);
        assertThat(pieces(3)).containsExactly(Duration.ofSeconds(7), Duration.ZERO, Duration.ZERO);
    }

    @Test
    void noticeARushThatBeginsBetweenTwoPieces() throws Exception {
        assertThat(pieces(2)).containsOnly(Duration.ZERO);
        calmFrom = now.plusSeconds(3);
        assertThat(pieces(1)).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void comeNowAndThenInARushThatDoesNotEnd() throws Exception {
        calmFrom = Instant.MAX;
        Duration none = Duration.ZERO;
        assertThat(pieces(7)).containsExactly(Restraint.LONGEST, none, none, none, none, Restraint.LONGEST, none);
    }

    @Test
    void areOverAtOnceWhenTheWorkIsStopped() {
        Turns stopped = new Turns(() -> true, new Now(), time -> {
            throw new InterruptedException("stopped");
        });
        assertThatThrownBy(stopped::await).isInstanceOf(InterruptedException.class);
    }

    /** For how long each of some pieces of work had to wait. */
    private List<Duration> pieces(int number) throws InterruptedException {
        List<Duration> waited = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Instant before = now;
            turns.await();
            waited.add(Duration.between(before, now));
            pass(A_PIECE);
        }
        return waited;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private final class Now extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
