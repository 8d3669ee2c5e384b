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
import org.junit.jupiter.params.provider.ValueSource;

/** What the store knows about an activity, and about a person. */
abstract class ActivityAndAgentRequirements extends InBothEditions {

    private final String tag = UUID.randomUUID().toString();
    private final String activity = "http://example.vn/known/" + tag;

    @Test
    @Requirement({"XAPI-00253", "XAPI-00254"})
    void whatStatementsSayAboutAnActivityIsPutTogether() {
        store().accepts(Sample.about(activity)
                .with("/object/definition", "{'name':{'vi':'Bài'},'type':'http://example.vn/types/lesson'}"));
        store().accepts(
                        Sample.about(activity)
                                .with(
                                        "/object/definition",
                                        "{'name':{'en':'Lesson'},'description':{'vi':'Một bài'},'extensions':{'http://example.vn/ext/x':1}}"));

        JsonNode known = activity(activity);

        assertThat(known).isEqualTo(Sample.read("""
                        {'objectType':'Activity','id':'%s','definition':{
                          'name':{'vi':'Bài','en':'Lesson'},'description':{'vi':'Một bài'},
                          'type':'http://example.vn/types/lesson','extensions':{'http://example.vn/ext/x':1}}}""".formatted(activity)));
    }

    @Test
    @Requirement("XAPI-00254")
    void anActivityOfAContextIsKnownToo() {
        store().accepts(Sample.about(activity + "/other")
                .with(
                        "/context",
                        "{'contextActivities':{'parent':[{'id':'" + activity
                                + "','definition':{'name':{'vi':'Khoá'}}}]}}"));

        assertThat(activity(activity).at("/definition/name/vi").textValue()).isEqualTo("Khoá");
    }

    @Test
    @Requirement("XAPI-ACTIVITY-UNKNOWN")
    void anActivityThatNobodyDescribedIsItsId() {
        JsonNode known = activity(activity);

        assertThat(known.get("id").textValue()).isEqualTo(activity);
        assertThat(known.path("definition")).isEmpty();
    }

    @ParameterizedTest
    @Requirement("XAPI-00250")
    @ValueSource(strings = {"", "lesson", "{}"})
    void anActivityIsAskedForByItsIri(String id) {
        store().to("/activities").get().is(400);
        store().to("/activities").with("activityId", id).get().is(400);
        store().to("/activities").with("ActivityId", activity).get().is(400);
    }

    @Test
    @Requirement("XAPI-IRI-COMPARISON")
    void irisAreComparedAsTheyAreWritten() {
        store().accepts(Sample.about(activity + "/a").with("/object/definition", "{'name':{'vi':'Bài'}}"));

        for (String other : List.of(activity + "/A", activity + "/b/../a", activity + "/%61")) {
            assertThat(activity(other).get("id").textValue()).isEqualTo(other);
            assertThat(activity(other).path("definition")).isEmpty();
            assertThat(store().statements().with("activity", other).get().json().get("statements"))
                    .isEmpty();
        }
    }

    @Test
    @Requirement({"XAPI-00236", "XAPI-00237", "XAPI-00238", "XAPI-00239", "XAPI-00244", "XAPI-00245", "XAPI-00248"})
    void aPersonIsToldAsListsOfWhatIsKnown() {
        JsonNode person = person("{'objectType':'Agent','mbox':'mailto:" + tag + "@example.vn','name':'Bình'}");

        assertThat(person.get("objectType").textValue()).isEqualTo("Person");
        assertThat(Answer.texts(person.get("mbox"))).containsExactly("mailto:" + tag + "@example.vn");
        assertThat(Answer.texts(person.get("name"))).containsExactly("Bình");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00239", "XAPI-00240", "XAPI-00241", "XAPI-00242", "XAPI-00244", "XAPI-00248"})
    @ValueSource(
            strings = {
                "{'mbox':'mailto:%s@example.vn'}",
                "{'mbox_sha1sum':'ebd31e95054c018b10727ccffd2ef2ec3a016ee9'}",
                "{'openid':'http://example.vn/%s'}",
                "{'objectType':'Agent','account':{'homePage':'http://example.vn','name':'%s'}}"
            })
    void aPersonsIdentifiersAreArrays(String agent) {
        String asked = agent.formatted(tag);

        JsonNode person = person(asked);

        Sample.read(asked).fields().forEachRemaining(property -> {
            if (!property.getKey().equals("objectType")) {
                assertThat(person.get(property.getKey()).isArray()).isTrue();
                assertThat(person.get(property.getKey())).containsExactly(property.getValue());
            }
        });
    }

    @ParameterizedTest
    @Requirement({"XAPI-00243", "XAPI-00249"})
    @ValueSource(
            strings = {
                "not JSON",
                "{}",
                "[]",
                "{\"name\":\"Bình\"}",
                "{\"mbox\":\"a@example.vn\"}",
                "{\"objectType\":\"Activity\",\"id\":\"http://example.vn/1\"}",
                "{\"mbox\":\"mailto:a@example.vn\",\"openid\":\"http://example.vn/a\"}"
            })
    void aPersonIsAskedForByAnAgent(String agent) {
        store().to("/agents").get().is(400);
        store().to("/agents").with("agent", agent).get().is(400);
    }

    private JsonNode activity(String id) {
        return store().to("/activities").with("activityId", id).get().is(200).json();
    }

    private JsonNode person(String agent) {
        return store().to("/agents")
                .with("agent", agent.replace('\'', '"'))
                .get()
                .is(200)
                .json();
    }
}
