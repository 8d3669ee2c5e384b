/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents and Groups, wherever a statement names one. */
abstract class ActorRequirements extends InBothEditions {

    private static final String SHA1 = "'mbox_sha1sum':'ebd31e95054c018b10727ccffd2ef2ec3a016ee9'";

    @ParameterizedTest
    @Requirement({"XAPI-00031", "XAPI-00035", "XAPI-00037", "XAPI-00038", "XAPI-00039", "XAPI-00040", "XAPI-00041"})
    @ValueSource(
            strings = {
                "{'mbox':'mailto:a@example.vn'}",
                "{'objectType':'Agent','mbox':'mailto:a@example.vn'}",
                "{'objectType':'Agent'," + SHA1 + "}",
                "{'objectType':'Agent','openid':'http://example.vn/a'}",
                "{'objectType':'Agent','account':{'homePage':'http://example.vn','name':'a'}}",
                "{'objectType':'Group','mbox':'mailto:class@example.vn'}",
                "{'objectType':'Group'," + SHA1 + ",'member':[]}",
                "{'objectType':'Group','openid':'http://example.vn/class','member':[{'mbox':'mailto:a@example.vn'}]}",
                "{'objectType':'Group','account':{'homePage':'http://example.vn','name':'class'}}",
                "{'objectType':'Group','name':'6A','member':[{'mbox':'mailto:a@example.vn'},{'name':'b'," + SHA1 + "}]}"
            })
    void everyKindOfActorIsTaken(String actor) {
        accepts("/actor", actor);
        store().accepts(Sample.withSubStatement().with("/object/actor", actor));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00031", "XAPI-00032"})
    @ValueSource(strings = {"'Activity'", "'Person'", "'agent'", "''", "1", "{}"})
    void anActorsObjectTypeIsAgentOrGroup(String type) {
        inEveryPlace("{'objectType':" + type + ",'mbox':'mailto:a@example.vn'}");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00033"})
    @ValueSource(strings = {"1", "{}", "['Bình']", "true"})
    void anActorsNameIsAString(String name) {
        inEveryPlace("{'mbox':'mailto:a@example.vn','name':" + name + "}");
        inEveryPlace("{'objectType':'Group','mbox':'mailto:a@example.vn','name':" + name + "}");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00034", "XAPI-00037"})
    @ValueSource(
            strings = {
                "'mbox':'mailto:a@example.vn'," + SHA1,
                "'mbox':'mailto:a@example.vn','openid':'http://example.vn/a'",
                "'mbox':'mailto:a@example.vn','account':{'homePage':'http://example.vn','name':'a'}",
                SHA1 + ",'openid':'http://example.vn/a'",
                SHA1 + ",'account':{'homePage':'http://example.vn','name':'a'}",
                "'openid':'http://example.vn/a','account':{'homePage':'http://example.vn','name':'a'}"
            })
    void anActorHasOneIdentifierOnly(String identifiers) {
        inEveryPlace("{" + identifiers + "}");
        inEveryPlace("{'objectType':'Group'," + identifiers + "}");
    }

    @Test
    @Requirement("XAPI-00034")
    void anAgentHasAnIdentifier() {
        inEveryPlace("{'objectType':'Agent','name':'Bình'}");
        inEveryPlace("{}");
    }

    @ParameterizedTest
    @Requirement("XAPI-00035")
    @ValueSource(strings = {"{'objectType':'Group'}", "{'objectType':'Group','name':'6A'}"})
    void aGroupWithoutAnIdentifierHasMembers(String group) {
        inEveryPlace(group);
    }

    @ParameterizedTest
    @Requirement("XAPI-00036")
    @ValueSource(
            strings = {
                "{'mbox':'mailto:a@example.vn'}",
                "'a'",
                "['a']",
                "[{}]",
                "[{'name':'a'}]",
                "[{'mbox':'a@example.vn'}]",
                "[{'objectType':'Group','mbox':'mailto:a@example.vn'}]"
            })
    void membersAreAgents(String members) {
        inEveryPlace("{'objectType':'Group','mbox':'mailto:class@example.vn','member':" + members + "}");
        inEveryPlace("{'objectType':'Group','member':" + members + "}");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00038", "XAPI-00039", "XAPI-00040", "XAPI-00041", "XAPI-00042", "XAPI-00043"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                'mbox':'a@example.vn'
                'mbox':'mailto:example.vn'
                'mbox':'http://example.vn/a'
                'mbox':1
                'mbox_sha1sum':1
                'mbox_sha1sum':'not a hash'
                'mbox_sha1sum':{}
                'openid':'a'
                'openid':1
                'account':'a'
                'account':{}
                'account':{'name':'a'}
                'account':{'homePage':'http://example.vn'}
                'account':{'homePage':'example.vn','name':'a'}
                'account':{'homePage':1,'name':'a'}
                'account':{'homePage':'http://example.vn','name':1}
                """)
    void anIdentifierHasItsForm(String identifier) {
        inEveryPlace("{" + identifier + "}");
        inEveryPlace("{'objectType':'Group'," + identifier + "}");
    }

    /** An actor that breaks a rule is refused wherever one may stand. */
    private void inEveryPlace(String actor) {
        refuses("/actor", actor);
        refuses("/context/instructor", actor);
        refuses("/context/team", actor);
        refuses("/authority", actor);
        store().refuses(Sample.withSubStatement().with("/object/actor", actor));
    }
}
