/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
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
import org.junit.jupiter.api.Test;

/** What docs/reference/reports-api.json says of definitions and answers is what is written, field by field. */
class ReportsApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private final JsonNode document = read();

    private static JsonNode read() {
        try {
            return JSON.readTree(Path.of("../docs/reference/reports-api.json").toFile());
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Test
    void describesEveryDefinition() throws IOException {
        for (Indicator indicator : Indicators.ALL) {
            Question question = question(indicator);
            assertThat(problems("Definition", json -> IndicatorJson.writeDefinition(indicator, question, json)))
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

        assertThat(problems(
                        "Answer",
                        json -> IndicatorJson.writeAnswer(
                                indicator, question(indicator), answer, 10, Instant.EPOCH, Instant.EPOCH, json)))
                .isEmpty();
    }

    @Test
    void describesTheStatementsBehindACell() throws IOException {
        assertThat(problems(
                        "Evidence",
                        json -> IndicatorJson.writeEvidence(
                                new Evidence.Page(false, List.of(new UUID(0, 1)), Optional.of(7L)), json)))
                .isEmpty();
    }

    @Test
    void namesEveryUnitBreakdownAndMap() {
        assertThat(words("Unit"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Indicator.Unit.values())
                        .map(unit -> unit.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(words("Breakdown"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Breakdown.values()).map(Breakdown::word).toList());
        assertThat(words("Geography"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Geography.values()).map(Geography::word).toList());
    }

    private static Question question(Indicator indicator) {
        return new Question(new Period(DAY, DAY), indicator.breakdowns().get(0), Geography.EVENT, DAY);
    }

    private List<String> words(String schema) {
        return StreamSupport.stream(schema(schema).path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private List<String> problems(String schema, Writing writing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.to(json);
        }
        List<String> problems = new ArrayList<>();
        check(schema, JSON.readTree(text.toString()), schema(schema), problems);
        return problems;
    }

    /** As much of JSON Schema as the document uses. */
    private void check(String place, JsonNode value, JsonNode given, List<String> problems) {
        JsonNode schema =
                given.has("$ref") ? document.at(given.get("$ref").asText().substring(1)) : given;
        List<String> types = types(schema);
        boolean fits = types.contains(type(value)) || types.contains("number") && value.isNumber();
        if (!types.isEmpty() && !fits) {
            problems.add(place + " is " + type(value));
        }
        if (schema.has("enum") && !schema.get("enum").toString().contains(value.toString())) {
            problems.add(place + " is " + value);
        }
        if (value.isObject()) {
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    problems.add(place + " is without " + name);
                }
            });
            value.properties().forEach(field -> {
                JsonNode part = schema.path("properties").path(field.getKey());
                JsonNode known = part.isMissingNode() ? schema.path("additionalProperties") : part;
                if (known.isMissingNode()) {
                    problems.add(place + " has " + field.getKey());
                } else {
                    check(place + "." + field.getKey(), field.getValue(), known, problems);
                }
            });
        }
        value.elements().forEachRemaining(element -> {
            if (value.isArray()) {
                check(place + "[]", element, schema.path("items"), problems);
            }
        });
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isTextual()
                ? List.of(type.asText())
                : StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber() ? "integer" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
