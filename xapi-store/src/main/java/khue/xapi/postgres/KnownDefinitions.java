/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import khue.xapi.activities.Subject;

/**
 * Definitions that this process has read lately. They say whether a statement tells something new; nobody is answered
 * from here. An entry is dropped when this process writes about its subject, and after a minute, so that what another
 * node has written counts.
 */
final class KnownDefinitions {

    private static final int GENERATION = 4_096;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Clock clock;
    private final RecentlyUsed<Subject, Known> entries = new RecentlyUsed<>(GENERATION);

    KnownDefinitions(Clock clock) {
        this.clock = clock;
    }

    /** Null when it is not known. */
    ObjectNode find(Subject subject) {
        Known known = entries.get(subject);
        return known != null && known.until > clock.millis() ? known.definition : null;
    }

    void put(Subject subject, ObjectNode definition) {
        entries.put(subject, new Known(definition, clock.millis() + KEPT.toMillis()));
    }

    void forget(Subject subject) {
        entries.remove(subject);
    }

    /** @param until in milliseconds since 1970 */
    private record Known(ObjectNode definition, long until) {}
}
