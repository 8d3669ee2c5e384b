/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Every indicator of the whole programme, as the store tells them in one answer.
 *
 * @param factsThrough what was stored until then is in the figures
 */
public record ProgrammeTotals(
        Period period, int minimumGroup, Instant computedAt, Instant factsThrough, List<Total> totals) {

    /** @param definition without what it can be cut by */
    public record Total(IndicatorDefinition definition, IndicatorReport.Figure figure) {}

    /** @throws java.time.DateTimeException when it is none */
    static ProgrammeTotals of(JsonNode json, Locale locale) {
        return new ProgrammeTotals(
                new Period(
                        LocalDate.parse(json.path("from").asText()),
                        LocalDate.parse(json.path("until").asText())),
                json.path("minimumGroup").asInt(),
                Instant.parse(json.path("computedAt").asText()),
                Instant.parse(json.path("factsThrough").asText()),
                StreamSupport.stream(json.path("totals").spliterator(), false)
                        .map(total -> new Total(
                                IndicatorDefinition.of(total, locale), IndicatorReport.figure(total.path("total"))))
                        .toList());
    }
}
