/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import java.time.Clock;
import java.time.Duration;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.outbox.Outcome;

/** A score cannot be delivered, now or ever; {@link #outcome} says which. */
final class Undeliverable extends RuntimeException {

    private static final int LONGEST_ANSWER = 500;

    private final transient Outcome outcome;
    private final boolean nothingThere;

    Undeliverable(Outcome outcome) {
        this(outcome, false);
    }

    private Undeliverable(Outcome outcome, boolean nothingThere) {
        super(outcome.toString());
        this.outcome = outcome;
        this.nothingThere = nothingThere;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Whether the LMS says that there is nothing at the address. */
    boolean nothingThere() {
        return nothingThere;
    }

    /** What an answer other than success means: whoever asks again later may get another one, or an administrator has to look. */
    static Undeliverable because(String what, OutboundResponse response, Clock clock) {
        String text = response.text();
        String problem = what + ": HTTP " + response.status() + " "
                + (text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + "…");
        return new Undeliverable(
                mayPass(response.status())
                        ? Outcome.later(problem, response.retryAfter(clock).orElse(Duration.ZERO))
                        : Outcome.refused(problem),
                response.status() == 404 || response.status() == 410);
    }

    /** A token that is not taken yet, a request that came at a bad time, an LMS that is broken or being mended. */
    private static boolean mayPass(int status) {
        return status == 401 || status == 408 || status == 425 || status == 429 || status >= 500;
    }
}
