/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import khue.tools.charts.Chart;
import khue.tools.web.Messages;
import org.junit.jupiter.api.Test;

class IndicatorChartsTest {

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
    private static final String HIDDEN = figure("\"outer\"", "null", "", true);

    @Test
    void drawsEachCellAndTheTotalAndHatchesWhatIsHidden() throws JsonProcessingException {
        IndicatorCharts charts = charts(
                "share", "area", figure("null", "0.5", "", false), figure("\"inner\"", "0.6", "", false), HIDDEN);
        String svg = charts.bars().orElseThrow().svg();

        assertThat(charts.title()).isEqualTo("Tên, theo khu vực (%), n = 40");
        assertThat(svg).contains("Nội thành", "60,0%", "Ngoại thành", "n &lt; 10", "Tổng", "50,0%");
        assertThat(svg.split("class=\"bar\"")).hasSize(3);
        assertThat(svg.split("<rect class=\"hidden\"")).hasSize(2);
    }

    @Test
    void drawsBothGapsOfEquityWithTheirIntervals() throws JsonProcessingException {
        String more =
                "\"low\": -0.12, \"high\": -0.04, \"ownership\": 0.03, \"ownership_low\": -0.02, \"ownership_high\": 0.08";
        String svg = charts("gap", "none", figure("null", "-0.08", more, false))
                .bars()
                .orElseThrow()
                .svg();

        assertThat(svg).contains("-8,0%", "3,0%", "Công lập − ngoài công lập");
        assertThat(svg.split("class=\"bar\"")).hasSize(3);
        assertThat(svg).contains("class=\"whisker\"");
    }

    @Test
    void setsATargetOfTheWholeAgainstTheWholeOnly() throws JsonProcessingException {
        String total = figure("null", "7", "\"target\": 25", false);

        assertThat(svg(charts("count", "none", total))).contains("Chỉ tiêu: 25");
        assertThat(svg(charts("count", "area", total, figure("\"inner\"", "4", "\"target\": 25", false))))
                .doesNotContain("Chỉ tiêu")
                .doesNotContain("Tổng");
    }

    @Test
    void drawsNothingOfNothingAndNothingThatNobodyCouldRead() throws JsonProcessingException {
        assertThat(charts("share", "none", figure("null", "null", "", false)).bars())
                .isEmpty();
        String[] many =
                Collections.nCopies(60, figure("\"inner\"", "0.1", "", false)).toArray(String[]::new);
        assertThat(charts("share", "school", figure("null", "0.1", "", false), many)
                        .bars())
                .isEmpty();
    }

    @Test
    void drawsATrendOfEachCellWithWhatIsHiddenInOnePeriodOnly() throws JsonProcessingException {
        String trend = """
                "trend": {"by": "month", "periods": [
                  {"name": "2026-09", "from": "2026-09-05", "until": "2026-09-30", "complete": false, "total": %1$s, "rows": [%2$s]},
                  {"name": "2026-10", "from": "2026-10-01", "until": "2026-10-31", "complete": true, "total": %3$s, "rows": [%4$s]}]},
                """.formatted(
                        figure("null", "0.1", "", false),
                        HIDDEN,
                        figure("null", "0.3", "", false),
                        figure("\"outer\"", "0.2", "", false));
        IndicatorCharts charts = new IndicatorCharts(
                IndicatorReport.of(json("share", "area", trend, figure("null", "0.2", "", false), HIDDEN), VIETNAMESE),
                new Messages(),
                VIETNAMESE);
        String svg = charts.lines().map(Chart::svg).orElseThrow();

        assertThat(charts.trendTitle()).isEqualTo("Tên, theo tháng (%), n = 40");
        assertThat(svg).contains("Ngoại thành", "10,0% → 30,0%", "9/2026", "10/2026", "thời gian chưa trọn");
        assertThat(svg.split("class=\"trend\"")).hasSize(2);
    }

    @Test
    void hasAWordForEveryUnitOfTheStore() throws IOException {
        JsonNode api = new ObjectMapper()
                .readTree(Path.of("../docs/reference/reports-api.json").toFile());
        Messages messages = new Messages();
        for (String language : List.of("vi", "en")) {
            api.at("/components/schemas/Unit/enum")
                    .forEach(unit -> assertThat(messages.find(
                                    Locale.forLanguageTag(language), "evaluation.chart.unit." + unit.asText()))
                            .as(unit + " " + language)
                            .isPresent());
            api.at("/components/schemas/Step/enum")
                    .forEach(step -> assertThat(
                                    messages.find(Locale.forLanguageTag(language), "evaluation.trend." + step.asText()))
                            .as(step + " " + language)
                            .isPresent());
        }
        List<String> steps = new ArrayList<>();
        api.at("/components/schemas/Step/enum").forEach(step -> steps.add(step.asText()));
        assertThat(IndicatorQuestion.STEPS).isEqualTo(steps);
    }

    private static String svg(IndicatorCharts charts) {
        return charts.bars().orElseThrow().svg();
    }

    private static IndicatorCharts charts(String unit, String by, String total, String... rows)
            throws JsonProcessingException {
        return new IndicatorCharts(
                IndicatorReport.of(json(unit, by, "", total, rows), VIETNAMESE), new Messages(), VIETNAMESE);
    }

    private static JsonNode json(String unit, String by, String trend, String total, String... rows)
            throws JsonProcessingException {
        return new ObjectMapper().readTree("""
                {"id": "X1", "version": 1, "title": {"vi": "Tên", "en": "Name"}, "unit": "%s", "breakdowns": ["area", "none"],
                 "formula": {"vi": "v", "en": "e", "sql": "select"}, "from": "2026-09-05", "until": "2027-09-04", "by": "%s",
                 "geography": "event", "minimumGroup": 10, "computedAt": "2026-11-22T03:00:00Z", "factsThrough": "2026-11-22T02:59:58Z",
                 %s "total": %s, "rows": [%s]}""".formatted(unit, by, trend, total, String.join(", ", rows)));
    }

    private static String figure(String key, String value, String more, boolean suppressed) {
        return """
                {"key": %s, "label": null, "numerator": null, "denominator": %s, "value": %s, "more": {%s}, "suppressed": %s,
                 "denominatorSource": null}""".formatted(key, key.equals("null") ? "40" : "null", value, more, suppressed);
    }
}
