/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Everything that a report says. Locked, it is kept as the text that {@link #json} writes, and only that text is read from then on: nothing
 * in it is looked up or computed again.
 *
 * @param replaces the report that this one corrects
 * @param draftedAt when the store was asked for the figures
 * @param lock empty as long as it is a draft
 */
public record Snapshot(
        UUID id,
        ReportKind kind,
        LocalDate from,
        LocalDate until,
        Optional<Replaced> replaces,
        Head head,
        Instant draftedAt,
        List<Section> sections,
        List<Figure> figures,
        Optional<Lock> lock) {

    /** Whoever reads a snapshot of another format says so, rather than guessing. */
    static final String FORMAT = "khue-report/1";

    static final String ZONE = "Asia/Ho_Chi_Minh";

    /** @param sha256 of the snapshot that is corrected */
    public record Replaced(UUID id, String sha256) {}

    /** What stands above and below an official paper. */
    public record Head(String superior, String issuer, String number, String place, String recipients) {}

    public record Section(String code, String vietnamese, String english, String narrative, List<Event> events) {}

    /**
     * @param kind INCIDENT or MILESTONE
     * @param done what was done about an incident, what came of a milestone
     */
    public record Event(String kind, LocalDate day, String place, String what, String done) {}

    /**
     * A question and its answer.
     *
     * @param number by which the text refers to it
     * @param answer as the store gave it, with formula, version, period, smallest group and times; empty: the store did not know the indicator
     */
    public record Figure(
            int number, String section, String indicator, String by, String geography, Optional<JsonNode> answer) {

        /** By what paper refers to the SQL that the figure was computed with: the SHA-256 of that text. */
        public Optional<String> formula() {
            return answer.map(told ->
                    CanonicalJson.sha256(told.path("formula").path("sql").asText()));
        }
    }

    /** @param by the name of the account */
    public record Lock(String by, Instant at) {}

    public List<Figure> figuresOf(Section section) {
        return figures.stream()
                .filter(figure -> figure.section().equals(section.code()))
                .toList();
    }

    public Snapshot locked(String by, Instant at) {
        return new Snapshot(
                id, kind, from, until, replaces, head, draftedAt, sections, figures, Optional.of(new Lock(by, at)));
    }

    /** In the canonical form, whose hash is the report's. */
    public String json() {
        return CanonicalJson.write(tree());
    }

    private ObjectNode tree() {
        ObjectNode json = object();
        json.put("format", FORMAT);
        json.put("id", id.toString());
        json.put("kind", kind.name());
        json.put("from", from.toString());
        json.put("until", until.toString());
        json.put("zone", ZONE);
        json.set(
                "replaces",
                replaces.<JsonNode>map(former ->
                                object().put("id", former.id().toString()).put("sha256", former.sha256()))
                        .orElse(null));
        json.set(
                "paper",
                object().put("superior", head.superior())
                        .put("issuer", head.issuer())
                        .put("number", head.number())
                        .put("place", head.place())
                        .put("recipients", head.recipients()));
        json.put("draftedAt", draftedAt.toString());
        ArrayNode sectionNodes = json.putArray("sections");
        sections.forEach(section -> sectionNodes.add(tree(section)));
        ArrayNode figureNodes = json.putArray("figures");
        figures.forEach(figure -> figureNodes.add(tree(figure)));
        json.set(
                "lock",
                lock.<JsonNode>map(told -> object().put("by", told.by())
                                .put("at", told.at().toString()))
                        .orElse(null));
        return json;
    }

    private static ObjectNode tree(Section section) {
        ObjectNode json = object();
        json.put("code", section.code());
        json.set("title", object().put("vi", section.vietnamese()).put("en", section.english()));
        json.put("narrative", section.narrative());
        ArrayNode events = json.putArray("events");
        section.events()
                .forEach(event -> events.add(object().put("kind", event.kind())
                        .put("day", event.day().toString())
                        .put("place", event.place())
                        .put("what", event.what())
                        .put("done", event.done())));
        return json;
    }

    private static ObjectNode tree(Figure figure) {
        ObjectNode json = object();
        json.put("number", figure.number());
        json.put("section", figure.section());
        json.put("indicator", figure.indicator());
        json.put("by", figure.by());
        json.put("geography", figure.geography());
        json.set("answer", figure.answer().orElse(null));
        return json;
    }

    /** @throws IllegalArgumentException when it is no snapshot that this version can read */
    public static Snapshot read(String text) {
        JsonNode json = CanonicalJson.read(text);
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new IllegalArgumentException(
                    "a snapshot of the format " + json.path("format").asText());
        }
        JsonNode paper = json.path("paper");
        return new Snapshot(
                UUID.fromString(json.path("id").asText()),
                ReportKind.valueOf(json.path("kind").asText()),
                day(json.path("from")),
                day(json.path("until")),
                present(json.path("replaces"))
                        .map(former -> new Replaced(
                                UUID.fromString(former.path("id").asText()),
                                former.path("sha256").asText())),
                new Head(
                        paper.path("superior").asText(),
                        paper.path("issuer").asText(),
                        paper.path("number").asText(),
                        paper.path("place").asText(),
                        paper.path("recipients").asText()),
                Instant.parse(json.path("draftedAt").asText()),
                all(json.path("sections"), Snapshot::section),
                all(json.path("figures"), Snapshot::figure),
                present(json.path("lock"))
                        .map(told -> new Lock(
                                told.path("by").asText(),
                                Instant.parse(told.path("at").asText()))));
    }

    private static Section section(JsonNode json) {
        return new Section(
                json.path("code").asText(),
                json.path("title").path("vi").asText(),
                json.path("title").path("en").asText(),
                json.path("narrative").asText(),
                all(
                        json.path("events"),
                        event -> new Event(
                                event.path("kind").asText(),
                                day(event.path("day")),
                                event.path("place").asText(),
                                event.path("what").asText(),
                                event.path("done").asText())));
    }

    private static Figure figure(JsonNode json) {
        return new Figure(
                json.path("number").asInt(),
                json.path("section").asText(),
                json.path("indicator").asText(),
                json.path("by").asText(),
                json.path("geography").asText(),
                present(json.path("answer")));
    }

    private static <T> List<T> all(JsonNode array, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        array.forEach(element -> all.add(read.apply(element)));
        return List.copyOf(all);
    }

    private static LocalDate day(JsonNode json) {
        return LocalDate.parse(json.asText());
    }

    private static Optional<JsonNode> present(JsonNode json) {
        return Optional.of(json).filter(value -> !value.isNull() && !value.isMissingNode());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
