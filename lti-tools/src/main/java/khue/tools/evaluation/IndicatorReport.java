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
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * An indicator as the store computed it.
 *
 * @param title in the reader's language
 * @param formula in words, in the reader's language
 * @param sql the formula as it was computed
 * @param minimumGroup figures of smaller groups are suppressed
 */
public record IndicatorReport(
        String id,
        int version,
        String title,
        String formula,
        String sql,
        LocalDate from,
        LocalDate until,
        String by,
        int minimumGroup,
        Instant computedAt,
        Figure total,
        List<Figure> rows) {

    /**
     * One figure of a report.
     *
     * @param key the IRI of what it is about, or the id of a school; empty for the total
     * @param numerator and {@code denominator} and {@code value} (a part of 1): empty where the figure is suppressed, or where there is
     *     no denominator
     * @param source who said how many there are
     */
    public record Figure(
            Optional<String> key,
            Optional<String> label,
            Optional<Integer> numerator,
            Optional<Integer> denominator,
            Optional<Double> value,
            boolean suppressed,
            Optional<String> source,
            Optional<Instant> sourceAsOf) {}

    static IndicatorReport of(JsonNode json, Locale locale) {
        String language = locale.getLanguage();
        return new IndicatorReport(
                json.path("id").asText(),
                json.path("version").asInt(),
                json.path("title").path(language).asText(),
                json.path("formula").path(language).asText(),
                json.path("formula").path("sql").asText(),
                LocalDate.parse(json.path("from").asText()),
                LocalDate.parse(json.path("until").asText()),
                json.path("by").asText(),
                json.path("minimumGroup").asInt(),
                Instant.parse(json.path("computedAt").asText()),
                figure(json.path("total")),
                StreamSupport.stream(json.path("rows").spliterator(), false)
                        .map(IndicatorReport::figure)
                        .toList());
    }

    private static Figure figure(JsonNode cell) {
        JsonNode source = cell.path("denominatorSource");
        return new Figure(
                text(cell.path("key")),
                text(cell.path("label")),
                present(cell.path("numerator")).map(JsonNode::asInt),
                present(cell.path("denominator")).map(JsonNode::asInt),
                present(cell.path("value")).map(JsonNode::asDouble),
                cell.path("suppressed").asBoolean(),
                text(source.path("source")),
                text(source.path("asOf")).map(Instant::parse));
    }

    private static Optional<String> text(JsonNode node) {
        return present(node).map(JsonNode::asText);
    }

    private static Optional<JsonNode> present(JsonNode node) {
        return Optional.of(node).filter(value -> !value.isNull() && !value.isMissingNode());
    }
}
