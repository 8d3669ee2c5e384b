/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.Collator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.xapi.reports.indicators.Computation.Label;

/**
 * Answers questions about indicators, with small groups suppressed. What is asked of the whole and of its parts is computed side by
 * side, on two of the processors that a server has.
 */
@ApplicationScoped
public class Answers {

    private final Computation computation;
    private final SmallGroups smallGroups;
    private final Readers readers;
    private final ThreadFactory threads;

    @Resource
    private ManagedThreadFactory ofTheServer;

    /** For the container's proxy. */
    protected Answers() {
        this(null, null, null);
    }

    @Inject
    public Answers(Computation computation, SmallGroups smallGroups, Readers readers) {
        this.computation = computation;
        this.smallGroups = smallGroups;
        this.readers = readers;
        this.threads = work -> ofTheServer.newThread(work);
    }

    /** Without a container. */
    Answers(Computation computation, SmallGroups smallGroups) {
        this.computation = computation;
        this.smallGroups = smallGroups;
        this.readers = new Readers(Clock.systemUTC());
        this.threads = Thread::new;
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
        return answers(indicator, List.of(question)).get(0);
    }

    /**
     * The answer to each question, as if it were asked alone.
     *
     * @param questions that differ in their periods, as those of a trend do
     */
    public List<Answer> answers(Indicator indicator, List<Question> questions) {
        return readers.serve(() -> answersAtOnce(indicator, questions));
    }

    private List<Answer> answersAtOnce(Indicator indicator, List<Question> questions) {
        List<Figures> figures =
                questions.stream().map(question -> figures(indicator, question)).toList();
        // After the figures: whoever came in between is in what is hidden, not in what is shown.
        List<SmallGroups.Hidden> hidden = smallGroups.hidden(indicator, questions);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            answers.add(answer(
                    questions.get(i), figures.get(i).total(), figures.get(i).rows(), hidden.get(i)));
        }
        return answers;
    }

    private record Figures(List<Figure> total, List<Figure> rows) {}

    private Figures figures(Indicator indicator, Question question) {
        Question whole = question.by(Breakdown.NONE);
        if (question.equals(whole)) {
            return new Figures(computation.compute(indicator, whole), List.of());
        }
        FutureTask<List<Figure>> total = new FutureTask<>(() -> computation.compute(indicator, whole));
        threads.newThread(total).start();
        List<Figure> rows = computation.compute(indicator, question);
        return new Figures(resultOf(total), rows);
    }

    private static <T> T resultOf(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a figure was computed", stopping);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException expected) {
                throw expected;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private Answer answer(Question question, List<Figure> total, List<Figure> figures, SmallGroups.Hidden hidden) {
        Map<String, Label> labels = computation.labels(question);
        Set<String> withFigures = figures.stream().map(Answers::key).collect(Collectors.toSet());
        // That a hidden group did nothing in a period is not told either: it is in every period of the school year.
        Stream<Figure> withoutFigures = hidden.cells().stream()
                .filter(cell -> !withFigures.contains(cell))
                .map(cell -> nothing(Optional.of(cell).filter(name -> !name.isEmpty())));
        List<Row> rows = Stream.concat(figures.stream(), withoutFigures)
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
                        .orElseGet(() -> row(nothing(Optional.empty()), Optional.empty(), hidden.total())),
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

    private static Figure nothing(Optional<String> cell) {
        return new Figure(cell, Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty(), Map.of());
    }

    private static Comparator<Row> byName() {
        Collator vietnamese = Collator.getInstance(Locale.forLanguageTag("vi"));
        Comparator<Row> byLabel = Comparator.comparing(row -> row.label().orElse(""), vietnamese::compare);
        return byLabel.thenComparing(row -> key(row.figure()));
    }
}
