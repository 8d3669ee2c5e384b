/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
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
import khue.xapi.reports.indicators.Text;

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

    /** @param factsThrough until when what was stored is in the figures */
    static void writeAnswer(
            Indicator indicator,
            Question question,
            Answer answer,
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
        json.writeFieldName("total");
        writeRow(answer.total(), json);
        json.writeArrayFieldStart("rows");
        for (Row row : answer.rows()) {
            writeRow(row, json);
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
