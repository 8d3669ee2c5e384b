/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the store would answer today to a question of a locked report, where that is something else.
 *
 * @param then the answer that the report keeps; empty: the store did not know the indicator
 * @param now today's answer; likewise
 * @param cells what is another number now; the total has the key {@link #TOTAL}
 */
public record Difference(
        Snapshot.Figure figure, Optional<JsonNode> then, Optional<JsonNode> now, Set<Cause> causes, List<Cell> cells) {

    /** No key of a row: rows have ids, codes or nothing. */
    public static final String TOTAL = " total";

    /** What has changed since then, as far as the two answers tell. */
    public enum Cause {
        /** The indicator has another version, or is computed by other SQL. */
        DEFINITION,
        /** Figures of smaller groups are shown than then, or only of larger ones. */
        MINIMUM_GROUP,
        /** Denominators have another source or another day, or what happened counts for another school or place. */
        REFERENCE,
        /** Statements have come late, were voided or erased, or count for another person. */
        DATA,
        /** The period was not over when the report was drafted: its figures are of that moment, and went on. */
        MOMENT,
        /** There was no such indicator then. */
        KNOWN_NOW,
        /** There is no such indicator any more. */
        UNKNOWN_NOW
    }

    /** One row of a figure; a side is empty where it had no such row. */
    public record Cell(String key, Optional<JsonNode> then, Optional<JsonNode> now) {}

    /** @return empty when today's answer is the same */
    public static Optional<Difference> of(Snapshot.Figure figure, Optional<JsonNode> now) {
        Optional<JsonNode> then = figure.answer();
        if (then.isEmpty() || now.isEmpty()) {
            return then.isEmpty() && now.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Difference(
                            figure,
                            then,
                            now,
                            EnumSet.of(now.isPresent() ? Cause.KNOWN_NOW : Cause.UNKNOWN_NOW),
                            List.of()));
        }
        List<Cell> cells = cells(then.get(), now.get());
        return cells.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(figure, then, now, causes(then.get(), now.get(), cells), cells));
    }

    private static List<Cell> cells(JsonNode then, JsonNode now) {
        Map<String, JsonNode> before = rows(then);
        Map<String, JsonNode> after = rows(now);
        List<Cell> cells = new ArrayList<>();
        before.forEach((key, row) -> {
            JsonNode today = after.get(key);
            if (today == null || !says(row).equals(says(today))) {
                cells.add(new Cell(key, Optional.of(row), Optional.ofNullable(today)));
            }
        });
        after.forEach((key, row) -> {
            if (!before.containsKey(key)) {
                cells.add(new Cell(key, Optional.empty(), Optional.of(row)));
            }
        });
        return cells;
    }

    private static Map<String, JsonNode> rows(JsonNode answer) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        answer.path("rows").forEach(row -> rows.put(row.path("key").asText(""), row));
        rows.put(TOTAL, answer.path("total"));
        return rows;
    }

    /** The numbers of a row, in a form that does not tell 1 from 1.0. */
    private static List<String> says(JsonNode row) {
        return List.of(
                number(row, "numerator"),
                number(row, "denominator"),
                number(row, "value"),
                row.has("more") ? CanonicalJson.write(row.get("more")) : "",
                row.path("suppressed").asText());
    }

    private static String number(JsonNode row, String name) {
        JsonNode number = row.path(name);
        return number.isNumber() ? CanonicalJson.number(number.doubleValue()) : "";
    }

    private static Set<Cause> causes(JsonNode then, JsonNode now, List<Cell> cells) {
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        if (then.path("version").asInt() != now.path("version").asInt()
                || !then.path("formula").path("sql").equals(now.path("formula").path("sql"))) {
            causes.add(Cause.DEFINITION);
        }
        if (then.path("minimumGroup").asInt() != now.path("minimumGroup").asInt()) {
            causes.add(Cause.MINIMUM_GROUP);
        }
        if (cells.stream().anyMatch(Difference::hasAnotherSource) || isTheSameInAll(cells)) {
            causes.add(Cause.REFERENCE);
        }
        if (cells.stream().anyMatch(cell -> cell.key().equals(TOTAL) && countsOthers(cell)) || causes.isEmpty()) {
            causes.add(isOfAMoment(then) ? Cause.MOMENT : Cause.DATA);
        }
        return causes;
    }

    /** Whether what happens until the end of the period could not be in it yet. */
    private static boolean isOfAMoment(JsonNode then) {
        return then.hasNonNull("factsThrough")
                && then.hasNonNull("until")
                && Instant.parse(then.path("factsThrough").asText())
                        .isBefore(LocalDate.parse(then.path("until").asText())
                                .plusDays(1)
                                .atStartOfDay(ZoneId.of(Snapshot.ZONE))
                                .toInstant());
    }

    private static boolean hasAnotherSource(Cell cell) {
        return cell.then().isPresent()
                && cell.now().isPresent()
                && !Objects.equals(
                        cell.then().get().path("denominatorSource"),
                        cell.now().get().path("denominatorSource"));
    }

    /** The total stayed and its parts did not: the same happened, and counts elsewhere. */
    private static boolean isTheSameInAll(List<Cell> cells) {
        return cells.stream().noneMatch(cell -> cell.key().equals(TOTAL));
    }

    private static boolean countsOthers(Cell cell) {
        return cell.then().isPresent()
                && cell.now().isPresent()
                && !(number(cell.then().get(), "numerator")
                                .equals(number(cell.now().get(), "numerator"))
                        && (hasAnotherSource(cell)
                                || number(cell.then().get(), "denominator")
                                        .equals(number(cell.now().get(), "denominator"))));
    }
}
