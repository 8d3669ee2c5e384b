/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransfersTest {

    private static final int LONGEST_IN_SECONDS = 60;
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private final List<String> brokenOff = new ArrayList<>();
    private Duration now = Duration.ofHours(1);
    private final Transfers transfers = new Transfers(LONGEST_IN_SECONDS, () -> now.toNanos());

    @Test
    void leavesThoseAloneWhoAreSlowAsLongAsTheyAreFew() throws IOException {
        whileStalled(Transfers.MOST_SLOW, () -> later(A_WHILE));

        assertThat(brokenOff).isEmpty();
    }

    @Test
    void breaksOffAsManyAsAreTooManyWhenAllHaveStalled() throws IOException {
        whileStalled(Transfers.MOST_SLOW + 3, () -> later(A_WHILE));

        assertThat(brokenOff).hasSize(3);
    }

    @Test
    void breaksNobodyOffWhoHasOnlyJustBegunToWait() throws IOException {
        whileStalled(2 * Transfers.MOST_SLOW, () -> later(Duration.ofMillis(100)));

        assertThat(brokenOff).isEmpty();
    }

    @Test
    void sparesWhoeverKeepsThePaceHoweverLongItTakes() throws IOException {
        Transfer steady = transfer("steady");
        for (int i = 0; i < 100; i++) {
            move(steady, Transfers.BYTES_A_SECOND, Duration.ofSeconds(1));
        }

        whileStalled(Transfers.MOST_SLOW, () -> {
            later(A_WHILE);
            move(steady, 1, Duration.ofMillis(400));
        });

        assertThat(brokenOff).isEmpty();
    }

    @Test
    void breaksOffWhoeverDoesNothingBeforeWhoeverIsSlowButGetsOn() throws IOException {
        Transfer slow = transfer("slow");
        for (int i = 0; i < 30; i++) {
            move(slow, Transfers.BYTES_A_SECOND / 2, Duration.ofSeconds(1));
        }

        whileStalled(Transfers.MOST_SLOW, () -> move(slow, 1, Duration.ofSeconds(1)));

        assertThat(brokenOff).hasSize(1).doesNotContain("slow");
    }

    @Test
    void breaksOffWhoeverMovesAByteNowAndThen() throws IOException {
        Transfer dripping = transfer("dripping");
        move(dripping, 100 * Transfers.BYTES_A_SECOND, Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            move(dripping, 1, Duration.ofMillis(100));
        }
        Transfer slow = transfer("slow");
        move(slow, Transfers.BYTES_A_SECOND, Duration.ofSeconds(5));

        List<Transfer> others = new ArrayList<>(List.of(slow, dripping));
        for (int i = 1; i < Transfers.MOST_SLOW; i++) {
            Transfer other = transfer("slow");
            move(other, Transfers.BYTES_A_SECOND, Duration.ofSeconds(5));
            others.add(other);
        }
        whileWaiting(others, () -> later(Duration.ofMillis(100)));

        assertThat(brokenOff).containsExactly("dripping");
    }

    @Test
    void takesTooLongWhenAllTheWaitingTogetherDoes() throws IOException {
        Transfer transfer = transfer("long");
        move(transfer, Transfers.BYTES_A_SECOND, Duration.ofSeconds(LONGEST_IN_SECONDS));
        // Work between two pieces is no fault of the client.
        later(Duration.ofHours(1));
        assertThat(transfer.takesTooLong()).isFalse();

        move(transfer, Transfers.BYTES_A_SECOND, Duration.ofMillis(1));

        assertThat(transfer.takesTooLong()).isTrue();
    }

    private Transfer transfer(String name) {
        return new Transfer(transfers, () -> brokenOff.add(name));
    }

    private void move(Transfer transfer, int bytes, Duration time) throws IOException {
        transfer.step(() -> {
            later(time);
            return bytes;
        });
    }

    private void whileStalled(int count, Action action) throws IOException {
        List<Transfer> stalled = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stalled.add(transfer("stalled"));
        }
        whileWaiting(stalled, action);
    }

    /** Each waits inside the step of the one before. */
    private void whileWaiting(List<Transfer> all, Action action) throws IOException {
        if (all.isEmpty()) {
            action.run();
            return;
        }
        all.get(0).step(() -> {
            whileWaiting(all.subList(1, all.size()), action);
            return 0;
        });
    }

    /** Time passes, and somebody looks. */
    private void later(Duration time) {
        now = now.plus(time);
        transfers.breakOffTheSlowest();
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }
}
