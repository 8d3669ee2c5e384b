/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Locale;
import khue.tools.web.Messages;
import org.junit.jupiter.api.Test;

class TargetBoardTest {

    private static final String ANSWER = """
            {"year": null, "geography": "event", "mapDay": "2025-12-31", "minimumGroup": 10, "computedAt": "2026-11-22T03:00:00Z",
             "factsThrough": "2026-11-22T02:59:58Z", "years": [{"name": "2025-2026", "from": "2025-09-05", "until": "2026-05-31"}],
             "targets": [{"code": "core-teachers", "version": 1, "title": "5 %", "startsOn": "2023-01-01", "endsOn": "2025-12-31",
               "indicator": {"id": "I3", "version": 1, "title": {"vi": "Cốt cán", "en": "Core"}, "unit": "share", "formula": {"vi": "v", "en": "e"}},
               "baseline": null, "target": 0.05, "source": "4906", "from": "2023-01-01", "until": "2025-12-31", "suppressed": false,
               "readings": [
                 {"name": "value", "numerator": 3, "actual": 0.075, "reached": true,
                  "denominator": {"kind": "core-teachers", "value": 40, "source": "a letter", "asOf": "2025-09-05"}},
                 {"name": "of_all", "numerator": 3, "actual": null, "reached": null,
                  "denominator": {"kind": "teachers", "value": null, "source": null, "asOf": null}}]}],
             "cohorts": {"from": "2023-01-01", "until": "2025-12-31", "rows": [
               {"code": "leaders", "title": "Cán bộ quản lý", "version": 1, "quota": 50, "leastDays": 2, "mostDays": 3, "source": "4906",
                "suppressed": true, "finished": null, "days": null, "outside": null},
               {"code": "others", "title": null, "version": null, "quota": null, "leastDays": null, "mostDays": null, "source": null,
                "suppressed": false, "finished": 12, "days": 2.5, "outside": 0}]},
             "schools": {"from": "2023-01-01", "until": "2025-12-31", "rows": [
               {"code": "s", "name": "Trường", "level": "primary", "area": "inner", "ownership": null, "standing": "begun",
                "missingPupils": 2, "missingTeachers": 1, "models": ["M1", "M2"]}]},
             "models": {"from": "2023-01-01", "until": "2025-12-31", "rows": []},
             "coverage": {"levels": [{"code": "primary", "name": {"vi": "Tiểu học", "en": "Primary school"}}],
               "areas": [{"code": "inner", "name": {"vi": "Nội thành", "en": "Inner city"}}],
               "ownerships": [{"code": "public", "name": {"vi": "Công lập", "en": "Public"}}], "covered": 1,
               "cells": [{"level": "primary", "area": "inner", "ownership": "public", "state": "covered", "schools": 2, "active": 1, "hidden": 0, "models": ["M1"]}],
               "unplaced": [{"code": "s", "name": "Trường"}]},
             "missing": [{"what": "denominator", "name": "teachers", "table": "denominators"}]}
            """;

    @Test
    void readsATargetInBothWaysAndSaysWhatNobodyHasTold() throws JsonProcessingException {
        TargetBoard.Goal goal = board("en").goals().get(0);

        assertThat(goal.target()).isEqualTo("5.0%");
        assertThat(goal.readings())
                .extracting(reading -> reading.actual().orElse(""))
                .containsExactly("7.5%", "");
        assertThat(goal.readings().get(0).part()).contains(1.0);
        assertThat(goal.readings().get(0).denominator().orElseThrow().asOf()).contains(LocalDate.of(2025, 9, 5));
        assertThat(goal.readings().get(1).denominator().orElseThrow().number()).isEmpty();
        assertThat(board("en").missing().get(0).sentence()).isEqualTo("Nobody has told how many teachers there are.");
    }

    @Test
    void saysWhatASchoolLacksAndWhatItIs() throws JsonProcessingException {
        TargetBoard.School school = board("vi").schools().rows().get(0);

        assertThat(school.kind()).isEqualTo("Tiểu học · Nội thành");
        assertThat(school.lacks()).isEqualTo("thêm 2 học sinh tham gia; một giáo viên đánh giá");
        assertThat(school.models()).isEqualTo("M1, M2");
    }

    @Test
    void tellsACohortThatIsTooSmallFromOneThatNobodyPlanned() throws JsonProcessingException {
        assertThat(board("vi").cohorts().rows())
                .extracting(TargetBoard.Cohort::title, TargetBoard.Cohort::suppressed, TargetBoard.Cohort::range)
                .containsExactly(tuple("Cán bộ quản lý", true, "2–3"), tuple("others", false, "–"));
    }

    @Test
    void hasALineForEachLevelAndAColumnForEachAreaAndOwnership() throws JsonProcessingException {
        TargetBoard.Matrix matrix = board("vi").matrix();

        assertThat(matrix.columns()).containsExactly("Nội thành, Công lập");
        assertThat(matrix.levels())
                .singleElement()
                .satisfies(level -> assertThat(level.cells()).hasSize(1));
        assertThat(matrix.unplaced()).containsExactly("Trường");
    }

    private static TargetBoard board(String language) throws JsonProcessingException {
        return TargetBoard.of(new ObjectMapper().readTree(ANSWER), new Messages(), Locale.forLanguageTag(language));
    }
}
