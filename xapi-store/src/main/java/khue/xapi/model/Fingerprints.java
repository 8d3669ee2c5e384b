/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.model;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The {@link Fingerprint fingerprints} of the identifiers in one request. Its statements name the same verbs, classes
 * and people again and again; each is computed once. Not for several threads.
 */
public final class Fingerprints {

    private final Map<String, UUID> computed = new HashMap<>();

    public UUID of(String identifier) {
        return computed.computeIfAbsent(identifier, Fingerprint::of);
    }

    public UUID of(AgentIdentifier agent) {
        return of(agent.canonical());
    }
}
