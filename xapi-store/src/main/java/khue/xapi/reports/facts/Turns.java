/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import khue.xapi.http.Pause;
import khue.xapi.postgres.Database;

/**
 * How work that can wait goes on beside writers and readers. It asks for its turn between small pieces: at once while nothing
 * hurries; in a rush after a while, and then it has a moment of its own before it has to wait again.
 */
public final class Turns {

    /** For which work goes on in a rush, once it has waited {@link Restraint#LONGEST}. */
    static final Duration TURN = Duration.ofSeconds(5);

    private final BooleanSupplier calm;
    private final Clock clock;
    private final Pause pause;
    private Instant mine = Instant.MIN;

    /**
     * @param pause is taken before each piece, if only for no time, so that work can be stopped there
     * @param alsoCalm whether nobody but writers is in a hurry either
     */
    public Turns(Database database, Clock clock, Pause pause, BooleanSupplier alsoCalm) {
        this(
                bothOf(alsoCalm, new Restraint(new Backlog(database, Restraint.LATELY)::look, pause)::isCalm),
                clock,
                pause);
    }

    Turns(BooleanSupplier calm, Clock clock, Pause pause) {
        this.calm = calm;
        this.clock = clock;
        this.pause = pause;
    }

    private static BooleanSupplier bothOf(BooleanSupplier one, BooleanSupplier other) {
        return () -> one.getAsBoolean() && other.getAsBoolean();
    }

    /** Comes back when the next piece may be done. */
    public void await() throws InterruptedException {
        pause.take(Duration.ZERO);
        if (clock.instant().isBefore(mine)) {
            return;
        }
        Duration waited = Duration.ZERO;
        while (!calm.getAsBoolean()) {
            if (waited.compareTo(Restraint.LONGEST) >= 0) {
                mine = clock.instant().plus(TURN);
                return;
            }
            pause.take(Restraint.BETWEEN_LOOKS);
            waited = waited.plus(Restraint.BETWEEN_LOOKS);
        }
    }
}
