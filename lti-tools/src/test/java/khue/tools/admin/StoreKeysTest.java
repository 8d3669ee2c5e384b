/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.records.StoreClient;
import khue.tools.records.StoreForTests;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key API as the pages use it, and every answer that a store may give. */
class StoreKeysTest {

    private static final UUID ADMINISTRATOR = UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    private static final String KEY = """
            {"name":"moodle-1","label":"Moodle","scopes":["statements/write"],"expiresAt":null,"authority":null,
             "fromSettings":false,"createdAt":"2026-11-22T00:00:00Z","revokedAt":null,"lastUsedAt":"2026-11-22T01:00:00Z"}""";

    private final ScriptedServer store = new ScriptedServer();
    private final StoreKeys keys = new StoreKeys(StoreForTests.client(store.url("/xapi")));

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void readsEveryKey() throws Exception {
        store.answers(200, "{\"keys\":[" + KEY + "]}");

        assertThat(keys.list()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("moodle-1");
            assertThat(key.lastUsedAt()).contains(Instant.parse("2026-11-22T01:00:00Z"));
            assertThat(key.revokedAt()).isEmpty();
        });
    }

    @Test
    void makesAKeyOnBehalfOfTheAccount() throws Exception {
        store.answers(201, KEY.replaceFirst("\\{", "{\"secret\":\"khs_x\","));

        StoreKeys.Made made = keys.make(
                "Moodle",
                List.of("statements/write"),
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                ADMINISTRATOR);

        assertThat(made.secret()).isEqualTo("khs_x");
        assertThat(store.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.pathAndQuery()).isEqualTo("/xapi/keys");
            assertThat(asked.header("X-khue-on-behalf-of")).isEqualTo(ADMINISTRATOR.toString());
            assertThat(asked.body())
                    .isEqualTo("{\"label\":\"Moodle\",\"scopes\":[\"statements/write\"],"
                            + "\"expiresAt\":\"2027-01-01T00:00:00Z\"}");
        });
    }

    @Test
    void namesAKeyWithStrangeLettersInItsAddress() throws Exception {
        store.answers(204);

        keys.revoke("khoá & chìa", ADMINISTRATOR);

        assertThat(store.asked().get(0).method()).isEqualTo("DELETE");
        assertThat(store.asked().get(0).pathAndQuery()).isEqualTo("/xapi/keys?name=kho%C3%A1+%26+ch%C3%ACa");
    }

    @Test
    void findsNoKeyThatTheStoreDoesNotKnow() throws Exception {
        store.answers(404, "{\"code\":\"key-not-found\"}");

        assertThat(keys.find("nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "404, '', foreign",
        "404, <html>, foreign",
        "405, '', foreign",
        "401, '{\"code\":\"key-not-accepted\"}', refused",
        "403, '{\"code\":\"scope-missing\"}', refused",
        "500, '', silent",
        "503, '{\"code\":\"database-unavailable\"}', silent",
        "200, <html>, silent",
        "200, '{\"keys\":[{\"createdAt\":\"yesterday\"}]}', silent",
    })
    void tellsWhatToDoAboutAnyOtherAnswer(int status, String body, String advice) {
        store.answers(status, body);

        assertThat(catchThrowableOfType(StoreRefused.class, keys::list).advice())
                .isEqualTo(advice);
    }

    @Test
    void tellsWhatToDoWhenNobodyAnswers() {
        StoreClient nobody = StoreForTests.client(URI.create("http://127.0.0.1:1/xapi"));

        assertThat(catchThrowableOfType(StoreRefused.class, new StoreKeys(nobody)::list)
                        .advice())
                .isEqualTo("silent");
    }
}
