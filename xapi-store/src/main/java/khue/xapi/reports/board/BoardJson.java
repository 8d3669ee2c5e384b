/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.SchoolActivity.Known;
import khue.xapi.reports.indicators.Text;

/** A board, as the report API writes it. */
final class BoardJson {

    private final Board board;
    private final JsonGenerator json;

    private BoardJson(Board board, JsonGenerator json) {
        this.board = board;
        this.json = json;
    }

    static void write(Board board, JsonGenerator json) throws IOException {
        new BoardJson(board, json).write();
    }

    private void write() throws IOException {
        json.writeStartObject();
        text("year", board.year());
        text("geography", board.geography().word());
        text("mapDay", board.mapDay());
        json.writeNumberField("minimumGroup", board.minimumGroup());
        text("computedAt", board.computedAt());
        text("factsThrough", board.factsThrough());
        list("years", board.years().entrySet(), year -> {
            text("name", year.getKey());
            period(year.getValue());
        });
        list("targets", board.goals(), this::goal);
        part("cohorts", board.periodOfCohorts(), board.cohorts(), this::cohort);
        part("schools", board.periodOfSchools(), board.schools(), this::school);
        part("models", board.periodOfModels(), board.models(), this::model);
        coverage();
        list("missing", board.missing(), missing -> {
            text("what", missing.what());
            text("name", missing.name());
            text("table", missing.table());
        });
        json.writeEndObject();
    }

    private void goal(Board.Goal goal) throws IOException {
        Programme.Target target = goal.target();
        text("code", target.code());
        json.writeNumberField("version", target.version());
        text("title", target.title());
        json.writeFieldName("indicator");
        if (goal.indicator().isPresent()) {
            indicator(goal.indicator().get());
        } else {
            json.writeNull();
        }
        text("startsOn", target.period().from());
        text("endsOn", target.period().until());
        number("baseline", target.baseline());
        json.writeObjectField("target", target.target());
        text("source", target.source());
        period(goal.period());
        json.writeBooleanField("suppressed", goal.suppressed());
        list("readings", goal.readings(), reading -> {
            text("name", reading.name());
            number("numerator", reading.numerator());
            number("actual", reading.actual());
            json.writeFieldName("reached");
            json.writeObject(reading.reached().orElse(null));
            json.writeFieldName("denominator");
            if (reading.denominator().isPresent()) {
                denominator(reading.denominator().get());
            } else {
                json.writeNull();
            }
        });
    }

    private void indicator(Indicator indicator) throws IOException {
        json.writeStartObject();
        text("id", indicator.id());
        json.writeNumberField("version", indicator.version());
        words("title", indicator.title());
        text("unit", indicator.unit().name().toLowerCase(Locale.ROOT));
        words("formula", indicator.formula());
        json.writeEndObject();
    }

    private void denominator(Board.Denominator denominator) throws IOException {
        json.writeStartObject();
        text("kind", denominator.kind());
        number("value", denominator.known().map(Known::number));
        text("source", denominator.known().map(Known::source));
        text("asOf", denominator.known().map(Known::asOf));
        json.writeEndObject();
    }

    private void cohort(Board.CohortGoal cohort) throws IOException {
        text("code", cohort.code());
        text("title", cohort.planned().map(Programme.Cohort::title));
        number("version", cohort.planned().map(Programme.Cohort::version));
        number("quota", cohort.planned().map(Programme.Cohort::quota));
        number("leastDays", cohort.planned().flatMap(Programme.Cohort::leastDays));
        number("mostDays", cohort.planned().flatMap(Programme.Cohort::mostDays));
        text("source", cohort.planned().map(Programme.Cohort::source));
        json.writeBooleanField("suppressed", cohort.suppressed());
        number("finished", cohort.finished());
        number("days", cohort.days());
        number("outside", cohort.outside());
    }

    private void school(Board.SchoolLine school) throws IOException {
        text("code", school.site().code());
        text("name", school.site().name());
        text("level", school.site().level());
        text("area", school.site().area());
        text("ownership", school.site().ownership());
        text("standing", school.standing().word());
        json.writeNumberField("missingPupils", school.missingPupils());
        json.writeNumberField("missingTeachers", school.missingTeachers());
        codes("models", school.models());
    }

    private void model(Board.ModelLine line) throws IOException {
        Programme.Model model = line.model();
        text("code", model.code());
        json.writeNumberField("version", model.version());
        text("title", model.title());
        text("level", model.level());
        text("area", model.area());
        text("ownership", model.ownership());
        text("source", model.source());
        json.writeBooleanField("inUse", line.isAlive());
        list("schools", line.trials(), trial -> {
            text("code", trial.trial().school());
            text("name", trial.name());
            text("phase", trial.trial().phase());
            text("from", trial.trial().from());
            text("until", trial.trial().until());
            text("standing", trial.standing().word());
            text("firstActivity", trial.first());
        });
    }

    private void coverage() throws IOException {
        json.writeObjectFieldStart("coverage");
        for (Map.Entry<String, String> list : Map.of("level", "levels", "area", "areas", "ownership", "ownerships")
                .entrySet()) {
            list(list.getValue(), board.codes().getOrDefault(list.getKey(), List.<Code>of()), code -> {
                text("code", code.code());
                words("name", code.name());
            });
        }
        json.writeNumberField("covered", board.coverage().covered());
        list("cells", board.coverage().cells(), cell -> {
            text("level", cell.level());
            text("area", cell.area());
            text("ownership", cell.ownership());
            text("state", cell.state().word());
            json.writeNumberField("schools", cell.schools());
            json.writeNumberField("active", cell.active());
            json.writeNumberField("hidden", cell.hidden());
            codes("models", cell.models());
        });
        list("unplaced", board.coverage().unplaced(), site -> {
            text("code", site.code());
            text("name", site.name());
        });
        json.writeEndObject();
    }

    private interface Writing<T> {
        void of(T one) throws IOException;
    }

    private <T> void part(String name, Period period, Collection<T> rows, Writing<T> writing) throws IOException {
        json.writeObjectFieldStart(name);
        period(period);
        list("rows", rows, writing);
        json.writeEndObject();
    }

    private <T> void list(String name, Collection<T> all, Writing<T> writing) throws IOException {
        json.writeArrayFieldStart(name);
        for (T one : all) {
            json.writeStartObject();
            writing.of(one);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void codes(String name, Collection<String> codes) throws IOException {
        json.writeArrayFieldStart(name);
        for (String code : codes) {
            json.writeString(code);
        }
        json.writeEndArray();
    }

    private void period(Period period) throws IOException {
        text("from", period.from());
        text("until", period.until());
    }

    private void words(String name, Text text) throws IOException {
        json.writeObjectFieldStart(name);
        text("vi", text.vi());
        text("en", text.en());
        json.writeEndObject();
    }

    private void text(String name, Object value) throws IOException {
        json.writeStringField(name, value.toString());
    }

    private void text(String name, Optional<?> value) throws IOException {
        json.writeStringField(name, value.map(Object::toString).orElse(null));
    }

    private void number(String name, Optional<? extends Number> value) throws IOException {
        json.writeFieldName(name);
        json.writeObject(value.orElse(null));
    }
}
