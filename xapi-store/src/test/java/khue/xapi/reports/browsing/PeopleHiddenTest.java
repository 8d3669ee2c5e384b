/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.browsing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Wherever a statement of another system names somebody, an evaluator does not read it. */
class PeopleHiddenTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void hidesNamesAndAddressesInEveryPlaceOfAPerson() throws JsonProcessingException {
        String shown = hidden("""
                {"actor": {"name": "Trần An", "account": {"homePage": "https://m.vn", "name": "4"}},
                 "verb": {"id": "http://x.vn/v", "display": {"en": "taught"}},
                 "object": {"objectType": "Agent", "name": "Lê Bình", "mbox": "mailto:binh@x.vn"},
                 "authority": {"objectType": "Group", "member": [{"name": "Vũ Cúc", "openid": "https://cuc.vn/"}]},
                 "context": {"instructor": {"name": "Cô Dung", "mbox_sha1sum": "ebd31e95054c018b10727ccffd2ef2ec3a016ee9"},
                             "team": {"objectType": "Group", "name": "Tổ 3 của Em", "member": [{"name": "Gia Huy"}]},
                             "contextAgents": [{"agent": {"objectType": "Agent", "name": "Hà"}}]}}""").toString();

        assertThat(shown)
                .doesNotContain("An\"", "Bình", "binh", "Cúc", "cuc.vn", "Dung", "ebd31e", "Tổ 3", "Huy", "Hà")
                .contains("\"homePage\":\"https://m.vn\",\"name\":\"4\"", "taught", PeopleHidden.HIDDEN);
    }

    @Test
    void hidesAccountsThatAreAddresses() throws JsonProcessingException {
        assertThat(hidden("{\"actor\": {\"account\": {\"homePage\": \"https://m.vn\", \"name\": \"an@x.vn\"}}}")
                        .at("/actor/account/name")
                        .asText())
                .isEqualTo(PeopleHidden.HIDDEN);
    }

    @Test
    void leavesWhatThingsAreCalled() throws JsonProcessingException {
        JsonNode statement = JSON.readTree("""
                {"object": {"objectType": "SubStatement", "actor": {"account": {"homePage": "https://m.vn", "name": "4"}},
                            "object": {"id": "https://m.vn/1", "definition": {"name": {"vi": "Vườn rau"}}}},
                 "context": {"contextActivities": {"parent": [{"id": "https://m.vn/2", "definition": {"name": {"vi": "Lớp"}}}]}},
                 "result": {"score": {"scaled": 0.50}}}""");

        assertThat(PeopleHidden.in(statement)).isEqualTo(statement);
    }

    private static JsonNode hidden(String json) throws JsonProcessingException {
        return PeopleHidden.in(JSON.readTree(json));
    }
}
