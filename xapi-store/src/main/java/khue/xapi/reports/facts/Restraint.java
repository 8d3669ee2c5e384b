/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import java.time.Duration;
import java.util.function.Supplier;
import khue.xapi.http.Pause;
import khue.xapi.reports.facts.Backlog.State;

/**
 * How long the worker waits after news. While statements arrive by the thousand, writers have the processors first, and a
 * step costs less for each of many; but figures must not be a minute late. In a rush that lasts for minutes the worker
 * therefore waits, works until it has caught up, and waits again.
 */
final class Restraint {

    /** Statements that arrive one by one are taken together. */
    static final Duration MOMENT = Duration.ofMillis(100);

    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    static final Duration LATELY = Duration.ofSeconds(1);

    /** Writers are in a rush when so many statements arrived within {@link #LATELY}. */
    static final int MANY = 1_000;

    /** For which a statement is left waiting; catching up with so much takes as long again, and more beside a rush. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private final Supplier<State> backlog;
    private final Pause pause;

    Restraint(Supplier<State> backlog, Pause pause) {
        this.backlog = backlog;
        this.pause = pause;
    }

    /** Waits a moment, or while writers are in a rush. */
    void gather() throws InterruptedException {
        pause.take(MOMENT);
        while (mayWait(backlog.get())) {
            pause.take(BETWEEN_LOOKS);
        }
    }

    /** Whether writers can spare a processor for what figures can do without for a while. */
    boolean isCalm() {
        return backlog.get().lately() < MANY;
    }

    private static boolean mayWait(State state) {
        return state.lately() >= MANY
                && state.oldest()
                        .filter(waited -> waited.plus(BETWEEN_LOOKS).compareTo(LONGEST) <= 0)
                        .isPresent();
    }
}
