/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.tools.evaluation.IndicatorDefinition;
import khue.tools.evaluation.IndicatorReport;
import khue.tools.evaluation.Period;
import khue.tools.evaluation.ProgrammeTotals.Total;
import org.junit.jupiter.api.Test;

class MovesTest {

    private static final Period YEAR = new Period(LocalDate.of(2026, 9, 5), LocalDate.of(2027, 9, 4));

    @Test
    void tellsAFigureThatReadsDifferentlyAndNoneThatMovedByLess() {
        List<Moves.Move> moves = moves(
                Map.of("F1", figure(1, 0.12), "F3", figure(1, 0.5), "I1", figure(1, 3.0)),
                total("F1", 1, 0.131, false),
                total("F3", 1, 0.5001, false),
                total("I1", 1, 3.0, false));

        assertThat(moves).singleElement().satisfies(move -> {
            assertThat(move.total().definition().id()).isEqualTo("F1");
            assertThat(move.from()).isEqualTo("0.12");
            assertThat(move.to()).isEqualTo("0.13");
            assertThat(move.redefined()).isFalse();
        });
    }

    @Test
    void tellsWhatIsHiddenNowAndWhatIsNoLonger() {
        Known.Figure hidden = new Known.Figure(1, Optional.empty(), Optional.empty(), true);

        assertThat(moves(
                        Map.of("F1", hidden, "F3", figure(1, 0.5)),
                        total("F1", 1, 0.2, false),
                        total("F3", 1, 0, true)))
                .extracting(Moves.Move::from, Moves.Move::to)
                .containsExactly(tuple("hidden", "0.20"), tuple("0.50", "hidden"));
    }

    @Test
    void doesNotCompareAFigureOfAnotherFormulaAndLeavesSourcesAndNewIndicatorsOut() {
        List<Moves.Move> moves = moves(
                Map.of("F1", figure(1, 0.12), "Q1", figure(1, 3.0)),
                total("F1", 2, 0.12, false),
                total("Q1", 1, 9, false),
                total("A9", 1, 1, false));

        assertThat(moves)
                .singleElement()
                .satisfies(move -> assertThat(move.redefined()).isTrue());
    }

    @Test
    void keepsWhatWasSeenAsAText() {
        Known known = new Known(
                YEAR,
                Map.of(
                        "F1",
                        new Known.Figure(2, Optional.of(0.25), Optional.of(4.0), false),
                        "F2",
                        new Known.Figure(1, Optional.empty(), Optional.empty(), true)),
                Set.of("a", "b"));

        assertThat(Known.of(known.text())).isEqualTo(known);
    }

    private static List<Moves.Move> moves(Map<String, Known.Figure> before, Total... now) {
        return Moves.between(
                new Known(YEAR, before, Set.of()),
                List.of(now),
                total -> said(total.figure().value(), total.figure().suppressed()),
                (total, figure) -> said(figure.value(), figure.suppressed()));
    }

    private static String said(Optional<Double> value, boolean suppressed) {
        return suppressed
                ? "hidden"
                : value.map(number -> String.format(Locale.ROOT, "%.2f", number))
                        .orElse("–");
    }

    private static Known.Figure figure(int version, double value) {
        return new Known.Figure(version, Optional.of(value), Optional.empty(), false);
    }

    private static Total total(String id, int version, double value, boolean suppressed) {
        return new Total(
                new IndicatorDefinition(id, version, id, "share", List.of()),
                new IndicatorReport.Figure(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        suppressed ? Optional.empty() : Optional.of(value),
                        Map.of(),
                        suppressed,
                        Optional.empty(),
                        Optional.empty()));
    }
}
