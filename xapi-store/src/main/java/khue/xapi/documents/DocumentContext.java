/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.model.Fingerprint;

/**
 * What documents belong to: an Activity, an Agent, or both, within one resource.
 *
 * @param activity fingerprint of the Activity
 * @param agent fingerprint of the Agent
 * @param registration narrows a State's context; without it a list holds the documents of every registration, and those
 *     of none
 */
public record DocumentContext(
        String resource, Optional<UUID> activity, Optional<UUID> agent, Optional<UUID> registration) {

    /** One value for each resource, Activity and Agent: what lists look up. */
    public UUID fingerprint() {
        return Fingerprint.of(Stream.of(resource, text(activity), text(agent)).collect(Collectors.joining("\n")));
    }

    static String text(Optional<UUID> part) {
        return part.map(UUID::toString).orElse("");
    }
}
