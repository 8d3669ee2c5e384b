/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import khue.tools.evaluation.board.EcosystemMap.Drawing;
import khue.tools.evaluation.board.EcosystemMap.Gap;
import khue.tools.evaluation.board.EcosystemMap.School;
import org.junit.jupiter.api.Test;

class EcosystemMapTest {

    private static final String ANSWER = """
            {"year": "2025-2026", "from": "2025-09-05", "until": "2026-05-31", "minimumGroup": 10, "computedAt": "2026-11-22T03:00:00Z",
             "factsThrough": "2026-11-22T02:59:58Z", "years": [{"name": "2025-2026", "from": "2025-09-05", "until": "2026-05-31"}],
             "components": [{"code": "people", "name": {"vi": "Con người", "en": "People"}},
                            {"code": "culture", "name": {"vi": "Văn hóa", "en": "Culture"}}],
             "roles": [{"code": "learner", "name": {"vi": "Học sinh", "en": "Pupils"}},
                       {"code": "guardian", "name": {"vi": "Phụ huynh", "en": "Guardians"}},
                       {"code": "artisan", "name": {"vi": "Nghệ nhân", "en": "Artisans"}}],
             "told": 1, "links": [{"role": "learner", "component": "people", "schools": 1}],
             "schools": [{"code": "a", "name": null, "hidden": false,
                          "links": [{"role": "learner", "component": "people"},
                                    {"role": "artisan", "component": "people"}, {"role": "artisan", "component": "culture"}]},
                         {"code": "b", "name": "B", "hidden": true, "links": []}]}
            """;

    @Test
    void namesTheRolesInWhichNobodyTakesPartAndTheLinksThatOthersLack() throws JsonProcessingException {
        EcosystemMap map = map();
        School school = map.school("a").orElseThrow();

        assertThat(school.name()).isEqualTo("a");
        assertThat(school.absent()).containsExactly("Phụ huynh");
        assertThat(school.gaps(map.components())).containsExactly(new Gap("Học sinh", "Văn hóa"));
        assertThat(school.present()).isEqualTo(2);
    }

    @Test
    void countsSchoolsInTheCity() throws JsonProcessingException {
        assertThat(map().city().get(0).cells()).containsExactly(1L, 0L);
        assertThat(map().school("b").orElseThrow().hidden()).isTrue();
        assertThat(map().school("c")).isEmpty();
    }

    @Test
    void drawsALineForEachLinkBetweenThePointsOfItsEnds() throws JsonProcessingException {
        Drawing drawing = map().school("a").orElseThrow().drawing(map().components());

        assertThat(drawing.lines()).hasSize(3);
        assertThat(drawing.lines().get(0).from())
                .isEqualTo(drawing.roles().get(0).y());
        assertThat(drawing.lines().get(2).from())
                .isEqualTo(drawing.roles().get(2).y());
        assertThat(drawing.lines().get(2).to())
                .isEqualTo(drawing.components().get(1).y());
        assertThat(drawing.roles()).extracting(Drawing.Point::linked).isEqualTo(List.of(true, false, true));
        assertThat(drawing.height()).isEqualTo(120);
    }

    private static EcosystemMap map() throws JsonProcessingException {
        return EcosystemMap.of(new ObjectMapper().readTree(ANSWER), Locale.forLanguageTag("vi"));
    }
}
