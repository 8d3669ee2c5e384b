/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** State, agent profile and activity profile documents. */
abstract class DocumentRequirements extends InBothEditions {

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE");
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, (byte) 0xFF};

    @ParameterizedTest
    @EnumSource
    @Requirement({
        "XAPI-00188", "XAPI-00190", "XAPI-00192", "XAPI-00217", "XAPI-00230",
        "XAPI-00259", "XAPI-00269", "XAPI-00273", "XAPI-00274", "XAPI-00282",
        "XAPI-00287", "XAPI-00288", "XAPI-00290", "XAPI-00293", "XAPI-00311"
    })
    void aDocumentComesBackAsItWasPut(DocumentKind kind) {
        var place = kind.newPlace(store());

        assertThat(place.write("PUT", "picture", "image/png", PICTURE).is(204).bytes())
                .isEmpty();

        Answer found = place.read("picture").is(200);
        assertThat(found.bytes()).isEqualTo(PICTURE);
        assertThat(found.header("Content-Type")).contains("image/png");
        place.read("another").is(404);
        kind.newPlace(store()).read("picture").is(404);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({
        "XAPI-00189", "XAPI-00231", "XAPI-00233",
        "XAPI-00272", "XAPI-00280", "XAPI-00283",
        "XAPI-00286", "XAPI-00292", "XAPI-00310"
    })
    void aPostOfANewDocumentKeepsItAsItIs(DocumentKind kind) {
        var place = kind.newPlace(store());

        place.write("POST", "picture", "image/png", PICTURE).is(204);
        place.write("POST", "json", "application/json", "{\"a\": 1.50}").is(204);

        assertThat(place.read("picture").is(200).bytes()).isEqualTo(PICTURE);
        assertThat(place.read("json").is(200).text()).isEqualTo("{\"a\": 1.50}");
        assertThat(place.read("json").header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00183", "XAPI-00184", "XAPI-00189", "XAPI-00234", "XAPI-00279", "XAPI-00308", "XAPI-00312"})
    void aPostMergesTopLevelPropertiesIntoAJsonDocument(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.write("PUT", "json", "application/json", "{\"kept\":1,\"both\":{\"old\":1},\"list\":[1,2]}")
                .is(204);

        place.write("POST", "json", "application/json", "{\"both\":{\"new\":2},\"list\":[3],\"added\":true}")
                .is(204);

        assertThat(place.read("json").is(200).json())
                .isEqualTo(Sample.read("{'kept':1,'both':{'new':2},'list':[3],'added':true}"));
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00232", "XAPI-00278", "XAPI-00309"})
    void aPostOverADocumentNeedsJsonOnBothSides(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.write("PUT", "text", "text/plain", "{\"a\":1}").is(204);
        place.write("PUT", "json", "application/json", "{\"a\":1}").is(204);

        place.write("POST", "text", "application/json", "{\"b\":2}").is(400);
        place.write("POST", "json", "text/plain", "{\"b\":2}").is(400);

        assertThat(place.read("text").text()).isEqualTo("{\"a\":1}");
        assertThat(place.read("json").text()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00229", "XAPI-00281", "XAPI-00313"})
    void aPostOverADocumentNeedsObjectsOnBothSides(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.write("PUT", "array", "application/json", "[1,2]").is(204);
        place.write("PUT", "object", "application/json", "{\"a\":1}").is(204);

        place.write("POST", "array", "application/json", "{\"b\":2}").is(400);
        place.write("POST", "object", "application/json", "[3]").is(400);
        place.write("POST", "object", "application/json", "\"text\"").is(400);

        assertThat(place.read("array").text()).isEqualTo("[1,2]");
        assertThat(place.read("object").text()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00235", "XAPI-00284", "XAPI-00314", "XAPI-00229", "XAPI-00281", "XAPI-00313"})
    void brokenJsonIsNoJsonDocument(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.write("PUT", "json", "application/json", "{\"a\":1}").is(204);

        for (String broken : List.of("{\"b\":}", "{\"b\" 2}", "{", "")) {
            place.write("POST", "json", "application/json", broken).is(400);
            place.write("POST", "new", "application/json", broken).is(400);
        }

        assertThat(place.read("json").text()).isEqualTo("{\"a\":1}");
        place.read("new").is(404);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00187", "XAPI-00191", "XAPI-00216", "XAPI-00271", "XAPI-00285", "XAPI-00291"})
    void deleteTakesOneDocumentAway(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.write("PUT", "one", "text/plain", "1").is(204);
        place.write("PUT", "two", "text/plain", "2").is(204);

        assertThat(place.document("one").delete().is(204).bytes()).isEmpty();

        place.read("one").is(404);
        place.read("two").is(200);
    }

    @ParameterizedTest
    @EnumSource(names = "STATE")
    @Requirement({"XAPI-00194", "XAPI-00219"})
    void deleteWithoutAStateIdTakesAllOfAContextAway(DocumentKind kind) {
        var place = kind.newPlace(store());
        String registration = UUID.randomUUID().toString();
        place.write("PUT", "one", "text/plain", "1").is(204);
        place.document("one")
                .with("registration", registration)
                .header("Content-Type", "text/plain")
                .put("r")
                .is(204);
        var other = kind.newPlace(store());
        other.write("PUT", "one", "text/plain", "1").is(204);

        place.all().with("registration", registration).delete().is(204);
        place.read("one").is(200);
        place.document("one").with("registration", registration).get().is(404);

        place.all().delete().is(204);
        place.read("one").is(404);
        other.read("one").is(200);
    }

    @ParameterizedTest
    @EnumSource(names = "STATE")
    @Requirement({"XAPI-00218", "XAPI-00219", "XAPI-00220", "XAPI-00227"})
    void aRegistrationSetsStatesApart(DocumentKind kind) {
        var place = kind.newPlace(store());
        String registration = UUID.randomUUID().toString();
        place.write("PUT", "s", "application/json", "{\"a\":0}").is(204);

        place.document("s").with("registration", registration).put("{\"a\":1}").is(204);
        place.document("s").with("registration", registration).post("{\"b\":2}").is(204);

        assertThat(place.document("s")
                        .with("registration", registration)
                        .get()
                        .is(200)
                        .json())
                .isEqualTo(Sample.read("{'a':1,'b':2}"));
        assertThat(place.read("s").is(200).text()).isEqualTo("{\"a\":0}");
        place.document("s").with("registration", UUID.randomUUID()).get().is(404);
        place.document("s").with("registration", registration).delete().is(204);
        place.read("s").is(200);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00193", "XAPI-00270", "XAPI-00289"})
    void getWithoutAnIdGivesTheIds(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.write("PUT", "one", "text/plain", "1").is(204);
        place.write("PUT", "hai", "text/plain", "2").is(204);

        assertThat(Answer.texts(place.all().get().is(200).json())).containsExactlyInAnyOrder("one", "hai");
        assertThat(kind.newPlace(store()).all().get().is(200).json()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00195", "XAPI-00221", "XAPI-00268", "XAPI-00275", "XAPI-00294", "XAPI-00303"})
    void sinceGivesTheIdsOfWhatWasStoredAfterIt(DocumentKind kind) {
        var place = kind.newPlace(store());
        Instant before = Instant.now().minusSeconds(60);
        place.write("PUT", "one", "text/plain", "1").is(204);

        assertThat(Answer.texts(place.all().with("since", before).get().is(200).json()))
                .containsExactly("one");
        assertThat(place.all()
                        .with("since", Instant.now().plusSeconds(60))
                        .get()
                        .is(200)
                        .json())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00204", "XAPI-00260", "XAPI-00295"})
    void sinceIsATimestamp(DocumentKind kind) {
        var place = kind.newPlace(store());

        for (String no : List.of("yesterday", "2026-13-01T00:00:00Z", "1759302000")) {
            place.all().with("since", no).get().is(400);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({
        "XAPI-00206",
        "XAPI-00207",
        "XAPI-00208",
        "XAPI-00209",
        "XAPI-00210",
        "XAPI-00211",
        "XAPI-00212",
        "XAPI-00213",
        "XAPI-00215",
        "XAPI-STATE-POST-AGENT",
        "XAPI-00261",
        "XAPI-00262",
        "XAPI-00263",
        "XAPI-00264",
        "XAPI-00265",
        "XAPI-00266",
        "XAPI-00267",
        "XAPI-00296",
        "XAPI-00297",
        "XAPI-00298",
        "XAPI-00299",
        "XAPI-00300",
        "XAPI-00301",
        "XAPI-00302"
    })
    void everyMethodNeedsItsParameters(DocumentKind kind) {
        var place = kind.newPlace(store());
        for (String method : METHODS) {
            for (String parameter : List.of("activityId", "agent")) {
                if (parameter.equals("agent") ? kind.ofAgent() : kind.ofActivity()) {
                    place.except(parameter)
                            .with(kind.idParameter(), "x")
                            .send(method, "{}")
                            .is(400);
                }
            }
        }
        place.all().put("{}").is(400);
        place.all().post("{}").is(400);
        if (kind != DocumentKind.STATE) {
            place.all().delete().is(400);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({
        "XAPI-00196",
        "XAPI-00197",
        "XAPI-00198",
        "XAPI-00199",
        "XAPI-00200",
        "XAPI-00201",
        "XAPI-00202",
        "XAPI-00203",
        "XAPI-00255",
        "XAPI-00256",
        "XAPI-00257",
        "XAPI-00258",
        "XAPI-00012"
    })
    void everyMethodChecksItsParameters(DocumentKind kind) {
        var place = kind.newPlace(store());
        for (String method : METHODS) {
            for (String noAgent :
                    List.of("not JSON", "{}", "{\"mbox\":\"a@example.vn\"}", "[]", "\"mailto:a@example.vn\"")) {
                if (kind.ofAgent()) {
                    place.except("agent")
                            .with("agent", noAgent)
                            .with(kind.idParameter(), "x")
                            .send(method, "{}")
                            .is(400);
                }
            }
            if (kind.ofActivity()) {
                place.except("activityId")
                        .with("activityId", "lesson")
                        .with(kind.idParameter(), "x")
                        .send(method, "{}")
                        .is(400);
            }
            if (kind == DocumentKind.STATE) {
                place.document("x")
                        .with("registration", "not-a-uuid")
                        .send(method, "{}")
                        .is(400);
            }
            place.document("x").with("colour", "red").send(method, "{}").is(400);
        }
        place.read("x").is(404);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-LAST-MODIFIED"})
    void aDocumentSaysWhenItWasModified(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.write("PUT", "one", "text/plain", "1").is(204);

        assertThat(place.read("one").header("Last-Modified")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00322", "XAPI-ETAG"})
    void aDocumentHasAnEtagThatChangesWithIt(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.write("PUT", "one", "text/plain", "1").is(204);
        String first = place.read("one").header("ETag").orElseThrow();

        place.write("PUT", "one", "text/plain", "2").is(204);

        assertThat(first).matches("\"[^\"]+\"");
        assertThat(place.read("one").header("ETag"))
                .hasValueSatisfying(second -> assertThat(second).isNotEqualTo(first));
        assertThat(place.document("one").head().is(200).header("ETag"))
                .isEqualTo(place.read("one").header("ETag"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00322", "XAPI-ETAG"})
    @CsvSource({
        "STATE, PUT", "STATE, POST", "STATE, DELETE",
        "AGENT_PROFILE, PUT", "AGENT_PROFILE, POST", "AGENT_PROFILE, DELETE",
        "ACTIVITY_PROFILE, PUT", "ACTIVITY_PROFILE, POST", "ACTIVITY_PROFILE, DELETE"
    })
    void aConditionThatFailsChangesNothing(DocumentKind kind, String method) {
        var place = kind.newPlace(store());
        place.write("PUT", "one", "application/json", "{\"a\":1}").is(204);

        place.document("one")
                .header("If-Match", "\"of another time\"")
                .send(method, "{\"a\":2}")
                .is(412);
        place.document("one")
                .header("If-None-Match", "*")
                .send(method, "{\"a\":2}")
                .is(412);
        place.document("none").header("If-Match", "*").send(method, "{\"a\":2}").is(412);

        assertThat(place.read("one").text()).isEqualTo("{\"a\":1}");
        place.read("none").is(404);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00322", "XAPI-ETAG"})
    void aConditionThatHoldsLetsTheChangeThrough(DocumentKind kind) {
        var place = kind.newPlace(store());

        place.document("one").header("If-None-Match", "*").put("{\"a\":1}").is(204);
        String etag = place.read("one").header("ETag").orElseThrow();
        place.document("one").header("If-Match", etag).put("{\"a\":2}").is(204);
        place.document("one").header("If-Match", "*").post("{\"b\":3}").is(204);

        assertThat(place.read("one").json()).isEqualTo(Sample.read("{'a':2,'b':3}"));
        place.document("one").header("If-Match", etag).delete().is(412);
        place.document("one")
                .header("If-Match", place.read("one").header("ETag").orElseThrow())
                .delete()
                .is(204);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00322", "XAPI-ETAG"})
    void aPutOverADocumentNobodyLookedAtIsAConflict(DocumentKind kind) {
        var place = kind.newPlace(store());
        place.document("one").header("If-None-Match", "*").put("{\"a\":1}").is(204);
        boolean exempt = kind == DocumentKind.STATE && version == XapiVersion.V1;

        Answer answer = place.document("one").put("{\"a\":2}").is(exempt ? 204 : 409);

        assertThat(answer.bytes().length > 0).isEqualTo(!exempt);
        assertThat(place.read("one").text()).isEqualTo(exempt ? "{\"a\":2}" : "{\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"XAPI-00273", "XAPI-00287", "XAPI-00322"})
    void aNewProfileIsPutWithAConditionIn103(DocumentKind kind) {
        var place = kind.newPlace(store());
        boolean needed = kind != DocumentKind.STATE && version == XapiVersion.V1;

        place.document("new").put("{\"a\":1}").is(needed ? 400 : 204);

        place.read("new").is(needed ? 404 : 200);
    }
}
