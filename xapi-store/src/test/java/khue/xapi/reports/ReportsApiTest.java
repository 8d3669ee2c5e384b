/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.xapi.reports.indicators.Answers.Answer;
import khue.xapi.reports.indicators.Answers.Row;
import khue.xapi.reports.indicators.Breakdown;
import khue.xapi.reports.indicators.Evidence;
import khue.xapi.reports.indicators.Figure;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;
import khue.xapi.reports.indicators.Step;
import khue.xapi.reports.indicators.Totals;
import org.junit.jupiter.api.Test;

/** What docs/reference/reports-api.json says of definitions and answers is what is written, field by field. */
class ReportsApiTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private final ApiDocument document = new ApiDocument();

    @Test
    void describesEveryDefinition() throws IOException {
        for (Indicator indicator : Indicators.ALL) {
            Question question = question(indicator);
            assertThat(document.problems(
                            "Definition", json -> IndicatorJson.writeDefinition(indicator, question, json)))
                    .as(indicator.id())
                    .isEmpty();
        }
    }

    @Test
    void describesAnswersWithFiguresAndWithout() throws IOException {
        Indicator indicator = Indicators.ALL.get(0);
        Figure told = new Figure(
                Optional.of("cell"),
                Optional.of(BigDecimal.ONE),
                Optional.of(BigDecimal.TEN),
                Optional.of(new BigDecimal("0.1")),
                12,
                Optional.of(new Figure.Source("class list", Instant.EPOCH)),
                Map.of("low", BigDecimal.ZERO));
        Figure hidden = new Figure(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty(), Map.of());
        Answer answer = new Answer(
                new Row(hidden, Optional.empty(), true), List.of(new Row(told, Optional.of("label"), false)));

        assertThat(document.problems(
                        "Answer",
                        json -> IndicatorJson.writeAnswer(
                                indicator,
                                question(indicator),
                                answer,
                                Optional.of(new IndicatorJson.Trend(
                                        Step.MONTH,
                                        List.of(new Step.Part("2026-11", new Period(DAY, DAY), false)),
                                        List.of(answer))),
                                10,
                                Instant.EPOCH,
                                Instant.EPOCH,
                                json)))
                .isEmpty();
    }

    @Test
    void describesAllTotalsTogether() throws IOException {
        Indicator indicator = Indicators.ALL.get(0);
        Row row = new Row(
                new Figure(
                        Optional.empty(),
                        Optional.of(BigDecimal.ONE),
                        Optional.empty(),
                        Optional.of(BigDecimal.ONE),
                        12,
                        Optional.empty(),
                        Map.of("target", BigDecimal.TEN)),
                Optional.empty(),
                false);

        assertThat(document.problems(
                        "Totals",
                        json -> IndicatorJson.writeTotals(
                                new Totals.Together(
                                        new Period(DAY, DAY),
                                        Instant.EPOCH,
                                        Instant.EPOCH,
                                        List.of(new Totals.Total(indicator, row))),
                                10,
                                json)))
                .isEmpty();
    }

    @Test
    void describesTheStatementsBehindACell() throws IOException {
        assertThat(document.problems(
                        "Evidence",
                        json -> IndicatorJson.writeEvidence(
                                new Evidence.Page(false, List.of(new UUID(0, 1)), Optional.of(7L)), json)))
                .isEmpty();
        assertThat(document.problems(
                        "Evidence",
                        json -> IndicatorJson.writeEvidence(
                                new Evidence.Page(false, List.of(new UUID(0, 1)), Optional.empty()),
                                List.of(new ObjectMapper().createObjectNode().put("id", "1")),
                                json)))
                .isEmpty();
    }

    @Test
    void namesEveryUnitBreakdownMapAndStep() {
        assertThat(document.words("Unit"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Indicator.Unit.values())
                        .map(unit -> unit.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(document.words("Breakdown"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Breakdown.values()).map(Breakdown::word).toList());
        assertThat(document.words("Geography"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Geography.values()).map(Geography::word).toList());
        assertThat(document.words("Step"))
                .containsExactlyElementsOf(
                        Arrays.stream(Step.values()).map(Step::word).toList());
    }

    private static Question question(Indicator indicator) {
        return new Question(new Period(DAY, DAY), indicator.breakdowns().get(0), Geography.EVENT, DAY);
    }
}
