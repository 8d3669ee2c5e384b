/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class VoidingRequirements extends InBothEditions {

    private final String activity = "http://example.vn/voiding/" + UUID.randomUUID();

    @Test
    @Requirement({"XAPI-00018", "XAPI-00019", "XAPI-00155", "XAPI-00157", "XAPI-00163"})
    void aVoidedStatementIsFoundByItsOwnParameterOnly() {
        Sample voided = Sample.about(activity);
        store().accepts(voided);
        store().statements().with("voidedStatementId", voided.id()).get().is(404);

        store().accepts(Sample.voiding(voided.id()));

        store().statements().with("statementId", voided.id()).get().is(404);
        JsonNode found = store().statements()
                .with("voidedStatementId", voided.id())
                .get()
                .is(200)
                .json();
        assertThat(found.get("id").textValue()).isEqualTo(voided.id());
        assertThat(found.at("/object/id").textValue()).isEqualTo(activity);
    }

    @Test
    @Requirement({"XAPI-00018", "XAPI-00163"})
    void aStatementThatArrivesAfterTheOneThatVoidsItIsVoided() {
        Sample late = Sample.about(activity);
        store().accepts(Sample.voiding(late.id()));

        store().statements().post(late).is(200);

        store().statements().with("statementId", late.id()).get().is(404);
        store().statements().with("voidedStatementId", late.id()).get().is(200);
    }

    @Test
    @Requirement({"XAPI-00162", "XAPI-00163"})
    void aListHidesAVoidedStatementAndShowsWhatRefersToIt() {
        Sample voided = Sample.about(activity);
        Sample reference =
                Sample.about(activity).with("/object", "{'objectType':'StatementRef','id':'" + voided.id() + "'}");
        Sample voiding = Sample.voiding(voided.id());
        store().accepts(voided);
        store().accepts(reference);
        store().accepts(voiding);

        JsonNode found =
                store().statements().with("activity", activity).get().is(200).json();

        assertThat(Answer.texts(found.get("statements"), "id")).containsExactly(voiding.id(), reference.id());
    }

    @Test
    @Requirement("XAPI-00016")
    void aStatementThatVoidsIsNotVoidedItself() {
        Sample voided = Sample.about(activity);
        Sample voiding = Sample.voiding(voided.id());
        store().accepts(voided);
        store().accepts(voiding);

        assertThat(store().statements()
                        .post(Sample.voiding(voiding.id()))
                        .response()
                        .statusCode())
                .isIn(200, 400);

        store().statements().with("statementId", voiding.id()).get().is(200);
        store().statements().with("statementId", voided.id()).get().is(404);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00017", "XAPI-00020"})
    @ValueSource(
            strings = {
                "{'id':'http://example.vn/activities/1'}",
                "{'objectType':'Agent','mbox':'mailto:a@example.vn'}",
                "{'objectType':'statementRef','id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa0'}",
                "{'id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa0'}",
                "{'objectType':'StatementRef'}"
            })
    void onlyAStatementReferenceIsVoided(String object) {
        store().refuses(Sample.voiding(UUID.randomUUID().toString()).with("/object", object));
    }
}
