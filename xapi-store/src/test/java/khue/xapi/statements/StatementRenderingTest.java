/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import khue.xapi.activities.Subject;
import khue.xapi.http.Json;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementRenderingTest {

    private static final String STATEMENT = """
        {'actor':{'objectType':'Group','name':'Lớp 6A','member':[{'name':'Bình','mbox':'mailto:b@e.vn'}]},
         'verb':{'id':'v:1','display':{'en':'old'}},
         'object':{'id':'a:1','definition':{'name':{'en':'old'},'type':'t:1'}},
         'context':{'instructor':{'objectType':'Group','mbox':'mailto:g@e.vn','name':'Tổ','member':[{'mbox':'mailto:b@e.vn'}]},
           'contextActivities':{'parent':[{'id':'a:2','definition':{'name':{'en':'Parent','vi':'Mẹ'}}}]},
           'contextAgents':[{'objectType':'contextAgent','agent':{'name':'An','mbox':'mailto:a@e.vn'}}]},
         'attachments':[{'display':{'en':'Photo','vi':'Ảnh'}}],
         'result':{'extensions':{'e:1':{'name':{'en':'a','vi':'b'}}}},
         'version':'2.0.0'}""";

    private final List<Collection<Subject>> lookUps = new ArrayList<>();
    private Map<Subject, ObjectNode> known = Map.of();

    @Test
    void givesTheStatementAsItIsKept() {
        assertThat(render(StatementFormat.EXACT, XapiVersion.V2)).isEqualTo(STATEMENT.replace('\'', '"'));
        assertThat(lookUps).isEmpty();
    }

    @Test
    void leavesOutWhatAReaderOfVersion1DoesNotKnow() throws Exception {
        for (StatementFormat format : StatementFormat.values()) {
            JsonNode older = json(render(format, XapiVersion.V1));

            assertThat(older.get("context").has("contextAgents")).isFalse();
            assertThat(older.get("version").textValue()).startsWith("1.0");
        }
    }

    @Test
    void reducesEveryAgentGroupActivityAndVerbToWhatIdentifiesIt() throws Exception {
        assertThat(json(render(StatementFormat.IDS, XapiVersion.V2))).isEqualTo(json("""
            {'actor':{'objectType':'Group','member':[{'mbox':'mailto:b@e.vn'}]},
             'verb':{'id':'v:1'},
             'object':{'id':'a:1'},
             'context':{'instructor':{'objectType':'Group','mbox':'mailto:g@e.vn'},
               'contextActivities':{'parent':[{'id':'a:2'}]},
               'contextAgents':[{'objectType':'contextAgent','agent':{'mbox':'mailto:a@e.vn'}}]},
             'attachments':[{'display':{'en':'Photo','vi':'Ảnh'}}],
             'result':{'extensions':{'e:1':{'name':{'en':'a','vi':'b'}}}},
             'version':'2.0.0'}"""));
    }

    @Test
    void putsWhatTheStoreKnowsInThePlaceOfWhatTheStatementSays() throws Exception {
        known = Map.of(
                Subject.verb("v:1"), json("{'display':{'en':'attended','vi':'tham dự'}}"),
                Subject.activity("a:1"), json("{'name':{'en':'Meeting','vi':'Họp'},'moreInfo':'http://m'}"));

        JsonNode canonical = json(render(StatementFormat.CANONICAL, XapiVersion.V2, "vi"));

        assertThat(canonical.at("/verb/display")).isEqualTo(json("{'vi':'tham dự'}"));
        assertThat(canonical.at("/object/definition")).isEqualTo(json("{'name':{'vi':'Họp'},'moreInfo':'http://m'}"));
        assertThat(canonical.at("/context/contextActivities/parent/0/definition/name"))
                .isEqualTo(json("{'vi':'Mẹ'}"));
        assertThat(canonical.at("/attachments/0/display")).isEqualTo(json("{'vi':'Ảnh'}"));
        assertThat(canonical.at("/result/extensions/e:1/name")).hasSize(2);
    }

    @Test
    void looksEverythingUpAtOnceForManyStatements() {
        StoredStatement statement = stored();

        new StatementRendering(StatementFormat.CANONICAL, XapiVersion.V2, List.of(), this::find)
                .render(List.of(statement, statement));

        assertThat(lookUps).hasSize(1);
        assertThat(lookUps.get(0))
                .containsExactlyInAnyOrder(Subject.verb("v:1"), Subject.activity("a:1"), Subject.activity("a:2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vi                  | vi",
                "en-GB, vi;q=0.5     | vi",
                "en-GB;q=0.5, vi;q=0 | en-US",
                "en                  | en-US",
                "fr                  | en-US",
                "fr, *;q=0.1         | en-US",
                "VI                  | vi"
            })
    void choosesTheLanguageThatTheReaderLikesBest(String header, String tag) throws Exception {
        known = Map.of(Subject.verb("v:1"), json("{'display':{'en-US':'a','vi':'b'}}"));

        JsonNode canonical = json(render(StatementFormat.CANONICAL, XapiVersion.V2, header));

        assertThat(canonical.at("/verb/display").fieldNames()).toIterable().containsExactly(tag);
    }

    private Map<Subject, ObjectNode> find(Collection<Subject> subjects) {
        lookUps.add(subjects);
        return known;
    }

    private String render(StatementFormat format, XapiVersion version) {
        return render(format, version, "*");
    }

    private String render(StatementFormat format, XapiVersion version, String languages) {
        return new StatementRendering(format, version, Locale.LanguageRange.parse(languages), this::find)
                .render(List.of(stored()))
                .get(0);
    }

    private static StoredStatement stored() {
        return new StoredStatement(1, STATEMENT.replace('\'', '"'), Instant.EPOCH, true, false, new UUID(0, 0));
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    }
}
