/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import java.time.Duration;
import java.util.Optional;

/** What became of a message that was carried. */
public sealed interface Outcome {

    Outcome DELIVERED = new Settled(State.DELIVERED, Optional.empty());

    /** Something newer takes its place, or nobody wants it there. */
    Outcome SUPERSEDED = new Settled(State.SUPERSEDED, Optional.empty());

    /** Something newer is there already. */
    static Outcome superseded(String problem) {
        return new Settled(State.SUPERSEDED, Optional.of(problem));
    }

    /** It will never be taken as it is: an administrator has to see why. */
    static Outcome refused(String problem) {
        return new Settled(State.REFUSED, Optional.of(problem));
    }

    /** The other side has something else under the same id: an administrator has to see it. */
    static Outcome conflict(String problem) {
        return new Settled(State.CONFLICT, Optional.of(problem));
    }

    /** Not now. */
    static Outcome later(String problem) {
        return new Later(problem, Duration.ZERO);
    }

    /** Not now, and not before this time has passed. */
    static Outcome later(String problem, Duration notBefore) {
        return new Later(problem, notBefore);
    }

    /** It need not be carried again. */
    record Settled(State state, Optional<String> problem) implements Outcome {}

    /** It stays in the outbox, to be carried again. */
    record Later(String problem, Duration notBefore) implements Outcome {}
}
