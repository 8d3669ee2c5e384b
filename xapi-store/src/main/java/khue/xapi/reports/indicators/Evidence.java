/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.xapi.reports.indicators.Indicator.Grain;

/**
 * The statements behind a cell: those of the period, in the cell, that the indicator reads. Nothing is told of a cell that is
 * hidden.
 */
@ApplicationScoped
public class Evidence {

    private static final List<Read> WORKS_ACCEPTED = List.of(read("work", "project", Verbs.APPROVE, Verbs.RETURN));
    private static final List<Read> ACTIVITIES = List.of(
            read("participation", "event", Verbs.ATTENDED),
            read("participation", "performance", Verbs.PERFORMED_OFFLINE, Verbs.APPROVE));
    private static final List<Read> EXCHANGES = List.of(read("participation", "event", Verbs.HOST, Verbs.APPROVE));
    private static final List<Read> DEEDS = together(
            ACTIVITIES,
            List.of(
                    read("work", "project", Verbs.SUBMIT, Verbs.EVALUATED),
                    read("work", "artefact", Verbs.CREATE),
                    read("work", "shared", Verbs.VIEWED)));

    private static final Map<String, List<Read>> READS = Map.ofEntries(
            Map.entry("I1", DEEDS),
            Map.entry("I2", DEEDS),
            Map.entry("I3", List.of(read("training", "course", Verbs.SATISFIED))),
            Map.entry(
                    "I4",
                    List.of(
                            read("training", "course", Verbs.SATISFIED, Verbs.WAIVED),
                            read("training", "meeting", Verbs.ATTENDED))),
            Map.entry("I5", List.of(read("training", "module", Verbs.REGISTERED, Verbs.COMPLETED))),
            Map.entry(
                    "I6",
                    List.of(
                            read("feedback", "survey", Verbs.REGISTERED, Verbs.COMPLETED),
                            read("feedback", "answer", Verbs.ANSWERED),
                            read("feedback", "theme", Verbs.CREATE),
                            read("feedback", "change", Verbs.CREATE))),
            Map.entry("F1", WORKS_ACCEPTED),
            Map.entry(
                    "F2",
                    List.of(read("work", "project", Verbs.SUBMIT, Verbs.COMMENTED, Verbs.EVALUATED, Verbs.RETURN))),
            Map.entry("F3", List.of(read("work", "project", Verbs.SUBMIT))),
            Map.entry("F4", together(WORKS_ACCEPTED, List.of(read("work", "reflection", Verbs.CREATE)))),
            Map.entry("F5", List.of(read("competency", null, Verbs.PASSED))),
            Map.entry("F6", List.of(read("work", "shared", Verbs.VIEWED))),
            Map.entry("A1", ACTIVITIES),
            Map.entry("A2", ACTIVITIES),
            Map.entry("A3", ACTIVITIES),
            Map.entry(
                    "A4",
                    List.of(read("participation", "event", Verbs.ATTENDED, Verbs.HOST, Verbs.MENTORED, Verbs.SPONSOR))),
            Map.entry("A5", List.of(read("contest", null, Verbs.SUBMIT, Verbs.SELECTED))),
            Map.entry("A6", List.of(read("competency", null, Verbs.EVALUATED))),
            Map.entry("T1", List.of(read("training", "course", Verbs.SATISFIED, Verbs.WAIVED))),
            Map.entry("T2", List.of(read("training", "course", Verbs.REGISTERED, Verbs.SATISFIED))),
            Map.entry(
                    "T3",
                    List.of(
                            read("training", "course", Verbs.SATISFIED),
                            read("work", "project", Verbs.EVALUATED),
                            read("participation", "event", Verbs.SUBMIT, Verbs.APPROVE))),
            Map.entry(
                    "T4",
                    List.of(
                            read("training", "course", Verbs.SATISFIED),
                            read("participation", "event", Verbs.MENTORED, Verbs.APPROVE))),
            Map.entry("T5", List.of(read("training", "evidence", Verbs.APPROVE))),
            Map.entry("W1", EXCHANGES),
            Map.entry("W2", EXCHANGES),
            Map.entry("W3", together(EXCHANGES, WORKS_ACCEPTED, ACTIVITIES)),
            Map.entry("E1", WORKS_ACCEPTED));

    private static final Map<Breakdown, String> OWN = Map.of(
            Breakdown.COHORT, "fact.cohort = :cell",
            Breakdown.COMPETENCY, "fact.competency = :cell",
            Breakdown.ROUND, "fact.round = :cell",
            Breakdown.PAIR,
                    "exists (select from xapi.twin_pair pair where pair.code = :cell"
                            + " and coalesce(home.school, fact.school) in (pair.one, pair.other))");

    private final Computation computation;
    private final SmallGroups smallGroups;

    /** For the container's proxy. */
    protected Evidence() {
        this(null, null);
    }

    @Inject
    public Evidence(Computation computation, SmallGroups smallGroups) {
        this.computation = computation;
        this.smallGroups = smallGroups;
    }

    /** @param piece null: whatever is in the view */
    private record Read(String view, String piece, List<String> verbs) {}

    private static Read read(String view, String piece, String... verbs) {
        return new Read(view, piece, List.of(verbs));
    }

    @SafeVarargs
    private static List<Read> together(List<Read>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toList();
    }

    /**
     * A page of ids, the newest statements first.
     *
     * @param suppressed the cell is hidden, and so are its statements
     * @param next what to ask for the next page by
     */
    public record Page(boolean suppressed, List<UUID> statements, Optional<Long> next) {}

    /** @param cell empty: the total, or what is in no place */
    public Page behind(Indicator indicator, Question question, Optional<String> cell, long before, int most) {
        if (!READS.containsKey(indicator.id())) {
            // It counts what arrives, all of it.
            return new Page(false, List.of(), Optional.empty());
        }
        SmallGroups.Hidden hidden = smallGroups.hidden(indicator, question);
        boolean suppressed = question.by() == Breakdown.NONE
                ? hidden.total()
                : hidden.cells().contains(cell.orElse(""));
        if (suppressed) {
            return new Page(true, List.of(), Optional.empty());
        }
        List<Computation.Found> found =
                computation.statements(sql(indicator, question), question, cell, before, most + 1);
        List<UUID> ids = new ArrayList<>();
        found.stream().limit(most).forEach(one -> ids.add(one.id()));
        return new Page(
                false,
                ids,
                found.size() > most ? Optional.of(found.get(most - 1).key()) : Optional.empty());
    }

    private static String sql(Indicator indicator, Question question) {
        String facts = READS.get(indicator.id()).stream()
                .map(read -> sql(read, indicator, question))
                .collect(Collectors.joining("\nunion\n"));
        return Frame.withPlaces(indicator.grain(), question) + """
                , behind as (
                %s)
                select behind.key, statement_id.id
                  from behind join xapi.statement_id using (key)
                 order by behind.key desc
                 limit :most""".formatted(facts.indent(2));
    }

    private static String sql(Read read, Indicator indicator, Question question) {
        boolean hasClass = List.of("work", "participation", "competency").contains(read.view());
        boolean byClass = indicator.grain() == Grain.CLASS;
        String home = hasClass
                ? "left join xapi.class_school home on home.class = fact.class"
                : "cross join (select null::integer as school) as home";
        String unit = byClass ? "place.class = fact.class" : "place.school = coalesce(home.school, fact.school)";
        String where = question.by().isOwn() ? OWN.get(question.by()) : "place.cell is not distinct from :cell::text";
        return """
                select distinct fact.key
                  from xapi.%s fact
                  %s
                  left join place on %s and fact.happened >= place.since and fact.happened < place.until
                 where fact.verb %s
                   and fact.happened >= :from and fact.happened < :until and fact.key < :before%s%s
                   and %s""".formatted(
                        read.view(),
                        home,
                        unit,
                        Verbs.is(read.verbs().toArray(String[]::new)),
                        read.piece() == null ? "" : " and fact.piece = '" + read.piece() + "'",
                        byClass ? " and fact.class is not null" : "",
                        where);
    }
}
