/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key of the store, as the store tells of it.
 *
 * @param scopes in the words of xAPI
 * @param fromSettings whether the store's settings define it
 * @param history the newest first; empty in a list
 */
record StoreKey(
        String name,
        String label,
        List<String> scopes,
        Optional<Instant> expiresAt,
        boolean fromSettings,
        Instant createdAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        List<Event> history) {

    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    /**
     * Something that was done to the key.
     *
     * @param onBehalfOf the id of the account that decided, where one did
     * @param scopes what it had afterwards
     */
    record Event(Instant at, String what, Optional<String> onBehalfOf, List<String> scopes) {}

    /** @throws DateTimeException when a time is none */
    static StoreKey of(JsonNode json) {
        List<Event> history = new ArrayList<>();
        json.path("history").forEach(event -> history.add(event(event)));
        return new StoreKey(
                json.path("name").asText(),
                json.path("label").asText(),
                texts(json.path("scopes")),
                instant(json.path("expiresAt")),
                json.path("fromSettings").asBoolean(),
                Instant.parse(json.path("createdAt").asText()),
                instant(json.path("revokedAt")),
                instant(json.path("lastUsedAt")),
                List.copyOf(history));
    }

    public State state(Instant now) {
        if (revokedAt.isPresent()) {
            return State.REVOKED;
        }
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent() ? State.EXPIRED : State.ACTIVE;
    }

    private static Event event(JsonNode json) {
        return new Event(
                Instant.parse(json.path("at").asText()),
                json.path("what").asText(),
                Optional.ofNullable(json.path("onBehalfOf").textValue()),
                texts(json.path("scopes")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    private static Optional<Instant> instant(JsonNode text) {
        return Optional.ofNullable(text.textValue()).map(Instant::parse);
    }
}
