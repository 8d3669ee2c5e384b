/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import khue.xapi.reports.indicators.Computation.Label;

/** Answers questions about indicators, with small groups suppressed. */
@ApplicationScoped
public class Answers {

    private final Computation computation;
    private final SmallGroups smallGroups;

    /** For the container's proxy. */
    protected Answers() {
        this(null, null);
    }

    @Inject
    public Answers(Computation computation, SmallGroups smallGroups) {
        this.computation = computation;
        this.smallGroups = smallGroups;
    }

    public int minimumGroup() {
        return smallGroups.minimum();
    }

    /** @param total of everything that has a figure; its cell is empty */
    public record Answer(Row total, List<Row> rows) {}

    /**
     * One figure as readers get it.
     *
     * @param figure without its numbers when they are suppressed
     */
    public record Row(Figure figure, Optional<String> label, boolean suppressed) {}

    /** @param question by something that the indicator can be cut by */
    public Answer answer(Indicator indicator, Question question) {
        Question whole = question.by(Breakdown.NONE);
        List<Figure> total = computation.compute(indicator, whole);
        List<Figure> figures = question.by() == Breakdown.NONE ? List.of() : computation.compute(indicator, question);
        // After the figures: whoever came in between is in what is hidden, not in what is shown.
        SmallGroups.Hidden hidden = smallGroups.hidden(indicator, question);
        Map<String, Label> labels = computation.labels(question);
        List<Row> rows = figures.stream()
                .map(figure -> row(
                        figure,
                        figure.cell().map(labels::get).flatMap(Label::text),
                        figure.people() == 0 || hidden.cells().contains(key(figure))))
                .sorted(byName())
                .toList();
        return new Answer(
                total.stream()
                        .findFirst()
                        .map(figure -> row(figure, Optional.empty(), figure.people() == 0 || hidden.total()))
                        .orElseGet(() -> row(nothing(), Optional.empty(), false)),
                rows);
    }

    private static String key(Figure figure) {
        return figure.cell().orElse("");
    }

    private static Row row(Figure figure, Optional<String> label, boolean suppressed) {
        Figure shown = suppressed
                ? new Figure(
                        figure.cell(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        figure.source(),
                        Map.of())
                : figure;
        return new Row(shown, label, suppressed);
    }

    private static Figure nothing() {
        return new Figure(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty(), Map.of());
    }

    private static Comparator<Row> byName() {
        Collator vietnamese = Collator.getInstance(Locale.forLanguageTag("vi"));
        Comparator<Row> byLabel = Comparator.comparing(row -> row.label().orElse(""), vietnamese::compare);
        return byLabel.thenComparing(row -> key(row.figure()));
    }
}
