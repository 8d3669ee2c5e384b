/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports;

import java.text.Collator;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import khue.xapi.reports.Cell.Share;
import khue.xapi.reports.Cell.Source;
import khue.xapi.reports.ClassFigure.Denominator;

/** Figures of classes as rows and a total, with small groups suppressed. */
record ParticipationReport(Cell total, List<Cell> rows) {

    /** How rows are made of classes. */
    enum Breakdown {
        CLASS,
        SCHOOL,
        NONE;

        static Optional<Breakdown> of(String word) {
            return List.of(values()).stream()
                    .filter(breakdown ->
                            breakdown.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }
    }

    static ParticipationReport of(List<ClassFigure> figures, Breakdown breakdown, int minimumGroup) {
        List<ClassFigure> known = figures.stream()
                .filter(figure -> figure.denominator().isPresent())
                .toList();
        Suppression suppression =
                Suppression.of(known.stream().map(ParticipationReport::group).toList(), minimumGroup);
        Cell total = new Cell(
                Optional.empty(),
                Optional.empty(),
                suppression.totalIsHidden() ? Optional.empty() : Optional.of(share(known)),
                source(known));
        List<Cell> rows = switch (breakdown) {
            case CLASS ->
                figures.stream().map(figure -> ofClass(figure, suppression)).toList();
            case SCHOOL -> ofSchools(known, suppression);
            case NONE -> List.<Cell>of();
        };
        return new ParticipationReport(total, sorted(rows));
    }

    /** A class without an enrolment is listed without numbers: nobody can say whether it is a small group. */
    private static Cell ofClass(ClassFigure figure, Suppression suppression) {
        boolean shown =
                figure.denominator().isPresent() && !suppression.hiddenClasses().contains(figure.classIri());
        return new Cell(
                Optional.of(figure.classIri()),
                figure.denominator().map(Denominator::label),
                shown ? Optional.of(share(List.of(figure))) : Optional.empty(),
                source(List.of(figure)));
    }

    private static List<Cell> ofSchools(List<ClassFigure> known, Suppression suppression) {
        Map<Optional<String>, List<ClassFigure>> schools = known.stream()
                .collect(Collectors.groupingBy(
                        ParticipationReport::school,
                        () -> new TreeMap<>(Comparator.comparing(school -> school.orElse(""))),
                        Collectors.toList()));
        BiFunction<Optional<String>, List<ClassFigure>, Cell> cell = (school, figures) -> new Cell(
                school,
                school,
                suppression.hiddenSchools().contains(school) ? Optional.empty() : Optional.of(share(figures)),
                source(figures));
        return schools.entrySet().stream()
                .map(school -> cell.apply(school.getKey(), school.getValue()))
                .toList();
    }

    private static Suppression.Group group(ClassFigure figure) {
        return new Suppression.Group(
                figure.classIri(),
                school(figure),
                figure.denominator().orElseThrow().learners());
    }

    private static Optional<String> school(ClassFigure figure) {
        return figure.denominator().flatMap(Denominator::school);
    }

    private static Share share(Collection<ClassFigure> figures) {
        return new Share(
                figures.stream().mapToInt(ClassFigure::numerator).sum(),
                figures.stream()
                        .mapToInt(figure -> figure.denominator().orElseThrow().learners())
                        .sum());
    }

    /** The names of all sources, and the oldest of their times: a figure is as fresh as its oldest part. */
    private static Optional<Source> source(Collection<ClassFigure> figures) {
        List<Denominator> denominators = figures.stream()
                .flatMap(figure -> figure.denominator().stream())
                .toList();
        Optional<Instant> oldest = denominators.stream().map(Denominator::asOf).min(Comparator.naturalOrder());
        String names = denominators.stream()
                .map(Denominator::source)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return oldest.map(asOf -> new Source(names, asOf));
    }

    private static List<Cell> sorted(List<Cell> rows) {
        Collator vietnamese = Collator.getInstance(Locale.forLanguageTag("vi"));
        Comparator<Cell> byLabel = Comparator.comparing(cell -> cell.label().orElse(""), vietnamese::compare);
        return rows.stream()
                .sorted(byLabel.thenComparing(cell -> cell.key().orElse("")))
                .toList();
    }
}
