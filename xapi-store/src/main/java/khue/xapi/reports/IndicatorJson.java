/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
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
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.Question;
import khue.xapi.reports.indicators.Step;
import khue.xapi.reports.indicators.Text;
import khue.xapi.reports.indicators.Totals;

/** Definitions and answers, as the report API writes them. */
final class IndicatorJson {

    private IndicatorJson() {}

    static void writeDefinition(Indicator indicator, Question usual, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeHead(indicator, usual, json);
        json.writeArrayFieldStart("parameters");
        parameter("from", true, "ngày đầu, yyyy-mm-dd", "the first day, yyyy-mm-dd", json);
        parameter("until", true, "ngày cuối, yyyy-mm-dd", "the last day, yyyy-mm-dd", json);
        String words = String.join(
                ", ", indicator.breakdowns().stream().map(Breakdown::word).toList());
        parameter("by", false, words, words, json);
        String days = String.join(
                ", ", Arrays.stream(Geography.values()).map(Geography::word).toList());
        parameter("geography", false, days, days, json);
        String steps =
                String.join(", ", Arrays.stream(Step.values()).map(Step::word).toList());
        parameter("trend", false, steps, steps, json);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void parameter(String name, boolean required, String vi, String en, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeBooleanField("required", required);
        writeText("values", new Text(vi, en), json);
        json.writeEndObject();
    }

    /** An answer for each period of a span. */
    record Trend(Step by, List<Step.Part> parts, List<Answer> answers) {}

    /** @param factsThrough until when what was stored is in the figures */
    static void writeAnswer(
            Indicator indicator,
            Question question,
            Answer answer,
            Optional<Trend> trend,
            int minimumGroup,
            Instant computedAt,
            Instant factsThrough,
            JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        writeHead(indicator, question, json);
        json.writeStringField("from", question.period().from().toString());
        json.writeStringField("until", question.period().until().toString());
        json.writeStringField("zone", Period.ZONE.getId());
        json.writeStringField("by", question.by().word());
        json.writeStringField("geography", question.geography().word());
        json.writeNumberField("minimumGroup", minimumGroup);
        json.writeStringField("computedAt", computedAt.toString());
        json.writeStringField("factsThrough", factsThrough.toString());
        writeFigures(answer, json);
        if (trend.isPresent()) {
            writeTrend(trend.get(), json);
        }
        json.writeEndObject();
    }

    private static void writeFigures(Answer answer, JsonGenerator json) throws IOException {
        json.writeFieldName("total");
        writeRow(answer.total(), json);
        json.writeArrayFieldStart("rows");
        for (Row row : answer.rows()) {
            writeRow(row, json);
        }
        json.writeEndArray();
    }

    private static void writeTrend(Trend trend, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("trend");
        json.writeStringField("by", trend.by().word());
        json.writeArrayFieldStart("periods");
        for (int i = 0; i < trend.parts().size(); i++) {
            Step.Part part = trend.parts().get(i);
            json.writeStartObject();
            json.writeStringField("name", part.name());
            json.writeStringField("from", part.period().from().toString());
            json.writeStringField("until", part.period().until().toString());
            json.writeBooleanField("complete", part.complete());
            writeFigures(trend.answers().get(i), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void writeTotals(Totals.Together together, int minimumGroup, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("from", together.period().from().toString());
        json.writeStringField("until", together.period().until().toString());
        json.writeStringField("zone", Period.ZONE.getId());
        json.writeNumberField("minimumGroup", minimumGroup);
        json.writeStringField("computedAt", together.computedAt().toString());
        json.writeStringField("factsThrough", together.factsThrough().toString());
        json.writeArrayFieldStart("totals");
        for (Totals.Total total : together.totals()) {
            json.writeStartObject();
            json.writeStringField("id", total.indicator().id());
            json.writeNumberField("version", total.indicator().version());
            writeText("title", total.indicator().title(), json);
            json.writeStringField("unit", total.indicator().unit().name().toLowerCase(Locale.ROOT));
            json.writeFieldName("total");
            writeRow(total.row(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void writeEvidence(Evidence.Page page, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("suppressed", page.suppressed());
        json.writeArrayFieldStart("statements");
        for (UUID id : page.statements()) {
            json.writeString(id.toString());
        }
        json.writeEndArray();
        writeNext(page, json);
    }

    /** @param statements in place of their ids, without people's names */
    static void writeEvidence(Evidence.Page page, List<JsonNode> statements, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("suppressed", page.suppressed());
        json.writeArrayFieldStart("statements");
        for (JsonNode statement : statements) {
            json.writeTree(statement);
        }
        json.writeEndArray();
        writeNext(page, json);
    }

    private static void writeNext(Evidence.Page page, JsonGenerator json) throws IOException {
        json.writeFieldName("next");
        json.writeObject(page.next().map(String::valueOf).orElse(null));
        json.writeEndObject();
    }

    private static void writeHead(Indicator indicator, Question question, JsonGenerator json) throws IOException {
        json.writeStringField("id", indicator.id());
        json.writeNumberField("version", indicator.version());
        writeText("title", indicator.title(), json);
        json.writeStringField("unit", indicator.unit().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("breakdowns");
        for (Breakdown by : indicator.breakdowns()) {
            json.writeString(by.word());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("formula");
        json.writeStringField("vi", indicator.formula().vi());
        json.writeStringField("en", indicator.formula().en());
        json.writeStringField("sql", indicator.sqlFor(question));
        json.writeEndObject();
    }

    private static void writeRow(Row row, JsonGenerator json) throws IOException {
        Figure figure = row.figure();
        json.writeStartObject();
        json.writeStringField("key", figure.cell().orElse(null));
        json.writeStringField("label", row.label().orElse(null));
        writeNumber("numerator", figure.numerator().orElse(null), json);
        writeNumber("denominator", figure.denominator().orElse(null), json);
        writeNumber("value", figure.value().orElse(null), json);
        json.writeObjectFieldStart("more");
        for (Map.Entry<String, BigDecimal> number : figure.more().entrySet()) {
            writeNumber(number.getKey(), number.getValue(), json);
        }
        json.writeEndObject();
        json.writeBooleanField("suppressed", row.suppressed());
        if (figure.source().isPresent()) {
            json.writeObjectFieldStart("denominatorSource");
            json.writeStringField("source", figure.source().get().name());
            json.writeStringField("asOf", figure.source().get().asOf().toString());
            json.writeEndObject();
        } else {
            json.writeNullField("denominatorSource");
        }
        json.writeEndObject();
    }

    private static void writeNumber(String name, BigDecimal number, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        json.writeObject(number);
    }

    private static void writeText(String name, Text text, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("vi", text.vi());
        json.writeStringField("en", text.en());
        json.writeEndObject();
    }
}
