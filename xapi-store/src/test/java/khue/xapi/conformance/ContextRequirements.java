/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class ContextRequirements extends InBothEditions {

    @ParameterizedTest
    @Requirement({"XAPI-00084", "XAPI-00085"})
    @ValueSource(strings = {"revision", "platform"})
    void revisionAndPlatformAreSaidAboutActivitiesOnly(String property) {
        String agent = "{'objectType':'Agent','mbox':'mailto:a@example.vn'}";
        String reference = "{'objectType':'StatementRef','id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa0'}";

        accepts("/context/" + property, "'1'");
        for (String object : new String[] {agent, reference}) {
            store().accepts(Sample.forOtherObjects().with("/object", object));
            store().refuses(Sample.forOtherObjects().with("/object", object).with("/context/" + property, "'1'"));
        }
        store().refuses(Sample.withSubStatement().with("/context/" + property, "'1'"));
        store().refuses(Sample.withSubStatement()
                .with("/object/object", agent)
                .with("/object/context/" + property, "'1'"));
    }

    @ParameterizedTest
    @Requirement({
        "XAPI-00086",
        "XAPI-00087",
        "XAPI-00088",
        "XAPI-00089",
        "XAPI-00090",
        "XAPI-00091",
        "XAPI-00092",
        "XAPI-00078"
    })
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                contextActivities | 'lesson'
                contextActivities | []
                registration      | 'x'
                registration      | 1
                team              | {'mbox':'mailto:a@example.vn'}
                team              | {'objectType':'Agent','mbox':'mailto:a@example.vn'}
                team              | 'class'
                revision          | 1
                revision          | {}
                platform          | 1
                platform          | ['LMS']
                language          | 1
                language          | 'tiếng Việt'
                statement         | 'x'
                statement         | {'id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa1'}
                statement         | {'objectType':'StatementRef'}
                statement         | {'objectType':'StatementRef','id':'x'}
                statement         | {'objectType':'Activity','id':'http://example.vn/activities/1'}
                extensions        | 'x'
                colour            | 'red'
                """)
    void aContextHasItsForm(String property, String value) {
        refuses("/context/" + property, value);
        store().refuses(Sample.withSubStatement().with("/object/context/" + property, value));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00086", "XAPI-00093", "XAPI-00094"})
    @ValueSource(strings = {"parent", "grouping", "category", "other"})
    void contextActivitiesComeUnderFourNames(String name) {
        accepts("/context/contextActivities", "{'" + name + "':[{'id':'http://example.vn/activities/1'}]}");
        for (String noActivity : new String[] {
            "'http://example.vn/activities/1'",
            "['http://example.vn/activities/1']",
            "[{}]",
            "[{'id':'lesson'}]",
            "[{'id':'http://example.vn/1','definition':'x'}]",
            "{'objectType':'Agent','mbox':'mailto:a@example.vn'}",
            "[{'objectType':'StatementRef','id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa1'}]"
        }) {
            refuses("/context/contextActivities", "{'" + name + "':" + noActivity + "}");
        }
    }

    @ParameterizedTest
    @Requirement("XAPI-00093")
    @ValueSource(strings = {"parents", "Parent", "sibling", ""})
    void contextActivitiesComeUnderNoOtherName(String name) {
        refuses("/context/contextActivities", "{'" + name + "':[{'id':'http://example.vn/activities/1'}]}");
    }

    @ParameterizedTest
    @Requirement("XAPI-00096")
    @ValueSource(strings = {"parent", "grouping", "category", "other"})
    void aSingleContextActivityComesBackInAnArray(String name) {
        String activity = "{'id':'http://example.vn/activities/single'}";

        JsonNode stored = store().accepts(
                        Sample.statement().with("/context/contextActivities", "{'" + name + "':" + activity + "}"));

        assertThat(stored.at("/context/contextActivities/" + name).isArray()).isTrue();
        assertThat(stored.at("/context/contextActivities/" + name + "/0/id").textValue())
                .isEqualTo("http://example.vn/activities/single");
    }

    @Test
    @Requirement("XAPI-00092")
    void aContextsStatementComesBack() {
        Sample sample = Sample.statement();

        assertThat(store().accepts(sample).at("/context/statement"))
                .isEqualTo(sample.json().at("/context/statement"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-CONTEXT-AGENTS", "XAPI-CONTEXT-GROUPS", "XAPI-ONLY-IN-V2"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                contextAgents | [{'objectType':'contextAgent','agent':{'mbox':'mailto:a@example.vn'}}]
                contextAgents | [{'objectType':'contextAgent','agent':{'mbox':'mailto:a@example.vn'},'relevantTypes':['http://example.vn/t']}]
                contextGroups | [{'objectType':'contextGroup','group':{'objectType':'Group','mbox':'mailto:c@example.vn'}}]
                contextGroups | [{'objectType':'contextGroup','group':{'objectType':'Group','member':[{'mbox':'mailto:a@example.vn'}]},'relevantTypes':['http://example.vn/t']}]
                """)
    void agentsAndGroupsOfTheContextBelongTo20(String property, String value) {
        Sample sample = Sample.statement().with("/context/" + property, value);
        if (version == XapiVersion.V1) {
            store().refuses(sample);
            return;
        }

        assertThat(store().accepts(sample).at(sample.changed()))
                .isEqualTo(sample.json().at(sample.changed()));
        store().accepts(Sample.withSubStatement().with("/object/context/" + property, value));
        String inFirstEdition = new Store(XapiVersion.V1)
                .statements()
                .with("statementId", sample.id())
                .get()
                .is(200)
                .text();
        assertThat(inFirstEdition).doesNotContain(property);
    }

    @ParameterizedTest
    @Requirement({"XAPI-CONTEXT-AGENTS", "XAPI-CONTEXT-GROUPS"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                contextAgents | {'objectType':'contextAgent','agent':{'mbox':'mailto:a@example.vn'}}
                contextAgents | ['a']
                contextAgents | [{'agent':{'mbox':'mailto:a@example.vn'}}]
                contextAgents | [{'objectType':'Agent','agent':{'mbox':'mailto:a@example.vn'}}]
                contextAgents | [{'objectType':'contextAgent'}]
                contextAgents | [{'objectType':'contextAgent','agent':{}}]
                contextAgents | [{'objectType':'contextAgent','agent':{'objectType':'Group','mbox':'mailto:a@example.vn'}}]
                contextAgents | [{'objectType':'contextAgent','agent':{'mbox':'mailto:a@example.vn'},'relevantTypes':[]}]
                contextAgents | [{'objectType':'contextAgent','agent':{'mbox':'mailto:a@example.vn'},'relevantTypes':['t']}]
                contextGroups | [{'group':{'objectType':'Group','mbox':'mailto:c@example.vn'}}]
                contextGroups | [{'objectType':'contextAgent','group':{'objectType':'Group','mbox':'mailto:c@example.vn'}}]
                contextGroups | [{'objectType':'contextGroup'}]
                contextGroups | [{'objectType':'contextGroup','group':{'objectType':'Group'}}]
                contextGroups | [{'objectType':'contextGroup','group':{'mbox':'mailto:c@example.vn'}}]
                contextGroups | [{'objectType':'contextGroup','group':{'objectType':'Group','mbox':'mailto:c@example.vn'},'relevantTypes':[]}]
                contextGroups | [{'objectType':'contextGroup','group':{'objectType':'Group','mbox':'mailto:c@example.vn'},'relevantTypes':[1]}]
                """)
    void agentsAndGroupsOfTheContextHaveTheirForm(String property, String value) {
        refuses("/context/" + property, value);
        store().refuses(Sample.withSubStatement().with("/object/context/" + property, value));
    }
}
