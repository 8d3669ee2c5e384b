/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import khue.tools.reports.Drafting.Wanted;
import org.junit.jupiter.api.Test;

class DraftingTest {

    private static final List<String> SECTIONS = List.of("progress", "results", "plan");

    @Test
    void leavesOutNothingThatTheStoreKnowsAndNothingThatTheTemplateWants() {
        List<Wanted> wanted = List.of(new Wanted("progress", "I1", "level"), new Wanted("gone", "T9", "none"));

        assertThat(Drafting.all(SECTIONS, wanted, known("F1", "I1")))
                .containsExactly(
                        new Wanted("progress", "I1", "level"),
                        new Wanted("results", "T9", "none"),
                        new Wanted("results", "F1", "level"));
    }

    @Test
    void putsTheRestIntoTheLastSectionOfATemplateWithoutResults() {
        assertThat(Drafting.all(List.of("a", "b"), List.of(), known("F1")))
                .containsExactly(new Wanted("b", "F1", "level"));
    }

    private static Map<String, JsonNode> known(String... ids) {
        Map<String, JsonNode> known = new LinkedHashMap<>();
        for (String id : ids) {
            known.put(id, JsonNodeFactory.instance.objectNode().put("id", id));
        }
        return known;
    }
}
