/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import khue.xapi.reports.facts.Backlog.State;
import org.junit.jupiter.api.Test;

class RestraintTest {

    private static final Duration FOR_MINUTES = Duration.ofMinutes(5);

    private Duration now = Duration.ZERO;
    private Duration caughtUp = Duration.ZERO;

    @Test
    void waitsAMomentForTheCompanyOfAFew() throws Exception {
        assertThat(gathersFor(FOR_MINUTES, Restraint.MANY - 1)).isEqualTo(Restraint.MOMENT);
    }

    @Test
    void waitsUntilARushIsOver() throws Exception {
        assertThat(gathersFor(Duration.ofSeconds(5), Restraint.MANY))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void letsNoStatementWaitForLong() throws Exception {
        assertThat(gathersFor(FOR_MINUTES, Restraint.MANY))
                .isBetween(Restraint.LONGEST.minusSeconds(2), Restraint.LONGEST);
    }

    @Test
    void waitsAgainInTheSameRushWhenAllIsDone() throws Exception {
        Duration first = gathersFor(FOR_MINUTES, Restraint.MANY);
        now = now.plusSeconds(30);
        caughtUp = now;

        assertThat(gathersFor(FOR_MINUTES, Restraint.MANY)).isEqualTo(first);
    }

    @Test
    void doesNotWaitWhereTheWorkerIsBehindAlready() throws Exception {
        now = now.plus(Restraint.LONGEST);

        assertThat(gathersFor(FOR_MINUTES, Restraint.MANY)).isEqualTo(Restraint.MOMENT);
    }

    @Test
    void hasNothingToWaitForWhenAnotherNodeHasDoneIt() throws Exception {
        Duration before = now;

        new Restraint(() -> new State(Optional.empty(), 0), this::pass).gather();

        assertThat(now.minus(before)).isEqualTo(Restraint.MOMENT);
    }

    @Test
    void leavesWhatCanWaitUntilARushIsOver() {
        assertThat(calmWith(Restraint.MANY)).isFalse();
        assertThat(calmWith(Restraint.MANY - 1)).isTrue();
    }

    private boolean calmWith(int lately) {
        return new Restraint(() -> new State(Optional.of(Duration.ZERO), lately), this::pass).isCalm();
    }

    /** @param lately how many statements arrive a second, until {@code end} */
    private Duration gathersFor(Duration end, int lately) throws InterruptedException {
        Duration before = now;
        new Restraint(
                        () -> new State(Optional.of(now.minus(caughtUp)), now.compareTo(end) < 0 ? lately : 0),
                        this::pass)
                .gather();
        return now.minus(before);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
