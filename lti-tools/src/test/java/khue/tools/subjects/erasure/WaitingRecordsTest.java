/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingRecordsTest {

    private static final String LAN = "{'account':{'homePage':'https://khue.io/xapi/pid','name':'lan'}}";
    private static final String MINH = "{'account':{'homePage':'https://khue.io/xapi/pid','name':'minh'}}";

    private final WaitingRecords records = new WaitingRecords(Set.of("lan", "mother"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'actor':" + LAN + "}",
                "{'actor':" + MINH + ",'context':{'extensions':{'https://khue.io/xapi/ext/subject':'lan'}}}",
                "{'actor':" + MINH + ",'object':" + LAN + "}",
            })
    void doesNotSendWhatIsTheirsOrAboutThem(String statement) {
        assertThat(records.without(json(statement))).isEmpty();
    }

    @Test
    void sendsWhatATeamMateDidWithoutThem() {
        assertThat(records.without(json("{'actor':" + MINH + ",'context':{'instructor':" + LAN
                        + ",'team':{'objectType':'Group','member':[" + MINH + "," + LAN + "]}}}")))
                .contains(json(
                        "{'actor':" + MINH + ",'context':{'team':{'objectType':'Group','member':[" + MINH + "]}}}"));
        assertThat(records.without(json(
                        "{'actor':" + MINH + ",'context':{'team':{'objectType':'Group','member':[" + LAN + "]}}}")))
                .contains(json("{'actor':" + MINH + ",'context':{}}"));
    }

    private static String json(String quotedOnce) {
        return quotedOnce.replace('\'', '"');
    }
}
