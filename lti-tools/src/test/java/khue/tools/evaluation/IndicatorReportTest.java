/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class IndicatorReportTest {

    private static final String ANSWER = """
            {"id": "F1", "version": 1, "title": {"vi": "Tham gia", "en": "Participation"}, "unit": "share", "breakdowns": ["class", "none"],
             "formula": {"vi": "v", "en": "e", "sql": "select"},
             "from": "2026-09-05", "until": "2027-09-04", "zone": "Asia/Ho_Chi_Minh", "by": "class", "geography": "event", "minimumGroup": 10,
             "computedAt": "2026-11-22T03:00:00Z", "factsThrough": "2026-11-22T02:59:58Z",
             "total": {"key": null, "label": null, "numerator": null, "denominator": null, "value": null, "suppressed": true, "denominatorSource": null},
             "rows": [{"key": "https://khue.example/xapi/class/1", "label": "=SUM(\\"A\\")", "numerator": 20, "denominator": 28, "value": 0.7143, "more": {"p90": 2.5},
                       "suppressed": false, "denominatorSource": {"source": "NRPS https://lms.example", "asOf": "2026-11-20T03:00:00Z"}}]}
            """;

    @Test
    void readsTheStoresAnswerInTheReadersLanguage() throws JsonProcessingException {
        IndicatorReport report = report();

        assertThat(report.definition().title()).isEqualTo("Tham gia");
        assertThat(report.rows()).singleElement().satisfies(row -> {
            assertThat(row.numerator()).contains(20.0);
            assertThat(row.value()).contains(0.7143);
            assertThat(row.source()).contains("NRPS https://lms.example");
        });
    }

    @Test
    void tellsASuppressedFigureFromAZero() throws JsonProcessingException {
        assertThat(report().total().suppressed()).isTrue();
        assertThat(report().total().numerator()).isEmpty();
        assertThat(report().total().value()).isEmpty();
    }

    @Test
    void downloadsEachFigureWithItsVersionAndSourceAndNoFormulaOfASpreadsheet() throws JsonProcessingException {
        assertThat(List.of(IndicatorDownload.csv(report()).split("\r\n")))
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("\"F1\",\"1\",\"2026-09-05\",\"2027-09-04\"")
                .contains(
                        "\"'=SUM(\"\"A\"\")\",\"20\",\"28\",\"0.7143\",\"p90=2.5\",\"false\",\"10\",\"NRPS https://lms.example\"");
    }

    @Test
    void downloadsEachPeriodOfATrendWithItsOwnDays() throws JsonProcessingException {
        IndicatorReport report = IndicatorReport.of(
                new ObjectMapper().readTree(ANSWER.replaceFirst("\"rows\":", """
                        "trend": {"by": "month", "periods": [
                          {"name": "2026-09", "from": "2026-09-05", "until": "2026-09-30", "complete": false,
                           "total": {"value": 0.5, "suppressed": false}, "rows": [{"key": "k", "value": null, "suppressed": true}]}]},
                        "rows":""")), Locale.forLanguageTag("vi"));

        assertThat(report.trend().orElseThrow().parts()).singleElement().satisfies(part -> {
            assertThat(part.complete()).isFalse();
            assertThat(part.rows().get(0).suppressed()).isTrue();
        });
        List<String> lines = List.of(IndicatorDownload.csv(report).split("\r\n"));
        assertThat(lines).hasSize(5);
        assertThat(lines.get(4))
                .startsWith("\"F1\",\"1\",\"2026-09-05\",\"2026-09-30\"")
                .contains("\"0.5\"");
    }

    private static IndicatorReport report() throws JsonProcessingException {
        return IndicatorReport.of(new ObjectMapper().readTree(ANSWER), Locale.forLanguageTag("vi"));
    }
}
