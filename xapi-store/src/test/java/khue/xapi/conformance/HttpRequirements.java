/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.Supplier;
import khue.xapi.ServerForTests;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, credentials, HEAD, and the About resource. */
abstract class HttpRequirements extends InBothEditions {

    private static final String AGENT = "{\"mbox\":\"mailto:a@example.vn\"}";
    private static final String ACTIVITY = "http://example.vn/activities/http";

    @Test
    @Requirement({"XAPI-00315", "XAPI-00317", "XAPI-00318", "XAPI-00319", "XAPI-00316"})
    void aboutSaysToAnybodyWhichVersionsAreSpoken() {
        Answer answer = store().to("/about")
                .withoutHeader("Authorization")
                .withoutHeader(Store.VERSION_HEADER)
                .get()
                .is(200);

        assertThat(answer.json().get("version").isArray()).isTrue();
        assertThat(Answer.texts(answer.json().get("version")))
                .contains("1.0.3", "2.0.0")
                .allMatch(known -> known.matches("0\\.9|0\\.95|[12]\\.0\\.\\d+"));
    }

    @Test
    @Requirement({"XAPI-00321", "XAPI-00331"})
    void aRequestNamesItsVersion() {
        Sample sample = Sample.about(ACTIVITY);

        for (Call call : new Call[] {store().statements(), store().statements().with("statementId", sample.id())}) {
            Answer answer = call.withoutHeader(Store.VERSION_HEADER).get().is(400);
            assertThat(answer.header(Store.VERSION_HEADER)).contains("2.0.0");
        }
        store().statements().withoutHeader(Store.VERSION_HEADER).post(sample).is(400);
        store().statements()
                .withoutHeader(Store.VERSION_HEADER)
                .with("statementId", sample.id())
                .put(sample)
                .is(400);
        store().statements().with("statementId", sample.id()).get().is(404);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00321", "XAPI-00331"})
    @CsvSource({
        "/statements, GET PUT POST",
        "/activities, GET",
        "/activities/profile, GET PUT POST DELETE",
        "/activities/state, GET PUT POST DELETE",
        "/agents, GET",
        "/agents/profile, GET PUT POST DELETE"
    })
    void everyResourceButAboutNeedsAVersion(String resource, String methods) {
        for (String method : methods.split(" ")) {
            Answer answer = store().to(resource)
                    .withoutHeader(Store.VERSION_HEADER)
                    .send(method, "{}")
                    .is(400);
            assertThat(answer.header(Store.VERSION_HEADER)).contains("2.0.0");
        }
    }

    @ParameterizedTest
    @Requirement({"XAPI-00321", "XAPI-00331"})
    @ValueSource(strings = {"0.9", "0.95", "1.1.0", "2.1.0", "3.0.0", "1.0.3.1", "latest"})
    void aVersionThatIsNotSpokenIsRefused(String unknown) {
        store().statements().header(Store.VERSION_HEADER, unknown).get().is(400);
    }

    @Test
    @Requirement("XAPI-00333")
    void anAnswerNamesTheLatestPatchOfItsVersion() {
        for (Answer answer : new Answer[] {
            store().statements().with("limit", 1).get().is(200),
            store().statements()
                    .header(Store.VERSION_HEADER, version == XapiVersion.V1 ? "1.0" : "2.0")
                    .with("limit", 1)
                    .get()
                    .is(200),
            store().statements().with("colour", "red").get().is(400)
        }) {
            assertThat(answer.header(Store.VERSION_HEADER)).contains(version.latestPatch());
        }
    }

    @ParameterizedTest
    @Requirement({"XAPI-00334", "XAPI-00335"})
    @ValueSource(strings = {"", "Basic", "Basic ????", "Bearer x", "Digest x"})
    void aRequestWithoutAValidCredentialIsUnauthorised(String authorization) {
        Sample sample = Sample.about(ACTIVITY);

        call(authorization).get().is(401);
        call(authorization).post(sample).is(401);
        store().statements().with("statementId", sample.id()).get().is(404);
    }

    @Test
    @Requirement({"XAPI-00334", "XAPI-00335"})
    void aKeyOpensTheStoreWithItsOwnSecretOnly() {
        String key = ServerForTests.KEYS.get("khue.lrs.key");

        call(Store.basic(key, ServerForTests.KEYS.get("khue.lrs.secret")))
                .with("limit", 1)
                .get()
                .is(200);
        call(Store.basic(key, "another secret")).get().is(401);
        call(Store.basic("nobody", ServerForTests.KEYS.get("khue.lrs.secret")))
                .get()
                .is(401);
    }

    @Test
    @Requirement({"XAPI-00125", "XAPI-00126", "XAPI-NO-CONTENT-LENGTH"})
    void headIsGetWithoutABody() {
        Sample sample = Sample.about("http://example.vn/head/" + UUID.randomUUID());
        store().accepts(sample);

        headIsGet(() -> store().statements().with("statementId", sample.id()), 200);
        headIsGet(
                () -> store().statements()
                        .with("activity", sample.json().at("/object/id").textValue()),
                200);
        headIsGet(() -> store().statements().with("statementId", UUID.randomUUID()), 404);
        headIsGet(() -> store().statements().with("colour", "red"), 400);
        headIsGet(() -> store().to("/about"), 200);
        headIsGet(() -> store().to("/agents").with("agent", AGENT), 200);
        headIsGet(() -> store().to("/activities").with("activityId", ACTIVITY), 200);
        for (DocumentKind kind : DocumentKind.values()) {
            var place = kind.newPlace(store());
            place.write("PUT", "one", "text/plain", "1").is(204);
            headIsGet(() -> place.document("one"), 200);
            headIsGet(place::all, 200);
            headIsGet(() -> place.document("none"), 404);
        }
    }

    private static void headIsGet(Supplier<Call> call, int status) {
        Answer get = call.get().get().is(status);
        Answer head = call.get().head().is(status);

        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("Last-Modified")).isEqualTo(get.header("Last-Modified"));
        assertThat(head.header(Store.VERSION_HEADER)).isEqualTo(get.header(Store.VERSION_HEADER));
    }

    private Call call(String authorization) {
        Call call = store().statements().withoutHeader("Authorization");
        return authorization.isEmpty() ? call : call.header("Authorization", authorization);
    }
}
