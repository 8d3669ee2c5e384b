/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import khue.xapi.http.Json;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each rule of a statement: one statement that keeps them all, and one change that breaks one. A change names a place
 * and the JSON to put there; {@code -} takes the place away. JSON is written with ' for ".
 */
class StatementRulesTest {

    private static final String VALID = """
            {'id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa0',
             'actor':{'objectType':'Agent','name':'Bình','mbox':'mailto:binh@e.vn'},
             'verb':{'id':'http://e.vn/verb','display':{'vi':'đã làm','en-US':'did'}},
             'object':{'objectType':'Activity','id':'http://e.vn/activity','definition':{
               'name':{'vi':'Bài'},'description':{'vi':'Một bài'},'type':'http://e.vn/type','moreInfo':'http://e.vn/more',
               'interactionType':'choice','correctResponsesPattern':['a[,]b'],
               'choices':[{'id':'a','description':{'vi':'A'}},{'id':'b'}],
               'extensions':{'http://e.vn/x':null}}},
             'result':{'score':{'scaled':0.95,'raw':95,'min':0,'max':100},'success':true,'completion':true,
               'response':'a','duration':'PT4H35M59.14S','extensions':{'http://e.vn/x':{}}},
             'context':{'registration':'ec531277-b57b-4c15-8d91-d292c5b2b8f7',
               'instructor':{'account':{'homePage':'http://e.vn','name':'teacher'}},
               'team':{'objectType':'Group','member':[{'openid':'http://e.vn/id'}]},
               'contextActivities':{'parent':[{'id':'http://e.vn/p'}],'grouping':{'id':'http://e.vn/g'},
                 'category':[],'other':[{'objectType':'Activity','id':'http://e.vn/o'}]},
               'revision':'1','platform':'LMS','language':'vi-VN',
               'statement':{'objectType':'StatementRef','id':'fd41c918-b88b-4b20-a0a5-a4c32391aaa1'},
               'extensions':{'http://e.vn/x':''}},
             'timestamp':'2026-10-01T07:00:00.123+07:00','stored':'2026-10-01T07:00:00Z','version':'1.0.3',
             'authority':{'objectType':'Group','member':[
               {'account':{'homePage':'http://e.vn','name':'app'}},{'mbox':'mailto:u@e.vn'}]},
             'attachments':[{'usageType':'http://e.vn/usage','display':{'vi':'Tệp'},'description':{'vi':'Một tệp'},
               'contentType':'text/plain; charset=utf-8','length':27,
               'sha2':'495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a','fileUrl':'http://e.vn/f'}]}""";

    private static final String SUB_STATEMENT = """
            {'objectType':'SubStatement','actor':{'mbox':'mailto:a@e.vn'},'verb':{'id':'http://e.vn/verb'},
             'object':{'id':'http://e.vn/activity'},'context':{'registration':'ec531277-b57b-4c15-8d91-d292c5b2b8f7'},
             'timestamp':'2026-10-01T07:00:00Z'}""";

    @ParameterizedTest
    @EnumSource(XapiVersion.class)
    void acceptsAStatementThatKeepsEveryRule(XapiVersion version) throws Exception {
        assertThat(check(json(VALID), version)).isEmpty();
    }

    @ParameterizedTest(name = "{0} := {1} breaks {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/actor                        | -                           | REQUIRED_PROPERTY",
                "/verb                         | -                           | REQUIRED_PROPERTY",
                "/object                       | -                           | REQUIRED_PROPERTY",
                "/actor                        | null                        | NO_NULL",
                "/actor/name                   | null                        | NO_NULL",
                "/verb/display/vi              | null                        | NO_NULL",
                "/actor                        | 'Bình'                      | JSON_TYPE",
                "/verb                         | []                          | JSON_TYPE",
                "/attachments                  | {}                          | JSON_TYPE",
                "/result/success               | 'true'                      | JSON_TYPE",
                "/result/score/max             | '100'                       | JSON_TYPE",
                "/actor/name                   | 12                          | JSON_TYPE",
                "/colour                       | 'red'                       | KNOWN_PROPERTY",
                "/Actor                        | {}                          | KNOWN_PROPERTY",
                "/actor/member                 | []                          | KNOWN_PROPERTY",
                "/result/score/mean            | 1                           | KNOWN_PROPERTY",
                "/context/contextActivities/x  | []                          | KNOWN_PROPERTY",
                "/id                           | 'fd41c918-b88b-4b20-a0a5-a4c32391aaa'   | UUID",
                "/id                           | 'gd41c918-b88b-4b20-a0a5-a4c32391aaa0'  | UUID",
                "/id                           | 12345                       | JSON_TYPE",
                "/context/registration         | 'x'                         | UUID",
                "/context/statement/id         | 'x'                         | UUID",
                "/context/statement/objectType | 'statementref'              | ALLOWED_VALUE",
                "/actor/objectType             | 'Activity'                  | ALLOWED_VALUE",
                "/actor/objectType             | 'agent'                     | ALLOWED_VALUE",
                "/actor/mbox                   | -                           | AGENT_HAS_ONE_IDENTIFIER",
                "/actor/openid                 | 'http://e.vn/id'            | AGENT_HAS_ONE_IDENTIFIER",
                "/actor/mbox                   | 'binh@e.vn'                 | MBOX",
                "/actor/mbox                   | 'mailto:e.vn'               | MBOX",
                "/actor    | {'mbox_sha1sum':'abc'}                          | MBOX_SHA1SUM",
                "/actor    | {'openid':'e.vn'}                               | OPENID",
                "/actor    | {'account':{'homePage':'http://e.vn'}}          | REQUIRED_PROPERTY",
                "/actor    | {'account':{'name':'a'}}                        | REQUIRED_PROPERTY",
                "/actor    | {'account':{'homePage':'e.vn','name':'a'}}      | IRI",
                "/actor    | {'account':{'homePage':'http://e.vn','name':1}} | JSON_TYPE",
                "/actor    | {'objectType':'Group'}                          | ANONYMOUS_GROUP_HAS_MEMBERS",
                "/actor    | {'objectType':'Group','member':[{}]}            | AGENT_HAS_ONE_IDENTIFIER",
                "/actor    | {'objectType':'Group','member':[{'objectType':'Group','mbox':'mailto:a@e.vn'}]} |"
                        + " MEMBER_IS_AGENT",
                "/actor    | {'objectType':'Group','mbox':'mailto:a@e.vn','openid':'http://e.vn'} |"
                        + " GROUP_HAS_AT_MOST_ONE_IDENTIFIER",
                "/verb/id                      | -                           | REQUIRED_PROPERTY",
                "/verb/id                      | 'did'                       | IRI",
                "/verb/id                      | 'http://e.vn/a b'           | IRI",
                "/verb/id                      | 'http://e.vn/%zz'           | IRI",
                "/verb/display                 | {'a12345678':'x'}           | LANGUAGE",
                "/verb/display                 | 'did'                       | JSON_TYPE",
                "/object/id                    | -                           | REQUIRED_PROPERTY",
                "/object/id                    | 'activity'                  | IRI",
                "/object/definition/type       | 'type'                      | IRI",
                "/object/definition/moreInfo   | 'more'                      | IRI",
                "/object/definition/extensions | {'x':1}                     | EXTENSION_KEY",
                "/object/definition/interactionType | 'essay'                | ALLOWED_VALUE",
                "/object/definition/interactionType | -                      | INTERACTION_TYPE_IS_NAMED",
                "/object/definition/scale      | []                          | COMPONENTS_FIT_INTERACTION_TYPE",
                "/object/definition/choices    | [{'id':'a'},{'id':'a'}]     | DISTINCT_COMPONENT_IDS",
                "/object/definition/choices    | [{'description':{}}]        | REQUIRED_PROPERTY",
                "/object/definition/correctResponsesPattern | 'a'            | JSON_TYPE",
                "/result/score/scaled          | 1.01                        | SCALED_SCORE",
                "/result/score/scaled          | -1.000000000000000000001    | SCALED_SCORE",
                "/result/score/raw             | 100.1                       | SCORE_WITHIN_BOUNDS",
                "/result/score/raw             | -1                          | SCORE_WITHIN_BOUNDS",
                "/result/score                 | {'min':5,'max':5}           | SCORE_BOUNDS",
                "/result/duration              | 'PA1H'                      | DURATION",
                "/result/duration              | 'P'                         | DURATION",
                "/result/duration              | 'P1DT'                      | DURATION",
                "/result/duration              | 'P4W1D'                     | DURATION",
                "/result/duration              | 'PT1.5H1M'                  | DURATION",
                "/result/extensions            | []                          | JSON_TYPE",
                "/context/instructor           | {'name':'x'}                | AGENT_HAS_ONE_IDENTIFIER",
                "/context/team                 | {'mbox':'mailto:a@e.vn'}    | REQUIRED_PROPERTY",
                "/context/language             | 'tiếng Việt'                | LANGUAGE",
                "/context/contextActivities/parent | [{}]                    | REQUIRED_PROPERTY",
                "/context/contextActivities/parent | {'objectType':'Agent','id':'http://e.vn'} | ALLOWED_VALUE",
                "/timestamp                    | '01/10/2026'                | TIMESTAMP",
                "/timestamp                    | '2026-02-30T00:00:00Z'      | TIMESTAMP",
                "/timestamp                    | '2026-10-01T00:00:00-00:00' | TIMESTAMP",
                "/timestamp                    | '2026-10-01T00:00:00-0000'  | TIMESTAMP",
                "/timestamp                    | '2026-10-01T00:00:00-00'    | TIMESTAMP",
                "/stored                       | 'now'                       | TIMESTAMP",
                "/version                      | '0.9.9'                     | STATEMENT_VERSION",
                "/version                      | '1.1.0'                     | STATEMENT_VERSION",
                "/authority/mbox               | 'mailto:a@e.vn'             | AUTHORITY_GROUP",
                "/authority/member             | [{'mbox':'mailto:a@e.vn'}]  | AUTHORITY_GROUP",
                "/attachments/0/usageType      | -                           | REQUIRED_PROPERTY",
                "/attachments/0/display        | -                           | REQUIRED_PROPERTY",
                "/attachments/0/contentType    | 'text'                      | FORMAT",
                "/attachments/0/length         | '27'                        | JSON_TYPE",
                "/attachments/0/length         | 27.5                        | JSON_TYPE",
                "/attachments/0/sha2           | 'abc'                       | SHA2",
                "/attachments/0/fileUrl        | 'file'                      | IRI",
            })
    void refusesTheStatementWithOneChange(String place, String value, Rule rule) throws Exception {
        JsonNode statement = changed(json(VALID), place, value);

        assertThat(check(statement, XapiVersion.V1)).extracting(Violation::rule).containsExactly(rule);
        assertThat(check(statement, XapiVersion.V2)).extracting(Violation::rule).containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Agent'", "'Group'"})
    void needsTheObjectTypeOfAnAgentOrGroupAsObject(String type) throws Exception {
        String agent = "{'objectType':" + type + ",'mbox':'mailto:a@e.vn'}";
        JsonNode statement = changed(
                changed(changed(json(VALID), "/object", agent), "/context/revision", "-"), "/context/platform", "-");

        assertThat(check(statement, XapiVersion.V1)).isEmpty();
        assertThat(check(changed(statement, "/object/objectType", "-"), XapiVersion.V1))
                .isNotEmpty();
    }

    @Test
    void allowsRevisionAndPlatformOnlyForAnActivity() throws Exception {
        JsonNode statement = changed(json(VALID), "/object", "{'objectType':'Agent','mbox':'mailto:a@e.vn'}");

        assertThat(check(statement, XapiVersion.V2))
                .containsExactlyInAnyOrder(
                        violation("/context/revision", Rule.REVISION_AND_PLATFORM_NEED_AN_ACTIVITY),
                        violation("/context/platform", Rule.REVISION_AND_PLATFORM_NEED_AN_ACTIVITY));
    }

    @ParameterizedTest(name = "{0} := {1} breaks {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/object/id          | 'fd41c918-b88b-4b20-a0a5-a4c32391aaa0' | KNOWN_PROPERTY",
                "/object/stored      | '2026-10-01T07:00:00Z'                 | KNOWN_PROPERTY",
                "/object/version     | '1.0.0'                                | KNOWN_PROPERTY",
                "/object/authority   | {'mbox':'mailto:a@e.vn'}               | KNOWN_PROPERTY",
                "/object/actor       | -                                      | REQUIRED_PROPERTY",
                "/object/object      | -                                      | REQUIRED_PROPERTY",
                "/object/object/id   | 'x'                                    | IRI",
                "/object/timestamp   | 'x'                                    | TIMESTAMP",
                "/object/object      | {'objectType':'SubStatement'}          | SUB_STATEMENT_IS_NOT_NESTED",
                "/object/context     | {'registration':'x'}                   | UUID",
            })
    void appliesTheRulesOfASubStatement(String place, String value, Rule rule) throws Exception {
        JsonNode statement = changed(
                changed(changed(json(VALID), "/object", SUB_STATEMENT), "/context/revision", "-"),
                "/context/platform",
                "-");

        assertThat(check(statement, XapiVersion.V1)).isEmpty();
        assertThat(check(changed(statement, place, value), XapiVersion.V1))
                .extracting(Violation::rule)
                .containsExactly(rule);
    }

    @Test
    void needsAStatementRefToVoid() throws Exception {
        JsonNode statement = changed(json(VALID), "/verb", "{'id':'http://adlnet.gov/expapi/verbs/voided'}");

        assertThat(check(statement, XapiVersion.V1))
                .containsExactly(violation("/object", Rule.VOIDING_OBJECT_IS_STATEMENT_REF));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "contextAgents | [{'objectType':'contextAgent','agent':{'mbox':'mailto:a@e.vn'},"
                        + "'relevantTypes':['http://e.vn/t']}]",
                "contextGroups | [{'objectType':'contextGroup','group':{'objectType':'Group','mbox':'mailto:a@e.vn'}}]",
            })
    void takesAgentsAndGroupsOfTheContextInVersion2Only(String property, String value) throws Exception {
        JsonNode statement = changed(json(VALID), "/context/" + property, value);

        assertThat(check(statement, XapiVersion.V2)).isEmpty();
        assertThat(check(statement, XapiVersion.V1))
                .containsExactly(violation("/context/" + property, Rule.PROPERTY_OF_VERSION_2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'objectType':'agent','agent':{'mbox':'mailto:a@e.vn'}}                              | ALLOWED_VALUE",
                "{'agent':{'mbox':'mailto:a@e.vn'}}                                                   | REQUIRED_PROPERTY",
                "{'objectType':'contextAgent'}                                                        | REQUIRED_PROPERTY",
                "{'objectType':'contextAgent','agent':{}}                        | AGENT_HAS_ONE_IDENTIFIER",
                "{'objectType':'contextAgent','agent':{'mbox':'mailto:a@e.vn'},'relevantTypes':[]}    | FORMAT",
                "{'objectType':'contextAgent','agent':{'mbox':'mailto:a@e.vn'},'relevantTypes':['x']} | IRI",
            })
    void refusesAContextAgentWithOneFault(String contextAgent, Rule rule) throws Exception {
        JsonNode statement = changed(json(VALID), "/context/contextAgents", "[" + contextAgent + "]");

        assertThat(check(statement, XapiVersion.V2)).extracting(Violation::rule).containsExactly(rule);
    }

    @Test
    void takesATimestampWithoutOffsetAsUtcInVersion1Only() throws Exception {
        JsonNode statement = changed(json(VALID), "/timestamp", "'2026-10-01T07:00:00'");

        assertThat(check(statement, XapiVersion.V1)).isEmpty();
        assertThat(check(statement, XapiVersion.V2)).containsExactly(violation("/timestamp", Rule.TIMESTAMP));
    }

    @Test
    void takesAStatementOfVersion2InARequestOfVersion2Only() throws Exception {
        JsonNode statement = changed(json(VALID), "/version", "'2.0.0'");

        assertThat(check(statement, XapiVersion.V2)).isEmpty();
        assertThat(check(statement, XapiVersion.V1)).containsExactly(violation("/version", Rule.STATEMENT_VERSION));
    }

    @Test
    void reportsEveryFaultWithItsPlace() throws Exception {
        JsonNode statement = changed(changed(json(VALID), "/actor/mbox", "'x'"), "/result/extensions", "{'a/b~c':1}");

        assertThat(check(statement, XapiVersion.V1))
                .containsExactly(
                        violation("/actor/mbox", Rule.MBOX),
                        violation("/result/extensions/a~1b~0c", Rule.EXTENSION_KEY));
    }

    private static List<Violation> check(JsonNode statement, XapiVersion version) {
        List<Violation> violations = new ArrayList<>();
        new StatementRules(version).check(statement, "", violations);
        return violations.stream()
                .map(violation -> violation(violation.pointer(), violation.rule()))
                .toList();
    }

    private static Violation violation(String pointer, Rule rule) {
        return new Violation(pointer, rule, "");
    }

    private static JsonNode changed(JsonNode statement, String place, String value) throws JsonProcessingException {
        JsonNode copy = statement.deepCopy();
        JsonPointer pointer = JsonPointer.compile(place);
        JsonNode parent = copy.at(pointer.head());
        String last = pointer.last().getMatchingProperty();
        if (value.equals("-")) {
            ((ObjectNode) parent).remove(last);
        } else if (parent instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), json(value));
        } else {
            ((ObjectNode) parent).set(last, json(value));
        }
        return copy;
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper().readTree(text.replace('\'', '"'));
    }
}
