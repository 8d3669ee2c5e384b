/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.activities;

import static org.assertj.core.api.Assertions.assertThat;

import khue.xapi.http.Json;
import khue.xapi.model.Fingerprints;
import org.junit.jupiter.api.Test;

class StatedDefinitionTest {

    @Test
    void findsWhatAStatementSaysAboutItsVerbAndItsActivitiesAndThoseOfASubStatement() throws Exception {
        String statement = """
            {'verb':{'id':'v:1','display':{'en':'x'}},
             'context':{'contextActivities':{
               'parent':{'id':'a:parent','definition':{'type':'t:1'}},
               'category':[{'id':'a:silent'},{'id':'a:empty','definition':{}},{'id':'a:category','definition':{'type':'t:2'}}]}},
             'object':{'objectType':'SubStatement',
               'verb':{'id':'v:2','display':{'en':'y'}},
               'object':{'id':'a:object','definition':{'type':'t:3'}},
               'context':{'contextActivities':{'other':[{'id':'a:other','definition':{'type':'t:4'}}]}}}}""";

        assertThat(StatedDefinition.in(Json.mapper().readTree(statement.replace('\'', '"')), new Fingerprints()))
                .extracting(StatedDefinition::subject)
                .containsExactlyInAnyOrder(
                        Subject.verb("v:1"),
                        Subject.activity("a:parent"),
                        Subject.activity("a:category"),
                        Subject.activity("a:object"),
                        Subject.activity("a:other"));
    }

    @Test
    void takesNoOtherObjectForAnActivity() throws Exception {
        String statement = """
            {"verb":{"id":"v:1"},"object":{"objectType":"StatementRef","id":"6f0f6e4e-0c3f-4f5e-9f0a-000000000000"}}""";

        assertThat(StatedDefinition.in(Json.mapper().readTree(statement), new Fingerprints()))
                .isEmpty();
    }
}
