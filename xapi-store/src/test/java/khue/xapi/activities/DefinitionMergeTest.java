/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.activities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import khue.xapi.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionMergeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {'type':'http://a'} | {'type':'http://a'}",
                "{'type':'http://a'} | {'type':'http://b'} | {'type':'http://b'}",
                "{'type':'http://a','moreInfo':'http://m'} | {'type':'http://b'} |"
                        + " {'type':'http://b','moreInfo':'http://m'}",
                "{'name':{'vi':'Họp'}} | {'name':{'en':'Meeting'}} | {'name':{'vi':'Họp','en':'Meeting'}}",
                "{'name':{'vi':'Họp','en':'x'}} | {'name':{'en':'y'}} | {'name':{'vi':'Họp','en':'y'}}",
                "{'name':{'en-US':'x'}} | {'name':{'en-us':'y'}} | {'name':{'en-US':'y'}}",
                "{'description':{'vi':'a'}} | {'name':{'vi':'b'}} | {'description':{'vi':'a'},'name':{'vi':'b'}}",
                "{'display':{'vi':'a'}} | {'display':{'en':'b'}} | {'display':{'vi':'a','en':'b'}}",
                "{'extensions':{'http://A':{'x':1}}} | {'extensions':{'http://a':2}} |"
                        + " {'extensions':{'http://A':{'x':1},'http://a':2}}",
                "{'extensions':{'http://a':{'x':1}}} | {'extensions':{'http://a':{'y':2}}} |"
                        + " {'extensions':{'http://a':{'y':2}}}",
                "{'interactionType':'choice','choices':[{'id':'a'}]} |"
                        + " {'choices':[{'id':'b'}],'interactionType':'choice'} |"
                        + " {'interactionType':'choice','choices':[{'id':'b'}]}",
                "{'interactionType':'choice','choices':[{'id':'a'}],'correctResponsesPattern':['a'],'type':'http://a'}"
                        + " | {'interactionType':'numeric'} | {'interactionType':'numeric','type':'http://a'}"
            })
    void takesWhatIsNewerAndKeepsTheRest(String known, String stated, String merged) throws Exception {
        assertThat(DefinitionMerge.changes(json(known), json(stated))).isTrue();
        assertThat(DefinitionMerge.merge(json(known), json(stated))).isEqualTo(json(merged));
        assertThat(DefinitionMerge.changes(json(merged), json(stated))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'http://a','name':{'vi':'a','en':'b'}} | {'name':{'en':'b'}}",
                "{'name':{'en-US':'b'}} | {'name':{'EN-us':'b'}}",
                "{'extensions':{'http://a':{'x':[1.50]}}} | {'extensions':{'http://a':{'x':[1.50]}}}",
                "{'type':'http://a'} | {}"
            })
    void seesThatNothingIsNew(String known, String stated) throws Exception {
        assertThat(DefinitionMerge.changes(json(known), json(stated))).isFalse();
        assertThat(DefinitionMerge.merge(json(known), json(stated))).isEqualTo(json(known));
    }

    @Test
    void mergesInTheOrderOfTheStatements() throws Exception {
        assertThat(DefinitionMerge.mergeAll(List.of(
                        json("{'name':{'vi':'1'},'type':'http://1'}"),
                        json("{'name':{'vi':'2','en':'2'}}"),
                        json("{'name':{'en':'3'}}"))))
                .isEqualTo(json("{'name':{'vi':'2','en':'3'},'type':'http://1'}"));
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    }
}
