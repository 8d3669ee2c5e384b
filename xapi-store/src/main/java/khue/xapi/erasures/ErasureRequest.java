/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.erasures;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.xapi.model.Fingerprint;

/**
 * Who is to be erased.
 *
 * @param agents fingerprints of the Agents that are this person
 * @param registrations under which others may speak of the person by an extension, which no index holds
 */
public record ErasureRequest(Set<UUID> agents, Set<UUID> registrations) {

    public ErasureRequest {
        if (agents.isEmpty()) {
            throw new IllegalArgumentException("an erasure is of somebody");
        }
        agents = Set.copyOf(agents);
        registrations = Set.copyOf(registrations);
    }

    /** The same for the same request, in whatever order it was written. */
    public UUID fingerprint() {
        return Fingerprint.of(text(agents) + "\n" + text(registrations));
    }

    private static String text(Set<UUID> ids) {
        return new TreeSet<>(ids).stream().map(UUID::toString).collect(Collectors.joining(" "));
    }
}
