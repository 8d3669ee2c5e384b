/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.indicators.Period;

/** The map of the ecosystem, as the report API writes it. */
final class EcosystemJson {

    private EcosystemJson() {}

    static void write(Ecosystem ecosystem, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("year", ecosystem.year());
        period(ecosystem.period(), json);
        json.writeNumberField("minimumGroup", ecosystem.minimumGroup());
        json.writeStringField("computedAt", ecosystem.computedAt().toString());
        json.writeStringField("factsThrough", ecosystem.factsThrough().toString());
        json.writeArrayFieldStart("years");
        for (Map.Entry<String, Period> year : ecosystem.years().entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", year.getKey());
            period(year.getValue(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        codes("components", ecosystem.components(), json);
        codes("roles", ecosystem.roles(), json);
        json.writeNumberField("told", ecosystem.told());
        json.writeArrayFieldStart("links");
        for (Code role : ecosystem.roles()) {
            for (Code component : ecosystem.components()) {
                link(role.code(), component.code(), json);
                json.writeNumberField("schools", ecosystem.schoolsWith(role.code(), component.code()));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("schools");
        for (Ecosystem.SchoolMap school : ecosystem.schools()) {
            json.writeStartObject();
            json.writeStringField("code", school.code());
            json.writeStringField("name", school.name().orElse(null));
            json.writeBooleanField("hidden", school.hidden());
            json.writeArrayFieldStart("links");
            for (Ecosystem.Link link : school.links()) {
                link(link.role(), link.component(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void link(String role, String component, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", role);
        json.writeStringField("component", component);
    }

    private static void codes(String name, List<Code> codes, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (Code code : codes) {
            json.writeStartObject();
            json.writeStringField("code", code.code());
            json.writeObjectFieldStart("name");
            json.writeStringField("vi", code.name().vi());
            json.writeStringField("en", code.name().en());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void period(Period period, JsonGenerator json) throws IOException {
        json.writeStringField("from", period.from().toString());
        json.writeStringField("until", period.until().toString());
    }
}
