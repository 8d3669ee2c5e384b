/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check itself finds what is wrong: a statement that follows, spoilt in one point. */
class XapiProfileTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private XapiProfile profile;
    private ObjectNode statement;

    @BeforeEach
    void aStatementThatFollows() throws Exception {
        profile = new XapiProfile(JSON.readTree("""
                {"versions": [{"id": "p:v1"}], "templates": [{
                  "verb": "v:made", "objectActivityType": "t:thing", "contextGroupingActivityType": ["t:class"],
                  "rules": [
                    {"location": "$.actor.account.homePage", "presence": "included", "all": ["p:pid"]},
                    {"location": "$.actor['name','mbox']", "presence": "excluded"},
                    {"location": "$.context.extensions['p:ext/role']", "presence": "included", "all": ["learner"]},
                    {"location": "$.context.contextActivities.category[*].id", "any": ["p:v1"]},
                    {"location": "$.context.instructor.account.homePage", "presence": "recommended", "all": ["p:pid"]},
                    {"location": "$.context.team.member[*].account.homePage", "presence": "recommended", "all": ["p:pid"]},
                    {"location": "$.result.success", "none": [false]}]}]}
                """));
        statement = (ObjectNode) JSON.readTree("""
                {"actor": {"account": {"homePage": "p:pid", "name": "x"}}, "verb": {"id": "v:made"},
                 "object": {"id": "o", "definition": {"type": "t:thing"}}, "result": {"success": true},
                 "context": {"extensions": {"p:ext/role": "learner"}, "contextActivities": {
                   "category": [{"id": "other"}, {"id": "p:v1"}], "grouping": [{"id": "c", "definition": {"type": "t:class"}}]}}}
                """);
    }

    @Test
    void aStatementThatFollowsHasNothingWrong() {
        assertThat(profile.violations(statement)).isEmpty();
    }

    @Test
    void aStatementOfAnotherProfileIsNone() throws Exception {
        with("/context/contextActivities", "category", "[{\"id\": \"other\"}]");

        assertThat(profile.violations(statement)).singleElement().asString().contains("not of this profile");
    }

    @Test
    void aStatementThatNoTemplateKnowsIsFound() throws Exception {
        with("/object/definition", "type", "\"t:other\"");

        assertThat(profile.violations(statement)).singleElement().asString().contains("no template");
    }

    @Test
    void whatIsMissingIsFound() throws Exception {
        with("/context", "extensions", "{}");

        assertThat(profile.violations(statement)).singleElement().asString().contains("p:ext/role");
    }

    @Test
    void whatMustNotBeThereIsFound() throws Exception {
        with("/actor", "name", "\"An\"");

        assertThat(profile.violations(statement)).singleElement().asString().contains("mbox");
    }

    @Test
    void aWrongValueIsFoundEvenWhereTheValueIsOnlyRecommended() throws Exception {
        with(
                "/context",
                "team",
                "{\"member\": [{\"account\": {\"homePage\": \"p:pid\"}}, {\"account\": {\"homePage\": \"x\"}}]}");

        assertThat(profile.violations(statement)).singleElement().asString().contains("team");
    }

    @Test
    void whoRecordedItOnBehalfOfAChildIsAPseudonymToo() throws Exception {
        with("/context", "instructor", "{\"account\": {\"homePage\": \"p:pid\"}}");
        assertThat(profile.violations(statement)).isEmpty();

        with("/context", "instructor", "{\"account\": {\"homePage\": \"https://lms\"}}");
        assertThat(profile.violations(statement)).singleElement().asString().contains("instructor");
    }

    @Test
    void aForbiddenValueIsFound() throws Exception {
        with("/result", "success", "false");

        assertThat(profile.violations(statement)).singleElement().asString().contains("none");
    }

    private void with(String parent, String field, String value) throws Exception {
        JsonNode node = statement.at(parent);
        ((ObjectNode) node).set(field, JSON.readTree(value));
    }
}
