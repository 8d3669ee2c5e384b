/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Activities, Agents, Groups, statement references and sub-statements as objects. */
abstract class ObjectRequirements extends InBothEditions {

    @ParameterizedTest
    @Requirement({"XAPI-00046", "XAPI-00065", "XAPI-00072", "XAPI-00073"})
    @ValueSource(
            strings = {
                "{'id':'http://example.vn/activities/1'}",
                "{'objectType':'Activity','id':'http://example.vn/activities/1'}",
                "{'objectType':'Agent','mbox':'mailto:a@example.vn'}",
                "{'objectType':'Group','mbox':'mailto:a@example.vn'}",
                "{'objectType':'Group','member':[{'mbox':'mailto:a@example.vn'}]}",
                "{'objectType':'StatementRef','id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa0'}"
            })
    void everyKindOfObjectIsTaken(String object) {
        store().accepts(Sample.forOtherObjects().with("/object", object));
        store().accepts(Sample.withSubStatement().with("/object/object", object));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00046", "XAPI-00073"})
    @ValueSource(strings = {"'Thing'", "'activity'", "'statementref'", "'Substatement'", "''", "1"})
    void anObjectTypeIsOneOfFive(String type) {
        store().refuses(Sample.forOtherObjects()
                .with("/object", "{'objectType':" + type + ",'id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa0'}"));
    }

    @ParameterizedTest
    @Requirement("XAPI-00065")
    @ValueSource(strings = {"{'mbox':'mailto:a@example.vn'}", "{'member':[{'mbox':'mailto:a@example.vn'}]}"})
    void anAgentOrGroupAsObjectSaysSo(String object) {
        store().refuses(Sample.forOtherObjects().with("/object", object));
        store().refuses(Sample.withSubStatement().with("/object/object", object));
    }

    @ParameterizedTest
    @Requirement("XAPI-00047")
    @ValueSource(strings = {"'lesson'", "'example.vn/lesson'", "'http://example.vn/a b'", "1", "''"})
    void anActivitysIdIsAnIri(String id) {
        refuses("/object/id", id);
        refuses("/context/contextActivities/parent/0/id", id);
        store().refuses(Sample.withSubStatement().with("/object/object/id", id));
    }

    @Test
    @Requirement("XAPI-00047")
    void anActivityHasAnId() {
        store().refuses(Sample.statement().without("/object/id"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00048", "XAPI-00056", "XAPI-00057", "XAPI-00059", "XAPI-00060", "XAPI-00061"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /definition             | 'lesson'
                /definition             | []
                /definition/name        | 'Bài'
                /definition/name        | {'vi':1}
                /definition/description | 'Một bài'
                /definition/description | ['Một bài']
                /definition/type        | 'lesson'
                /definition/type        | 1
                /definition/moreInfo    | 'more'
                /definition/moreInfo    | 1
                /definition/extensions  | 'x'
                /definition/extensions  | {'x':1}
                /definition/colour      | 'red'
                """)
    void aDefinitionHasItsForm(String place, String value) {
        refuses("/object" + place, value);
        store().refuses(Sample.withSubStatement().with("/object/object" + place, value));
    }

    @ParameterizedTest
    @Requirement("XAPI-00049")
    @ValueSource(
            strings = {
                "'interactionType':'true-false','correctResponsesPattern':['true']",
                "'interactionType':'choice','choices':[{'id':'a'}]",
                "'interactionType':'fill-in','correctResponsesPattern':['Hà Nội']",
                "'interactionType':'long-fill-in'",
                "'interactionType':'matching','source':[{'id':'a'}],'target':[{'id':'1','description':{'vi':'Một'}}]",
                "'interactionType':'performance','steps':[{'id':'a'}]",
                "'interactionType':'sequencing','choices':[{'id':'a'},{'id':'b'}]",
                "'interactionType':'likert','scale':[{'id':'a'}]",
                "'interactionType':'numeric','correctResponsesPattern':['4[:]5']",
                "'interactionType':'other'"
            })
    void everyInteractionTypeIsTakenWithItsComponents(String definition) {
        accepts("/object/definition", "{" + definition + "}");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00049", "XAPI-00064"})
    @ValueSource(
            strings = {
                "'interactionType':'essay'",
                "'interactionType':1",
                "'correctResponsesPattern':['a']",
                "'choices':[{'id':'a'}]",
                "'scale':[{'id':'a'}]",
                "'source':[{'id':'a'}]",
                "'target':[{'id':'a'}]",
                "'steps':[{'id':'a'}]",
                "'interactionType':'choice','choices':[{'id':'a'},{'id':'a'}]",
                "'interactionType':'choice','choices':[{'description':{'vi':'A'}}]",
                "'interactionType':'choice','choices':[{'id':1}]",
                "'interactionType':'choice','choices':[{'id':'a','description':'A'}]",
                "'interactionType':'choice','correctResponsesPattern':[1]"
            })
    void interactionPropertiesFitTheirType(String definition) {
        refuses("/object/definition", "{" + definition + "}");
        store().refuses(Sample.withSubStatement().with("/object/object/definition", "{" + definition + "}"));
    }

    @ParameterizedTest
    @Requirement("XAPI-00072")
    @ValueSource(strings = {"", ",'id':'x'", ",'id':1", ",'id':''"})
    void aStatementReferenceHasAnId(String id) {
        store().refuses(Sample.forOtherObjects().with("/object", "{'objectType':'StatementRef'" + id + "}"));
    }

    @Test
    @Requirement("XAPI-00066")
    void aSubStatementComesBackWhole() {
        Sample sample = Sample.withSubStatement();

        assertThat(store().accepts(sample).get("object"))
                .isEqualTo(sample.json().get("object"));
    }

    @ParameterizedTest
    @Requirement("XAPI-00066")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /actor                | -
                /verb                 | -
                /object               | -
                /actor                | {}
                /verb/id              | 'did'
                /object/id            | 'lesson'
                /result/score/scaled  | 2
                /result/duration      | 'an hour'
                /context/registration | 'x'
                /context/language     | 'tiếng Việt'
                /context/contextActivities/parent | [{}]
                /timestamp            | 'tomorrow'
                /colour               | 'red'
                """)
    void aSubStatementKeepsTheRulesOfAStatement(String place, String value) {
        store().refuses(Sample.withSubStatement().with("/object" + place, value));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00067", "XAPI-00068", "XAPI-00069", "XAPI-00070"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                authority | {'mbox':'mailto:a@example.vn'}
                version   | '1.0.0'
                stored    | '2026-10-01T07:00:00Z'
                id        | 'fd41c918-b88b-4b20-a0a5-a4c32391aaa0'
                """)
    void aSubStatementHasNothingThatOnlyARecordHas(String property, String value) {
        store().refuses(Sample.withSubStatement().with("/object/" + property, value));
    }

    @Test
    @Requirement("XAPI-00071")
    void aSubStatementHoldsNoOther() {
        Sample sample = Sample.withSubStatement();
        String inner = sample.json().get("object").toString();

        store().refuses(sample.with("/object/object", inner));
    }
}
