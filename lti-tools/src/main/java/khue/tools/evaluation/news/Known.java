/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.news;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.tools.evaluation.Period;

/**
 * What an evaluator has seen: the figures of the whole programme, and who sends.
 *
 * @param figures by the indicator's id
 */
public record Known(Period period, Map<String, Figure> figures, Set<String> sources) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param value empty where there was none, or none that was told */
    public record Figure(int version, Optional<Double> value, Optional<Double> numerator, boolean suppressed) {}

    String text() {
        ObjectNode json = JSON.createObjectNode()
                .put("from", period.from().toString())
                .put("until", period.until().toString());
        ObjectNode all = json.putObject("figures");
        figures.forEach((id, figure) -> all.putObject(id)
                .put("version", figure.version())
                .put("value", figure.value().orElse(null))
                .put("numerator", figure.numerator().orElse(null))
                .put("suppressed", figure.suppressed()));
        sources.forEach(json.putArray("sources")::add);
        return json.toString();
    }

    /** What {@link #text} wrote. */
    static Known of(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            Map<String, Figure> figures = new LinkedHashMap<>();
            json.path("figures")
                    .properties()
                    .forEach(one -> figures.put(
                            one.getKey(),
                            new Figure(
                                    one.getValue().path("version").asInt(),
                                    number(one.getValue().path("value")),
                                    number(one.getValue().path("numerator")),
                                    one.getValue().path("suppressed").asBoolean())));
            Set<String> sources = new LinkedHashSet<>();
            json.path("sources").forEach(source -> sources.add(source.asText()));
            return new Known(
                    new Period(
                            LocalDate.parse(json.path("from").asText()),
                            LocalDate.parse(json.path("until").asText())),
                    figures,
                    sources);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was written as JSON is read as JSON", impossible);
        }
    }

    private static Optional<Double> number(JsonNode node) {
        return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
    }
}
