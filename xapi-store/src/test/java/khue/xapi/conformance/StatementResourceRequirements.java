/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements in, by PUT and POST. */
abstract class StatementResourceRequirements extends InBothEditions {

    private final String activity = "http://example.vn/resource/" + UUID.randomUUID();

    @Test
    @Requirement({"XAPI-00139", "XAPI-00143", "XAPI-00144"})
    void putKeepsOneStatementUnderTheIdOfItsAddress() {
        String id = UUID.randomUUID().toString();

        Answer answer = store().statements()
                .with("statementId", id)
                .put(Sample.about(activity).without("/id"))
                .is(204);

        assertThat(answer.bytes()).isEmpty();
        assertThat(store().stored(id).get("id").textValue()).isEqualTo(id);
    }

    @Test
    @Requirement({"XAPI-00144", "XAPI-00145"})
    void putNeedsAStatementId() {
        Sample sample = Sample.about(activity);

        store().statements().put(sample).is(400);
        store().statements().with("StatementId", sample.id()).put(sample).is(400);
        store().statements().with("statementId", "").put(sample).is(400);
        store().statements().with("statementId", UUID.randomUUID()).put(sample).is(400);
        store().statements().with("statementId", sample.id()).get().is(404);
    }

    @Test
    @Requirement({"XAPI-00139", "XAPI-00146", "XAPI-00147"})
    void postTakesOneOrManyAndNamesTheirIdsInOrder() {
        Sample one = Sample.about(activity);
        Sample two = Sample.about(activity);
        Sample three = Sample.about(activity).without("/id");

        JsonNode single = store().statements().post(one).is(200).json();
        JsonNode many = store().statements().post(List.of(two, three)).is(200).json();

        assertThat(Answer.texts(single)).containsExactly(one.id());
        assertThat(Answer.texts(many)).hasSize(2).startsWith(two.id());
        assertThat(store().stored(many.get(1).textValue()).at("/object/id").textValue())
                .isEqualTo(activity);
    }

    @Test
    @Requirement("XAPI-00142")
    void anIdIsGivenOnce() {
        Sample first = Sample.about(activity);
        Sample other = first.with("/verb/id", "'http://example.vn/verbs/other'");
        JsonNode stored = store().accepts(first);

        store().statements().with("statementId", first.id()).put(other).is(409);
        store().statements().post(other).is(409);
        store().statements().post(List.of(Sample.about(activity), other)).is(409);

        assertThat(store().stored(first.id())).isEqualTo(stored);
        assertThat(store().statements().with("activity", activity).get().json().get("statements"))
                .hasSize(1);
    }

    @Test
    @Requirement("XAPI-00142")
    void theSameStatementAgainIsNoConflict() {
        Sample sample = Sample.about(activity);
        JsonNode stored = store().accepts(sample);

        store().statements().with("statementId", sample.id()).put(sample).is(204);
        store().statements().post(sample).is(200);

        assertThat(store().stored(sample.id())).isEqualTo(stored);
    }

    @Test
    @Requirement({"XAPI-00182", "XAPI-00326"})
    void aBatchWithOneFaultLeavesNothing() {
        Sample good = Sample.about(activity);
        Sample faulty = Sample.about("no iri");
        Sample alsoGood = Sample.about(activity);

        store().statements().post(List.of(good, faulty, alsoGood)).is(400);

        store().statements().with("statementId", good.id()).get().is(404);
        store().statements().with("statementId", alsoGood.id()).get().is(404);
        assertThat(store().statements().with("activity", activity).get().json().get("statements"))
                .isEmpty();
    }

    @Test
    @Requirement({"XAPI-00182", "XAPI-00326"})
    void aBatchHoldsAnIdOnce() {
        Sample sample = Sample.about(activity);

        store().statements().post(List.of(sample, sample)).is(400);

        store().statements().with("statementId", sample.id()).get().is(404);
    }

    @ParameterizedTest
    @Requirement("XAPI-00324")
    @CsvSource({
        "GET, /statements, colour",
        "PUT, /statements, colour",
        "POST, /statements, colour",
        "PUT, /statements, verb",
        "POST, /statements, activity"
    })
    void anUnknownParameterIsRefused(String method, String resource, String parameter) {
        Sample sample = Sample.about(activity);

        Call call = store().to(resource).with(parameter, "http://example.vn/x");
        if (method.equals("PUT")) {
            call.with("statementId", sample.id());
        }

        call.send(method, sample).is(400);
    }

    @ParameterizedTest
    @Requirement("XAPI-00325")
    @CsvSource({
        "StatementId, fd41c918-b88b-4b20-a0a5-a4c32391aaa0",
        "VoidedStatementId, fd41c918-b88b-4b20-a0a5-a4c32391aaa0",
        "Agent, '{\"mbox\":\"mailto:a@example.vn\"}'",
        "Verb, http://example.vn/verbs/did",
        "ACTIVITY, http://example.vn/activities/1",
        "Registration, fd41c918-b88b-4b20-a0a5-a4c32391aaa0",
        "Related_Activities, true",
        "related_Agents, true",
        "Since, 2026-10-01T00:00:00Z",
        "Until, 2026-10-01T00:00:00Z",
        "Limit, 1",
        "Format, ids",
        "Attachments, true",
        "Ascending, true"
    })
    void aParameterIsWrittenInItsLetterCase(String parameter, String value) {
        store().statements().with(parameter, value).get().is(400);
    }
}
