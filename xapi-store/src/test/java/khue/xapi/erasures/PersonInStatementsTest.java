/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.erasures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import khue.xapi.http.Json;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays of a statement when Lan is erased, who is a pseudonym with us and user 7 of a Moodle. */
class PersonInStatementsTest {

    private static final String PID = "https://khue.io/xapi/pid";
    private static final String LAN = "{'account':{'homePage':'https://khue.io/xapi/pid','name':'lan'}}";
    private static final String SEVEN = "{'account':{'homePage':'https://moodle.example.vn','name':'7'}}";
    private static final String MINH = "{'account':{'homePage':'https://khue.io/xapi/pid','name':'minh'}}";
    private static final String OF_MINH = "'actor':" + MINH + ",'verb':{'id':'http://example.vn/v'}";
    private static final String A_PROJECT = "'object':{'id':'http://example.vn/project'}";

    private final PersonInStatements lan = new PersonInStatements(
            Set.of(
                    Fingerprint.of(AgentIdentifier.ofAccount(PID, "lan")),
                    Fingerprint.of(AgentIdentifier.ofAccount("https://moodle.example.vn", "7"))),
            PID,
            AgentIdentifier.ofAccount(PID, "erased"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'actor':" + LAN + "," + A_PROJECT,
                "'actor':" + SEVEN + "," + A_PROJECT,
                "'actor':{'objectType':'Group','member':[" + LAN + "," + SEVEN + "]}," + A_PROJECT,
                OF_MINH + ",'object':{'objectType':'Agent','account':{'homePage':'" + PID + "','name':'lan'}}",
                OF_MINH + "," + A_PROJECT + ",'context':{'extensions':{'https://khue.io/xapi/ext/subject':'lan'}}",
                OF_MINH + "," + A_PROJECT + ",'result':{'extensions':{'http://example.vn/of':[{'who':" + SEVEN + "}]}}",
                OF_MINH + ",'object':{'objectType':'SubStatement','actor':" + LAN + "," + A_PROJECT + "}",
                OF_MINH + ",'object':{'objectType':'SubStatement','actor':" + MINH + ",'object':" + LAN + "}",
                OF_MINH + "," + A_PROJECT + ",'context':{'team':{'objectType':'Group','member':[" + LAN + "," + MINH
                        + "]}},'attachments':[{'usageType':'http://adlnet.gov/expapi/attachments/signature'}]",
            })
    void doesNotKeepWhatIsAboutThePersonOrSigned(String statement) {
        assertThat(lan.without(json(statement))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OF_MINH + "," + A_PROJECT,
                OF_MINH + "," + A_PROJECT + ",'context':{'team':{'objectType':'Group','member':[" + MINH + "]}}",
                OF_MINH + "," + A_PROJECT
                        + ",'context':{'extensions':{'http://example.vn/a':'Lan','http://example.vn/b':7.50}}",
                OF_MINH + "," + A_PROJECT
                        + ",'context':{'extensions':{'http://example.vn/a':{'account':'7','mbox':3},'http://example.vn/b':[null,true]}}",
                OF_MINH + "," + A_PROJECT
                        + ",'attachments':[{'usageType':'http://adlnet.gov/expapi/attachments/signature'}]",
            })
    void leavesAloneWhatDoesNotNameThePerson(String statement) {
        assertThat(lan.without(json(statement))).contains(json(statement));
    }

    @Test
    void takesThePersonOutOfTeamsInstructorsAndTheAgentsOfAContext() {
        Optional<JsonNode> rest = lan.without(json(OF_MINH + "," + A_PROJECT + ",'context':{'instructor':" + LAN
                + ",'team':{'objectType':'Group','member':[" + MINH + "," + LAN + "]}"
                + ",'contextAgents':[{'objectType':'contextAgent','agent':" + SEVEN
                + "},{'objectType':'contextAgent','agent':" + MINH + "}]"
                + ",'contextGroups':[{'objectType':'contextGroup','group':{'objectType':'Group','member':[" + LAN
                + "]}}]}"));

        assertThat(rest)
                .contains(json(OF_MINH + "," + A_PROJECT + ",'context':{'team':{'objectType':'Group','member':[" + MINH
                        + "]},'contextAgents':[{'objectType':'contextAgent','agent':" + MINH + "}]}"));
    }

    @Test
    void takesThePersonOutOfAGroupThatDidIt() {
        assertThat(lan.without(json("'actor':{'objectType':'Group','member':[" + LAN + "," + MINH + "]}," + A_PROJECT)))
                .contains(json("'actor':{'objectType':'Group','member':[" + MINH + "]}," + A_PROJECT));
        assertThat(lan.without(json("'actor':{'objectType':'Group','mbox':'mailto:10a@example.vn','member':[" + LAN
                        + "]}," + A_PROJECT)))
                .contains(json("'actor':{'objectType':'Group','mbox':'mailto:10a@example.vn'}," + A_PROJECT));
    }

    @Test
    void takesThePersonOutOfASubStatement() {
        assertThat(lan.without(json(OF_MINH + ",'object':{'objectType':'SubStatement'," + OF_MINH + "," + A_PROJECT
                        + ",'context':{'instructor':" + SEVEN + "}}")))
                .contains(json(OF_MINH + ",'object':{'objectType':'SubStatement'," + OF_MINH + "," + A_PROJECT
                        + ",'context':{}}"));
    }

    @Test
    void letsNobodyVouchInThePlaceOfThePerson() {
        String nobody = "{'objectType':'Agent','account':{'homePage':'" + PID + "','name':'erased'}}";

        assertThat(lan.without(json(OF_MINH + "," + A_PROJECT + ",'authority':" + SEVEN)))
                .contains(json(OF_MINH + "," + A_PROJECT + ",'authority':" + nobody));
        assertThat(lan.without(json(OF_MINH + "," + A_PROJECT + ",'authority':{'objectType':'Group','member':[" + MINH
                        + "," + SEVEN + "]}")))
                .contains(json(OF_MINH + "," + A_PROJECT + ",'authority':" + MINH));
    }

    private static JsonNode json(String properties) {
        try {
            return Json.mapper().readTree("{" + properties.replace('\'', '"') + "}");
        } catch (Exception malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
