/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import khue.tools.evaluation.Period;
import khue.tools.evaluation.Store;
import khue.tools.evaluation.StoreSilent;
import khue.tools.reports.snapshot.Snapshot;

/**
 * Asks the store for the figures of a report: those that the template wants, section by section, and every other one that the store knows.
 * Do not call it inside a database transaction: it takes as long as the store takes.
 */
@ApplicationScoped
public class Drafting {

    private static final Logger LOG = Logger.getLogger(Drafting.class.getName());

    /** Where indicators stand that no section wants. */
    private static final String FOR_THE_REST = "results";

    private static final String UNCUT = "none";

    /** Where it happened, by the map of the day. */
    static final String GEOGRAPHY = "event";

    @Inject
    private Store store;

    @Inject
    private Clock clock;

    /** What a section wants of the store. */
    record Wanted(String section, String indicator, String by) {}

    /**
     * @param when the store was asked
     * @param milliseconds from the first question to the last answer
     */
    record Drafted(List<Snapshot.Figure> figures, Instant when, long milliseconds) {}

    /** @param cuts what people have chosen instead, by indicator */
    Drafted draft(Period period, List<String> sections, List<Wanted> wanted, Map<String, String> cuts)
            throws StoreSilent {
        Instant begun = clock.instant();
        Map<String, JsonNode> known = new LinkedHashMap<>();
        store.definitions().forEach(indicator -> known.put(indicator.path("id").asText(), indicator));
        List<Snapshot.Figure> figures = new ArrayList<>();
        for (Wanted one : all(sections, wanted, known)) {
            Optional<JsonNode> definition = Optional.ofNullable(known.get(one.indicator()));
            String chosen = cuts.getOrDefault(one.indicator(), one.by());
            String by = definition.map(told -> offered(told, chosen)).orElse(chosen);
            Optional<JsonNode> answer = definition.isPresent()
                    ? Optional.of(store.answer(one.indicator(), period, by, GEOGRAPHY))
                    : Optional.empty();
            figures.add(new Snapshot.Figure(figures.size() + 1, one.section(), one.indicator(), by, GEOGRAPHY, answer));
        }
        long milliseconds = Duration.between(begun, clock.instant()).toMillis();
        LOG.log(
                Level.INFO,
                () -> "a report of " + period.from() + " to " + period.until() + " drafted: " + figures.size()
                        + " figures in " + milliseconds + " ms");
        return new Drafted(figures, begun, milliseconds);
    }

    /** The same figure, cut by something else; empty where it cannot be. */
    Optional<Snapshot.Figure> cut(Period period, Snapshot.Figure figure, String by) throws StoreSilent {
        boolean canBe = figure.answer()
                .filter(answer -> breakdowns(answer).contains(by))
                .isPresent();
        return canBe
                ? Optional.of(new Snapshot.Figure(
                        figure.number(),
                        figure.section(),
                        figure.indicator(),
                        by,
                        figure.geography(),
                        Optional.of(store.answer(figure.indicator(), period, by, figure.geography()))))
                : Optional.empty();
    }

    /** The same questions again; empty where the store knows the indicator no more. */
    List<Optional<JsonNode>> again(Snapshot snapshot) throws StoreSilent {
        Period period = new Period(snapshot.from(), snapshot.until());
        Map<String, JsonNode> known = new LinkedHashMap<>();
        store.definitions().forEach(indicator -> known.put(indicator.path("id").asText(), indicator));
        List<Optional<JsonNode>> answers = new ArrayList<>();
        for (Snapshot.Figure figure : snapshot.figures()) {
            JsonNode definition = known.get(figure.indicator());
            boolean canBeAsked = definition != null
                    && (figure.answer().isEmpty()
                            || offered(definition, figure.by()).equals(figure.by()));
            answers.add(
                    canBeAsked
                            ? Optional.of(store.answer(
                                    figure.indicator(), period, offered(definition, figure.by()), figure.geography()))
                            : Optional.empty());
        }
        return answers;
    }

    /** In the order of the sections; what is wanted by a section that the template no longer has goes with the rest. */
    static List<Wanted> all(List<String> sections, List<Wanted> wanted, Map<String, JsonNode> known) {
        String rest = sections.contains(FOR_THE_REST) ? FOR_THE_REST : sections.get(sections.size() - 1);
        List<Wanted> placed = Stream.concat(
                        wanted.stream()
                                .map(one -> sections.contains(one.section())
                                        ? one
                                        : new Wanted(rest, one.indicator(), one.by())),
                        known.keySet().stream()
                                .filter(id -> wanted.stream()
                                        .noneMatch(one -> one.indicator().equals(id)))
                                .map(id -> new Wanted(rest, id, "level")))
                .toList();
        return sections.stream()
                .flatMap(section -> placed.stream().filter(one -> one.section().equals(section)))
                .toList();
    }

    /** What is wanted where the indicator can be cut by it; else it is not cut, or cut in the usual way where it always is. */
    private static String offered(JsonNode definition, String wanted) {
        List<String> breakdowns = breakdowns(definition);
        return Stream.of(wanted, UNCUT)
                .filter(breakdowns::contains)
                .findFirst()
                .orElseGet(() -> breakdowns.isEmpty() ? wanted : breakdowns.get(0));
    }

    private static List<String> breakdowns(JsonNode definition) {
        return StreamSupport.stream(definition.path("breakdowns").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
