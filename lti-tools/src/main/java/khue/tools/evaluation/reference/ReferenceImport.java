/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A file that somebody brought, and what it changes.
 *
 * @param state {@code looked-at}, {@code kept} or {@code undone}
 * @param faults how many problems there are; {@code problems} are the first of them
 * @param builtOn later imports that would have to be undone first
 * @param effect while it can be kept
 */
public record ReferenceImport(
        long id,
        String table,
        String title,
        String state,
        String file,
        boolean whole,
        Instant madeAt,
        Optional<Instant> keptAt,
        Optional<Instant> undoneAt,
        int rows,
        int added,
        int changed,
        int removed,
        int unchanged,
        int faults,
        String digest,
        List<Problem> problems,
        List<Change> changes,
        List<Long> builtOn,
        Optional<Effect> effect) {

    /**
     * Which figures of the whole programme would become others.
     *
     * @param computed of how many indicators it is known
     * @param open of which it could not be found out in time
     * @param breakdowns by which figures may become others even where that of the whole programme stays
     */
    public record Effect(
            LocalDate from,
            LocalDate until,
            int computed,
            List<String> figures,
            List<String> open,
            List<String> breakdowns) {}

    /** @param row as a spreadsheet counts; 0 for the whole file */
    public record Problem(int row, String column, String code, String message) {}

    /**
     * A row that comes, becomes another or goes.
     *
     * @param what {@code added}, {@code changed} or {@code removed}
     * @param values column by column; of a changed row only what is different
     */
    public record Change(String what, int row, String key, List<Value> values) {}

    /** @param before empty unless it was another value */
    public record Value(String column, String before, String after) {}

    public boolean open() {
        return state.equals("looked-at");
    }

    public boolean kept() {
        return state.equals("kept");
    }

    /** Whether there is something to keep, and nothing to mend. */
    public boolean ready() {
        return open() && faults == 0 && !changes.isEmpty();
    }

    public int changesInAll() {
        return added + changed + removed;
    }

    static ReferenceImport of(JsonNode json, CellWords words) {
        Locale locale = words.locale();
        return new ReferenceImport(
                json.path("id").asLong(),
                json.path("table").asText(),
                ReferenceTable.said(json.path("title"), locale),
                json.path("state").asText(),
                json.path("file").asText(),
                json.path("whole").asBoolean(),
                Instant.parse(json.path("madeAt").asText()),
                instant(json.path("keptAt")),
                instant(json.path("undoneAt")),
                json.path("rows").asInt(),
                json.path("added").asInt(),
                json.path("changed").asInt(),
                json.path("removed").asInt(),
                json.path("unchanged").asInt(),
                json.path("faults").asInt(),
                json.path("digest").asText(),
                all(json.path("problems")).stream()
                        .map(problem -> new Problem(
                                problem.path("row").asInt(),
                                problem.path("column").asText(),
                                "KHUE-" + problem.path("code").asText().toUpperCase(Locale.ROOT),
                                ReferenceTable.said(problem.path("message"), locale)))
                        .toList(),
                all(json.path("changes")).stream()
                        .map(change -> change(change, words))
                        .toList(),
                all(json.path("builtOn")).stream().map(JsonNode::asLong).toList(),
                json.path("effect").isObject() ? Optional.of(effect(json.path("effect"), locale)) : Optional.empty());
    }

    private static Effect effect(JsonNode effect, Locale locale) {
        return new Effect(
                LocalDate.parse(effect.path("from").asText()),
                LocalDate.parse(effect.path("until").asText()),
                effect.path("computed").asInt(),
                indicators(effect.path("figures"), locale),
                indicators(effect.path("open"), locale),
                all(effect.path("breakdowns")).stream().map(JsonNode::asText).toList());
    }

    private static List<String> indicators(JsonNode indicators, Locale locale) {
        return all(indicators).stream()
                .map(one -> one.path("id").asText() + " · " + ReferenceTable.said(one.path("title"), locale))
                .toList();
    }

    private static Change change(JsonNode change, CellWords words) {
        JsonNode before = change.path("before");
        JsonNode after = change.path("after");
        List<String> names = new ArrayList<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        List<Value> values = new TreeSet<>(names)
                .stream()
                        .map(name -> new Value(
                                name,
                                words.of(name, before.path(name).asText()),
                                words.of(name, after.path(name).asText())))
                        .filter(value -> !value.before().equals(value.after()))
                        .collect(Collectors.toList());
        return new Change(
                change.path("what").asText(),
                change.path("row").asInt(),
                change.path("key").asText(),
                values);
    }

    private static Optional<Instant> instant(JsonNode value) {
        return value.isTextual() ? Optional.of(Instant.parse(value.asText())) : Optional.empty();
    }

    private static List<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
