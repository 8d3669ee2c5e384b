/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * An indicator as the store computed it.
 *
 * @param formula in words, in the reader's language
 * @param sql the formula as it was computed
 * @param geography on which day's map schools are put together
 * @param minimumGroup figures of smaller groups are suppressed
 * @param factsThrough what was stored until then is in the figures
 * @param trend when it was asked for
 */
public record IndicatorReport(
        IndicatorDefinition definition,
        String formula,
        String sql,
        LocalDate from,
        LocalDate until,
        String by,
        String geography,
        int minimumGroup,
        Instant computedAt,
        Instant factsThrough,
        Figure total,
        List<Figure> rows,
        Optional<Trend> trend) {

    /** @param by a word of the store, such as {@code month} */
    public record Trend(String by, List<Part> parts) {}

    /**
     * The figures of one period.
     *
     * @param name such as {@code 2026-09}
     * @param complete whether all of it was asked for, and it is over
     */
    public record Part(
            String name, LocalDate from, LocalDate until, boolean complete, Figure total, List<Figure> rows) {}

    /**
     * One figure of a report.
     *
     * @param key the IRI of what it is about, the id of a school, or a code; empty for the total and for what is in no place
     * @param numerator and {@code denominator} and {@code value}: empty where the figure is suppressed, or where there is none
     * @param more further numbers, by name
     * @param source who said how many there are
     */
    public record Figure(
            Optional<String> key,
            Optional<String> label,
            Optional<Double> numerator,
            Optional<Double> denominator,
            Optional<Double> value,
            Map<String, Double> more,
            boolean suppressed,
            Optional<String> source,
            Optional<Instant> sourceAsOf) {

        /** Of a period in which there is nothing to say about a cell; that of what is in no place has an empty key. */
        static Figure nothing(String key) {
            return new Figure(
                    Optional.of(key).filter(text -> !text.isEmpty()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    false,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** @throws java.time.DateTimeException when it is none */
    public static IndicatorReport of(JsonNode json, Locale locale) {
        String language = locale.getLanguage();
        return new IndicatorReport(
                IndicatorDefinition.of(json, locale),
                json.path("formula").path(language).asText(),
                json.path("formula").path("sql").asText(),
                LocalDate.parse(json.path("from").asText()),
                LocalDate.parse(json.path("until").asText()),
                json.path("by").asText(),
                json.path("geography").asText(),
                json.path("minimumGroup").asInt(),
                Instant.parse(json.path("computedAt").asText()),
                Instant.parse(json.path("factsThrough").asText()),
                figure(json.path("total")),
                figures(json.path("rows")),
                present(json.path("trend")).map(IndicatorReport::trend));
    }

    /** The same, where cells that the store did not name have names. */
    public IndicatorReport named(Function<String, Optional<String>> names) {
        return new IndicatorReport(
                definition,
                formula,
                sql,
                from,
                until,
                by,
                geography,
                minimumGroup,
                computedAt,
                factsThrough,
                total,
                named(rows, names),
                trend.map(told -> new Trend(
                        told.by(),
                        told.parts().stream()
                                .map(part -> new Part(
                                        part.name(),
                                        part.from(),
                                        part.until(),
                                        part.complete(),
                                        part.total(),
                                        named(part.rows(), names)))
                                .toList())));
    }

    private static List<Figure> named(List<Figure> figures, Function<String, Optional<String>> names) {
        return figures.stream()
                .map(figure -> new Figure(
                        figure.key(),
                        figure.label().or(() -> figure.key().flatMap(names)),
                        figure.numerator(),
                        figure.denominator(),
                        figure.value(),
                        figure.more(),
                        figure.suppressed(),
                        figure.source(),
                        figure.sourceAsOf()))
                .toList();
    }

    private static Trend trend(JsonNode trend) {
        return new Trend(
                trend.path("by").asText(),
                StreamSupport.stream(trend.path("periods").spliterator(), false)
                        .map(part -> new Part(
                                part.path("name").asText(),
                                LocalDate.parse(part.path("from").asText()),
                                LocalDate.parse(part.path("until").asText()),
                                part.path("complete").asBoolean(),
                                figure(part.path("total")),
                                figures(part.path("rows"))))
                        .toList());
    }

    private static List<Figure> figures(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(IndicatorReport::figure)
                .toList();
    }

    static Figure figure(JsonNode cell) {
        JsonNode source = cell.path("denominatorSource");
        return new Figure(
                text(cell.path("key")),
                text(cell.path("label")),
                present(cell.path("numerator")).map(JsonNode::asDouble),
                present(cell.path("denominator")).map(JsonNode::asDouble),
                present(cell.path("value")).map(JsonNode::asDouble),
                more(cell.path("more")),
                cell.path("suppressed").asBoolean(),
                text(source.path("source")),
                text(source.path("asOf")).map(Instant::parse));
    }

    private static Map<String, Double> more(JsonNode numbers) {
        Map<String, Double> more = new LinkedHashMap<>();
        numbers.properties()
                .forEach(number -> more.put(number.getKey(), number.getValue().asDouble()));
        return more;
    }

    private static Optional<String> text(JsonNode node) {
        return present(node).map(JsonNode::asText);
    }

    private static Optional<JsonNode> present(JsonNode node) {
        return Optional.of(node).filter(value -> !value.isNull() && !value.isMissingNode());
    }
}
