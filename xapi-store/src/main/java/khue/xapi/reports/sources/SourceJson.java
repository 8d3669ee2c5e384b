/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import khue.xapi.reports.sources.Sources.Source;

/** Sources as docs/reference/reports-api.json has them. */
final class SourceJson {

    private SourceJson() {}

    /** As it stands in a list. */
    static void write(Source source, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeHead(source, json);
        json.writeEndObject();
    }

    /** By itself, with what its newest statements say. */
    static void write(Source source, Look look, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeHead(source, json);
        json.writeNumberField("lookedAt", look.statements());
        json.writeNumberField("outsideProfile", look.outsideProfile());
        json.writeArrayFieldStart("verbs");
        for (Look.Verb verb : look.verbs()) {
            json.writeStartObject();
            json.writeStringField("id", verb.iri());
            json.writeObjectField("display", verb.display().orElse(null));
            json.writeNumberField("statements", verb.statements());
            json.writeStringField("means", verb.means().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("actors");
        json.writeNumberField("pseudonyms", look.pseudonyms());
        json.writeNumberField("mapped", look.mapped());
        json.writeNumberField("unmapped", look.unmapped());
        json.writeNumberField("hidden", look.hidden());
        json.writeEndObject();
        json.writeArrayFieldStart("unmapped");
        for (Look.Account account : look.firstUnmapped()) {
            json.writeStartObject();
            json.writeStringField("homePage", account.homePage());
            json.writeStringField("name", account.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeHead(Source source, JsonGenerator json) throws IOException {
        json.writeStringField("id", source.id().toString());
        json.writeStringField("name", source.name());
        json.writeStringField("label", source.label().orElse(null));
        json.writeStringField("newest", source.newest().toString());
        json.writeNumberField("day", source.day());
        json.writeNumberField("week", source.week());
        json.writeNumberField("month", source.month());
        Rhythm rhythm = source.rhythm();
        json.writeObjectFieldStart("rhythm");
        json.writeNumberField("days", rhythm.days());
        if (rhythm.usualGap().isPresent()) {
            json.writeNumberField("usualGap", rhythm.usualGap().getAsInt());
        } else {
            json.writeNullField("usualGap");
        }
        json.writeNumberField("quiet", rhythm.quiet());
        json.writeNumberField("patience", rhythm.patience());
        json.writeBooleanField("silent", rhythm.isSilent());
        json.writeEndObject();
    }
}
