/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.agents;

import static org.assertj.core.api.Assertions.assertThat;

import khue.xapi.http.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentsServletTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"mbox\":\"mailto:a@b.vn\"} | {\"objectType\":\"Person\",\"mbox\":[\"mailto:a@b.vn\"]}",
                "{\"objectType\":\"Agent\",\"name\":\"Bình\",\"openid\":\"http://b.vn/\"}"
                        + " | {\"objectType\":\"Person\",\"name\":[\"Bình\"],\"openid\":[\"http://b.vn/\"]}",
                "{\"account\":{\"homePage\":\"http://b.vn\",\"name\":\"7\"}}"
                        + " | {\"objectType\":\"Person\",\"account\":[{\"homePage\":\"http://b.vn\",\"name\":\"7\"}]}"
            })
    void aPersonHasListsOfWhatTheAgentHas(String agent, String person) throws Exception {
        assertThat(AgentsServlet.person(Json.mapper().readTree(agent)).toString())
                .isEqualTo(person);
    }
}
