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
import java.util.function.Predicate;
import khue.xapi.reports.indicators.Computation.Label;
import khue.xapi.reports.indicators.Indicator.Grain;
import khue.xapi.reports.indicators.Suppression.Group;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers questions about indicators, with small groups suppressed. */
@ApplicationScoped
public class Answers {

    private final Computation computation;
    private final int minimumGroup;

    /** For the container's proxy. */
    protected Answers() {
        this.computation = null;
        this.minimumGroup = 1;
    }

    @Inject
    public Answers(
            Computation computation, @ConfigProperty(name = "khue.min.group", defaultValue = "10") int minimumGroup) {
        if (minimumGroup < 1) {
            throw new IllegalArgumentException("khue.min.group is at least 1, not " + minimumGroup);
        }
        this.computation = computation;
        this.minimumGroup = minimumGroup;
    }

    public int minimumGroup() {
        return minimumGroup;
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
        Optional<Figure> whole = computation.compute(indicator, question.by(Breakdown.NONE)).stream()
                .findFirst();
        List<Figure> figures = question.by() == Breakdown.NONE ? List.of() : computation.compute(indicator, question);
        Map<String, Label> labels = computation.labels(question);
        Predicate<Figure> hidden = hidden(indicator, question, figures, labels);
        List<Row> rows = figures.stream()
                .map(figure -> row(figure, figure.cell().map(labels::get).flatMap(Label::text), hidden.test(figure)))
                .sorted(byName())
                .toList();
        Row total = whole.map(figure -> row(figure, Optional.empty(), figure.people() < minimumGroup))
                .orElseGet(() -> row(nothing(), Optional.empty(), false));
        return new Answer(total, rows);
    }

    private Predicate<Figure> hidden(
            Indicator indicator, Question question, List<Figure> figures, Map<String, Label> labels) {
        boolean byClass = question.by() == Breakdown.CLASS;
        boolean bySchoolOfClasses = question.by() == Breakdown.SCHOOL && indicator.grain() == Grain.CLASS;
        if (byClass || bySchoolOfClasses) {
            // Classes, schools and the total are decided at once: one view could give away what another hides.
            Question classes = question.by(Breakdown.CLASS);
            Map<String, Label> homes = byClass ? labels : computation.labels(classes);
            List<Figure> ofClasses = byClass ? figures : computation.compute(indicator, classes);
            Suppression suppression = Suppression.of(
                    ofClasses.stream()
                            .filter(figure -> figure.people() > 0)
                            .map(figure -> new Group(
                                    key(figure), homes.get(key(figure)).school(), size(figure)))
                            .toList(),
                    minimumGroup);
            return byClass
                    ? figure ->
                            figure.people() == 0 || suppression.hiddenClasses().contains(key(figure))
                    : figure ->
                            figure.people() == 0 || suppression.hiddenSchools().contains(figure.cell());
        }
        Suppression suppression = Suppression.of(
                figures.stream()
                        .filter(figure -> figure.people() > 0)
                        .map(figure -> new Group(key(figure), Optional.empty(), size(figure)))
                        .toList(),
                minimumGroup);
        return figure -> figure.people() == 0 || suppression.hiddenClasses().contains(key(figure));
    }

    private static String key(Figure figure) {
        return figure.cell().orElse("");
    }

    private static int size(Figure figure) {
        return Math.toIntExact(figure.people());
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
