/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements out: one, lists, filters, pages, formats. */
abstract class RetrievalRequirements extends InBothEditions {

    private static final String CONSISTENT_THROUGH = "X-Experience-API-Consistent-Through";
    private static final String AN_ID = "fd41c918-b88b-4b20-a0a5-a4c32391aaa0";

    private final String tag = UUID.randomUUID().toString();
    private final String activity = "http://example.vn/retrieval/" + tag;

    @Test
    @Requirement({"XAPI-00156", "XAPI-00158", "XAPI-00159"})
    void oneStatementIsFoundByItsId() {
        Sample sample = Sample.about(activity);
        store().accepts(sample);

        JsonNode found = store().statements()
                .with("statementId", sample.id())
                .get()
                .is(200)
                .json();

        assertThat(found.get("id").textValue()).isEqualTo(sample.id());
        assertThat(found.has("statements")).isFalse();
        store().statements().with("statementId", UUID.randomUUID()).get().is(404);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00150", "XAPI-00151"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                agent              | {"mbox":"mailto:a@example.vn"}
                verb               | http://example.vn/verbs/did
                activity           | http://example.vn/activities/1
                registration       | fd41c918-b88b-4b20-a0a5-a4c32391aaa0
                related_activities | true
                related_agents     | true
                since              | 2026-10-01T00:00:00Z
                until              | 2026-10-01T00:00:00Z
                limit              | 1
                ascending          | true
                """)
    void anIdIsAskedForWithoutFilters(String filter, String value) {
        for (String id : List.of("statementId", "voidedStatementId")) {
            store().statements().with(id, AN_ID).with(filter, value).get().is(400);
        }
    }

    @Test
    @Requirement({"XAPI-00150", "XAPI-00151"})
    void anIdIsAskedForWithFormatAndAttachmentsIfWished() {
        Sample sample = Sample.about(activity);
        store().accepts(sample);

        store().statements()
                .with("statementId", sample.id())
                .with("format", "ids")
                .get()
                .is(200);
        store().statements()
                .with("statementId", sample.id())
                .with("attachments", "false")
                .get()
                .is(200);
        store().statements()
                .with("statementId", sample.id())
                .with("voidedStatementId", AN_ID)
                .get()
                .is(400);
        store().accepts(Sample.voiding(sample.id()));
        store().statements()
                .with("voidedStatementId", sample.id())
                .with("format", "exact")
                .get()
                .is(200);
        store().statements()
                .with("voidedStatementId", sample.id())
                .with("attachments", "false")
                .get()
                .is(200);
    }

    @Test
    @Requirement({"XAPI-00149", "XAPI-00154", "XAPI-00159", "XAPI-00165", "XAPI-00109"})
    void aListMayBeEmpty() {
        Answer answer = store().statements().with("activity", activity).get().is(200);

        assertThat(answer.json().get("statements").isArray()).isTrue();
        assertThat(answer.json().get("statements")).isEmpty();
        assertThat(answer.json().path("more").asText()).isEmpty();
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    @Requirement({"XAPI-00154", "XAPI-00110", "XAPI-00113"})
    void aListWithoutFiltersIsAResultOfStatements() {
        store().accepts(Sample.about(activity));

        JsonNode result = store().statements().get().is(200).json();

        assertThat(result.fieldNames()).toIterable().containsExactlyInAnyOrder("statements", "more");
        assertThat(result.get("statements").isArray()).isTrue();
        assertThat(result.get("statements"))
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement.fieldNames())
                        .toIterable()
                        .contains("id", "actor", "verb", "object", "stored", "timestamp", "authority", "version"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00153", "XAPI-CONSISTENT-THROUGH"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                limit        | 1                                     | 200
                activity     | http://example.vn/activities/none     | 200
                verb         | http://example.vn/verbs/did           | 200
                registration | fd41c918-b88b-4b20-a0a5-a4c32391aaa0  | 200
                since        | 2026-10-01T00:00:00Z                  | 200
                format       | ids                                   | 200
                colour       | red                                   | 400
                statementId  | fd41c918-b88b-4b20-a0a5-a4c32391aaff  | 404
                """)
    void everyAnswerSaysHowFarItIsConsistent(String parameter, String value, int status) {
        Answer answer = store().statements().with(parameter, value).get().is(status);

        assertThat(answer.header(CONSISTENT_THROUGH))
                .hasValueSatisfying(
                        through -> assertThat(Instant.parse(through)).isNotNull());
    }

    @Test
    @Requirement({"XAPI-00153", "XAPI-CONSISTENT-THROUGH"})
    void whatWasStoredBeforeIsConsistent() {
        String stored = store().accepts(Sample.about(activity)).get("stored").textValue();

        Answer answer = store().statements().with("activity", activity).get().is(200);

        assertThat(Instant.parse(answer.header(CONSISTENT_THROUGH).orElseThrow()))
                .isAfterOrEqualTo(Instant.parse(stored));
    }

    @Test
    @Requirement({"XAPI-00164", "XAPI-00180"})
    void theVerbFilters() {
        String verb = "'http://example.vn/verbs/" + tag + "'";

        onlyOneIsFound(call -> call.with("verb", verb.replace("'", "")), sample -> sample.with("/verb/id", verb));
    }

    @Test
    @Requirement({"XAPI-00164", "XAPI-00179"})
    void theActivityFilters() {
        onlyOneIsFound(
                call -> call.with("activity", activity), sample -> sample.with("/object/id", "'" + activity + "'"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00164", "XAPI-00181"})
    @ValueSource(
            strings = {
                "{'mbox':'mailto:%s@example.vn'}",
                "{'openid':'http://example.vn/%s'}",
                "{'account':{'homePage':'http://example.vn','name':'%s'}}",
                "{'objectType':'Group','account':{'homePage':'http://example.vn/groups','name':'%s'}}"
            })
    void theAgentFilters(String agent) {
        String ours = agent.formatted(tag + version);

        onlyOneIsFound(call -> call.with("agent", ours.replace('\'', '"')), sample -> sample.with("/actor", ours));
    }

    @Test
    @Requirement({"XAPI-00164", "XAPI-00178"})
    void theRegistrationFilters() {
        onlyOneIsFound(
                call -> call.with("registration", tag),
                sample -> sample.with("/context/registration", "'" + tag + "'"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00164", "XAPI-RELATED-ACTIVITIES"})
    @ValueSource(strings = {"parent", "grouping", "category", "other"})
    void relatedActivitiesLookIntoTheContext(String place) {
        Sample sample =
                Sample.statement().with("/context/contextActivities/" + place, "[{'id':'" + activity + place + "'}]");
        store().accepts(sample);

        assertThat(found(store().statements().with("activity", activity + place)))
                .isEmpty();
        assertThat(found(store().statements().with("activity", activity + place).with("related_activities", true)))
                .containsExactly(sample.id());
    }

    @ParameterizedTest
    @Requirement({"XAPI-00164", "XAPI-00176"})
    @ValueSource(strings = {"/context/instructor", "/context/team", "/object/actor"})
    void relatedAgentsLookIntoContextAndSubStatement(String place) {
        String group = "{'objectType':'Group','mbox':'mailto:" + tag + place.hashCode() + "@example.vn'}";
        Sample sample = Sample.withSubStatement().with(place, group);
        store().accepts(sample);

        Call direct = store().statements().with("agent", group.replace('\'', '"'));
        Call related =
                store().statements().with("agent", group.replace('\'', '"')).with("related_agents", true);
        assertThat(found(direct)).isEmpty();
        assertThat(found(related)).containsExactly(sample.id());
    }

    @Test
    @Requirement("XAPI-00164")
    void severalFiltersAllHold() {
        Sample wanted = Sample.about(activity).with("/verb/id", "'http://example.vn/verbs/" + tag + "'");
        store().accepts(wanted);
        store().accepts(Sample.about(activity));
        store().accepts(Sample.about(activity + "/other").with("/verb/id", "'http://example.vn/verbs/" + tag + "'"));

        assertThat(found(
                        store().statements().with("activity", activity).with("verb", "http://example.vn/verbs/" + tag)))
                .containsExactly(wanted.id());
    }

    @Test
    @Requirement({"XAPI-00164", "XAPI-00174", "XAPI-00175"})
    void sinceIsExclusiveAndUntilInclusive() {
        List<String> sent = threeStatements();
        String second = store().stored(sent.get(1)).get("stored").textValue();

        assertThat(found(store().statements().with("activity", activity).with("since", second)))
                .containsExactly(sent.get(2));
        assertThat(found(store().statements().with("activity", activity).with("until", second)))
                .containsExactly(sent.get(1), sent.get(0));
    }

    @Test
    @Requirement({"XAPI-00164", "XAPI-00166"})
    void theNewestComeFirstUnlessAscendingIsWished() {
        List<String> sent = threeStatements();
        List<String> newestFirst = new ArrayList<>(sent);
        Collections.reverse(newestFirst);

        assertThat(found(store().statements().with("activity", activity))).isEqualTo(newestFirst);
        assertThat(found(store().statements().with("activity", activity).with("ascending", false)))
                .isEqualTo(newestFirst);
        assertThat(found(store().statements().with("activity", activity).with("ascending", true)))
                .isEqualTo(sent);
    }

    @Test
    @Requirement({"XAPI-00173", "XAPI-00108", "XAPI-00109", "XAPI-00110", "XAPI-00111", "XAPI-00114"})
    void moreLeadsThroughTheWholeResult() {
        List<String> sent = threeStatements();

        JsonNode first = store().statements()
                .with("activity", activity)
                .with("limit", 2)
                .with("ascending", true)
                .get()
                .is(200)
                .json();
        JsonNode second =
                store().follow(first.get("more").textValue()).get().is(200).json();

        assertThat(Answer.texts(first.get("statements"), "id")).isEqualTo(sent.subList(0, 2));
        assertThat(first.get("more").textValue()).startsWith("/");
        assertThat(Answer.texts(second.get("statements"), "id")).isEqualTo(sent.subList(2, 3));
        assertThat(second.path("more").asText()).isEmpty();
    }

    @Test
    @Requirement("XAPI-00173")
    void aLimitOfZeroIsTheStoresOwn() {
        List<String> sent = threeStatements();

        assertThat(found(store().statements().with("activity", activity).with("limit", 0)))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    @Requirement("XAPI-00170")
    void exactGivesWhatWasSent() {
        Sample sample = Sample.statement();
        store().accepts(sample);

        JsonNode found = store().statements()
                .with("statementId", sample.id())
                .with("format", "exact")
                .get()
                .is(200)
                .json();

        sample.json()
                .fieldNames()
                .forEachRemaining(property ->
                        assertThat(found.get(property)).isEqualTo(sample.json().get(property)));
    }

    @Test
    @Requirement("XAPI-00168")
    void exactIsTheUsualFormat() {
        Sample sample = Sample.statement();
        store().accepts(sample);

        assertThat(store().stored(sample.id()))
                .isEqualTo(store().statements()
                        .with("statementId", sample.id())
                        .with("format", "exact")
                        .get()
                        .json());
    }

    @Test
    @Requirement("XAPI-00171")
    void idsLeavesOutWhatIdentifiesNothing() {
        Sample sample = Sample.statement()
                .with(
                        "/actor",
                        "{'objectType':'Group','name':'6A','member':[{'name':'a','mbox':'mailto:a@example.vn'}]}");
        store().accepts(sample);

        JsonNode found = store().statements()
                .with("statementId", sample.id())
                .with("format", "ids")
                .get()
                .is(200)
                .json();

        assertThat(found.at("/verb/display").isMissingNode()).isTrue();
        assertThat(found.at("/verb/id")).isEqualTo(sample.json().at("/verb/id"));
        assertThat(found.at("/object/definition").isMissingNode()).isTrue();
        assertThat(found.at("/object/id")).isEqualTo(sample.json().at("/object/id"));
        assertThat(found.at("/actor/name").isMissingNode()).isTrue();
        assertThat(found.at("/actor/member/0/mbox").textValue()).isEqualTo("mailto:a@example.vn");
        assertThat(found.at("/actor/member/0/name").isMissingNode()).isTrue();
        assertThat(found.get("result")).isEqualTo(sample.json().get("result"));
    }

    @Test
    @Requirement({"XAPI-00169", "XAPI-00172"})
    void canonicalSpeaksOneLanguage() {
        Sample sample = Sample.about(activity)
                .with("/verb/display", "{'vi':'đã làm','en-US':'did'}")
                .with("/object/definition", "{'name':{'en':'Lesson','vi':'Bài'}}");
        store().accepts(sample);

        JsonNode vietnamese = canonical(sample, "vi");
        JsonNode english = canonical(sample, "fr;q=0.9, en;q=0.8");

        assertThat(vietnamese.at("/object/definition/name").toString()).isEqualTo("{\"vi\":\"Bài\"}");
        assertThat(english.at("/object/definition/name").toString()).isEqualTo("{\"en\":\"Lesson\"}");
        assertThat(vietnamese.at("/verb/display").toString()).isEqualTo("{\"vi\":\"đã làm\"}");
        assertThat(english.at("/verb/display").toString()).isEqualTo("{\"en-US\":\"did\"}");
    }

    private JsonNode canonical(Sample sample, String languages) {
        return store().statements()
                .with("statementId", sample.id())
                .with("format", "canonical")
                .header("Accept-Language", languages)
                .get()
                .is(200)
                .json();
    }

    private List<String> threeStatements() {
        return List.of(
                store().accepts(Sample.about(activity)).get("id").textValue(),
                store().accepts(Sample.about(activity)).get("id").textValue(),
                store().accepts(Sample.about(activity)).get("id").textValue());
    }

    /** Stores a statement that differs from others in one place; a filter for this place finds it alone. */
    private void onlyOneIsFound(UnaryOperator<Call> filter, UnaryOperator<Sample> difference) {
        store().accepts(Sample.statement());
        Sample wanted = difference.apply(Sample.statement());
        store().accepts(wanted);

        assertThat(found(filter.apply(store().statements()))).containsExactly(wanted.id());
    }

    private static List<String> found(Call call) {
        return Answer.texts(call.get().is(200).json().get("statements"), "id");
    }
}
