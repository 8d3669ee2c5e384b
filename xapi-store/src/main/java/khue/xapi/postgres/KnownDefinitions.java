/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import khue.xapi.activities.Subject;

/**
 * Definitions that this process has read lately. They say whether a statement tells something new; nobody is answered
 * from here. An entry is dropped when this process writes about its subject, and after a minute, so that what another
 * node has written counts.
 */
final class KnownDefinitions {

    private static final int MOST = 4_096;
    /** In characters; a larger one is read again each time. */
    private static final int LARGEST = 4_096;

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Subject, Known> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Known> eldest) {
            return size() > MOST;
        }
    };

    KnownDefinitions(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<ObjectNode> find(Subject subject) {
        return Optional.ofNullable(entries.get(subject))
                .filter(known -> known.until > clock.millis())
                .map(Known::definition);
    }

    synchronized void put(Subject subject, ObjectNode definition) {
        if (definition.toString().length() <= LARGEST) {
            entries.put(subject, new Known(definition, clock.millis() + KEPT.toMillis()));
        }
    }

    synchronized void forgetUnless(Subject subject, Predicate<ObjectNode> holdsTrue) {
        Known known = entries.get(subject);
        if (known != null && !holdsTrue.test(known.definition)) {
            entries.remove(subject);
        }
    }

    /** @param until in milliseconds since 1970 */
    private record Known(ObjectNode definition, long until) {}
}
