/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.tools.records.StoreClient;

/** The keys of the store, through its key API. Every change names the account that decided. */
@ApplicationScoped
class StoreKeys {

    private static final Logger LOG = Logger.getLogger(StoreKeys.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/keys";

    private final StoreClient store;

    @Inject
    StoreKeys(StoreClient store) {
        this.store = store;
    }

    /** For the container's proxy. */
    protected StoreKeys() {
        this.store = null;
    }

    /** A key that was just made; nobody will be told its secret again. */
    record Made(StoreKey key, String secret) {}

    List<StoreKey> list() throws StoreRefused {
        JsonNode answer = json("GET " + PATH, asked("GET " + PATH, () -> store.get(PATH)));
        return read("GET " + PATH, () -> {
            List<StoreKey> keys = new ArrayList<>();
            answer.path("keys").forEach(key -> keys.add(StoreKey.of(key)));
            return keys;
        });
    }

    /** Empty when the store knows no such key. */
    Optional<StoreKey> find(String name) throws StoreRefused {
        try {
            return Optional.of(key("GET " + PATH, asked("GET " + PATH, () -> store.get(path(name)))));
        } catch (StoreRefused refused) {
            if (refused.code().equals("key-not-found")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    Made make(String label, List<String> scopes, Optional<Instant> expiresAt, UUID account) throws StoreRefused {
        String what = "POST " + PATH;
        StoreClient.Answer answer =
                asked(what, () -> store.change("POST", PATH, terms(label, scopes, expiresAt), account.toString()));
        return new Made(key(what, answer), json(what, answer).path("secret").asText());
    }

    StoreKey change(String name, String label, List<String> scopes, Optional<Instant> expiresAt, UUID account)
            throws StoreRefused {
        String what = "PUT " + PATH;
        return key(
                what,
                asked(
                        what,
                        () -> store.change("PUT", path(name), terms(label, scopes, expiresAt), account.toString())));
    }

    void revoke(String name, UUID account) throws StoreRefused {
        asked("DELETE " + PATH, () -> store.change("DELETE", path(name), "", account.toString()));
    }

    private static String path(String name) {
        return PATH + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String terms(String label, List<String> scopes, Optional<Instant> expiresAt) {
        ObjectNode terms = JSON.createObjectNode().put("label", label);
        scopes.forEach(terms.putArray("scopes")::add);
        terms.put("expiresAt", expiresAt.map(Instant::toString).orElse(null));
        return terms.toString();
    }

    private static StoreClient.Answer asked(String what, Question question) throws StoreRefused {
        try {
            StoreClient.Answer answer = question.ask();
            if (!answer.successful()) {
                LOG.warning(() -> what + ": " + answer.status() + " " + answer.text());
                throw new StoreRefused(what + ": HTTP " + answer.status(), answer.status(), code(answer));
            }
            return answer;
        } catch (IOException unreachable) {
            LOG.log(Level.WARNING, unreachable, () -> what);
            throw StoreRefused.silent(what + ": " + unreachable.getClass().getSimpleName());
        }
    }

    private static String code(StoreClient.Answer answer) {
        try {
            return answer.json().path("code").asText();
        } catch (IOException notOfOurStore) {
            return "";
        }
    }

    private static StoreKey key(String what, StoreClient.Answer answer) throws StoreRefused {
        JsonNode json = json(what, answer);
        return read(what, () -> StoreKey.of(json));
    }

    private static JsonNode json(String what, StoreClient.Answer answer) throws StoreRefused {
        try {
            return answer.json();
        } catch (IOException notJson) {
            throw StoreRefused.silent(what + ": not JSON");
        }
    }

    private static <T> T read(String what, Reading<T> reading) throws StoreRefused {
        try {
            return reading.read();
        } catch (DateTimeException notAKey) {
            throw StoreRefused.silent(what + ": not a key");
        }
    }

    @FunctionalInterface
    private interface Question {
        StoreClient.Answer ask() throws IOException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read();
    }
}
