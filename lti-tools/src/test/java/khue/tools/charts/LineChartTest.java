/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import khue.tools.charts.LineChart.Panel;
import khue.tools.charts.LineChart.Slot;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LineChartTest {

    private static final Words WORDS =
            new Words("F1", "Tổng: 10 → 30.", number -> "" + number, false, "n < 10", "chưa trọn");

    private static final Told HIDDEN = new Told(Optional.empty(), Optional.empty(), "n < 10", true);
    private static final Told NOTHING = new Told(Optional.empty(), Optional.empty(), "–", false);

    @Test
    void putsHigherFiguresHigherAndLaterOnesToTheRight() {
        Drawn drawn = draw(3, told(0), told(10), told(40));

        List<Element> dots = drawn.all("circle", "dot");
        assertThat(dots).extracting(dot -> Drawn.percent(dot, "cx")).isSorted().allMatch(x -> x > 0 && x < 100);
        assertThat(dots).extracting(dot -> -Drawn.pixels(dot, "cy")).isSorted();
        Element zero = drawn.all("line", "zero").get(0);
        assertThat(Drawn.pixels(dots.get(0), "cy")).isCloseTo(Drawn.pixels(zero, "y1"), within(0.01));
        double quarter = Drawn.pixels(dots.get(0), "cy") - Drawn.pixels(dots.get(1), "cy");
        double whole = Drawn.pixels(dots.get(0), "cy") - Drawn.pixels(dots.get(2), "cy");
        assertThat(whole).isCloseTo(4 * quarter, within(0.05));
    }

    @Test
    void breaksTheLineWhereAFigureIsHiddenOrMissingAndNeverDrawsItAsZero() {
        Drawn drawn = draw(6, told(3), told(4), HIDDEN, told(5), NOTHING, told(6));

        assertThat(drawn.all("line", "trend")).hasSize(1);
        assertThat(drawn.all("circle", "dot")).hasSize(4);
        // In its column, and in the key.
        assertThat(drawn.all("rect", "hidden")).hasSize(2);
        assertThat(drawn.words()).contains("n < 10");
    }

    @Test
    void goesBelowZero() {
        Drawn drawn = draw(2, told(-0.02), told(0.01));

        double zero = Drawn.pixels(drawn.all("line", "zero").get(0), "y1");
        assertThat(Drawn.pixels(drawn.all("circle", "dot").get(0), "cy")).isGreaterThan(zero);
        assertThat(Drawn.pixels(drawn.all("circle", "dot").get(1), "cy")).isLessThan(zero);
    }

    @Test
    void drawsASinglePointAsADotWithItsValue() {
        Drawn drawn = draw(1, told(7));

        assertThat(drawn.all("line", "trend")).isEmpty();
        assertThat(drawn.all("circle", "dot")).hasSize(1);
        assertThat(drawn.words()).contains("7.0", "1/2026");
    }

    @Test
    void tellsAPeriodThatIsNotOverByAHollowDotAndADottedLine() {
        List<Slot> slots = List.of(new Slot("9/2026", true), new Slot("10/2026", true), new Slot("11/2026", false));
        Drawn drawn = Drawn.of(LineChart.of(
                        "c",
                        WORDS,
                        slots,
                        List.of(new Panel("Tổng", "", List.of(told(1), told(2), told(3)), Optional.empty())))
                .svg());

        assertThat(drawn.all("line", "trend"))
                .extracting(line -> line.hasAttribute("stroke-dasharray"))
                .containsExactly(false, true);
        assertThat(drawn.all("circle", "dot")).hasSize(2);
        // In its place, and in the key.
        assertThat(drawn.all("circle", "hollow")).hasSize(2);
        assertThat(drawn.words()).contains("chưa trọn");
    }

    @Test
    void drawsOneFieldUnderAnotherByTheSameScale() {
        List<Slot> slots = slots(2);
        Chart chart = LineChart.of(
                "c",
                WORDS,
                slots,
                List.of(
                        new Panel("Nội thành", "10 → 40", List.of(told(10), told(40)), Optional.empty()),
                        new Panel("Ngoại thành", "10 → 20", List.of(told(10), told(20)), Optional.empty())));
        Drawn drawn = Drawn.of(chart.svg());

        List<Element> dots = drawn.all("circle", "dot");
        double above = Drawn.pixels(dots.get(0), "cy") - Drawn.pixels(dots.get(1), "cy");
        double below = Drawn.pixels(dots.get(2), "cy") - Drawn.pixels(dots.get(3), "cy");
        assertThat(above).isCloseTo(3 * below, within(0.05));
        assertThat(Drawn.pixels(dots.get(2), "cy")).isGreaterThan(Drawn.pixels(dots.get(0), "cy"));
        assertThat(Drawn.pixels(dots.get(3), "cy")).isLessThan(chart.height());
        assertThat(drawn.words()).contains("Nội thành", "10 → 40", "Ngoại thành", "10 → 20");
    }

    @Test
    void namesNoMorePeriodsThanFitOnATelephoneTheLastAmongThem() {
        Drawn drawn =
                draw(24, IntStream.range(0, 24).mapToObj(LineChartTest::told).toArray(Told[]::new));

        List<String> named =
                drawn.words().stream().filter(word -> word.endsWith("/2026")).toList();
        assertThat(named).hasSizeBetween(3, 6).contains("24/2026");
    }

    @Test
    void drawsIntervalsAndATarget() {
        Drawn drawn = Drawn.of(LineChart.of(
                        "c",
                        WORDS,
                        slots(1),
                        List.of(new Panel(
                                "A6",
                                "1",
                                List.of(new Told(Optional.of(1.0), Optional.of(new Interval(0.5, 1.5)), "1", false)),
                                Optional.of(new Target(3, "Chỉ tiêu: 3")))))
                .svg());

        Element whisker = drawn.all("line", "whisker").get(0);
        double dot = Drawn.pixels(drawn.all("circle", "dot").get(0), "cy");
        assertThat(Drawn.pixels(whisker, "y1")).isGreaterThan(dot);
        assertThat(Drawn.pixels(whisker, "y2")).isLessThan(dot);
        assertThat(Drawn.pixels(drawn.all("line", "target").get(0), "y1")).isLessThan(Drawn.pixels(whisker, "y2"));
    }

    private static Drawn draw(int slots, Told... told) {
        return Drawn.of(LineChart.of(
                        "c", WORDS, slots(slots), List.of(new Panel("Tổng", "", Arrays.asList(told), Optional.empty())))
                .svg());
    }

    private static List<Slot> slots(int number) {
        return Stream.iterate(1, i -> i + 1)
                .limit(number)
                .map(i -> new Slot(i + "/2026", true))
                .toList();
    }

    private static Told told(double value) {
        return new Told(Optional.of(value), Optional.empty(), Double.toString(value), false);
    }
}
