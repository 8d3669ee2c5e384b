/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import khue.tools.charts.BarChart.Bar;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BarChartTest {

    private static final Words WORDS =
            new Words("F1 <thử>", "Lớp 6A: 25 %.", number -> number * 100 + "%", false, "n < 10", "chưa trọn");

    @Test
    void drawsBarsFromZeroInTheirProportions() {
        Drawn drawn = draw(List.of(bar("6A", 0.2), bar("6B", 0.4)), Optional.empty());

        List<Element> bars = drawn.all("rect", "bar");
        assertThat(bars).extracting(bar -> Drawn.percent(bar, "x")).containsExactly(0.0, 0.0);
        assertThat(bars).extracting(bar -> Drawn.percent(bar, "width")).containsExactly(50.0, 100.0);
        assertThat(drawn.words()).contains("6A", "0.2", "6B", "0.4");
        assertThat(drawn.only("title")).isEqualTo("F1 <thử>");
        assertThat(drawn.only("desc")).isEqualTo("Lớp 6A: 25 %.");
    }

    @Test
    void drawsGapsToBothSidesOfZero() {
        Drawn drawn = draw(List.of(bar("nội − ngoại", -0.1), bar("công − tư", 0.1)), Optional.empty());

        List<Element> bars = drawn.all("rect", "bar");
        double zero = Drawn.percent(drawn.all("line", "zero").get(0), "x1");
        assertThat(Drawn.percent(bars.get(0), "x") + Drawn.percent(bars.get(0), "width"))
                .isCloseTo(zero, within(0.01));
        assertThat(Drawn.percent(bars.get(1), "x")).isCloseTo(zero, within(0.01));
    }

    @Test
    void drawsAnIntervalAcrossTheEndOfItsBarAndMakesRoomForIt() {
        Drawn drawn = draw(
                List.of(new Bar(
                        "E1", new Told(Optional.of(0.1), Optional.of(new Interval(-0.05, 0.25)), "10 %", false))),
                Optional.empty());

        Element whisker = drawn.all("line", "whisker").get(0);
        double zero = Drawn.percent(drawn.all("line", "zero").get(0), "x1");
        assertThat(Drawn.percent(whisker, "x1")).isLessThan(zero).isGreaterThanOrEqualTo(0);
        assertThat(Drawn.percent(whisker, "x2")).isLessThanOrEqualTo(100);
        assertThat(Drawn.percent(whisker, "x2"))
                .isGreaterThan(zero + Drawn.percent(drawn.all("rect", "bar").get(0), "width"));
    }

    @Test
    void hatchesWhatIsNotToldAndDrawsNoBarForIt() {
        Drawn drawn = draw(
                List.of(
                        new Bar("6A", new Told(Optional.empty(), Optional.empty(), "n < 10", true)),
                        new Bar("6B", new Told(Optional.empty(), Optional.empty(), "–", false)),
                        bar("6C", 0)),
                Optional.empty());

        assertThat(drawn.all("rect", "hidden")).singleElement().satisfies(hidden -> {
            assertThat(hidden.getAttribute("fill")).startsWith("url(#");
            assertThat(hidden.getAttribute("stroke-dasharray")).isNotEmpty();
        });
        assertThat(drawn.all("rect", "bar"))
                .singleElement()
                .satisfies(bar -> assertThat(Drawn.percent(bar, "width")).isZero());
        assertThat(drawn.words()).contains("n < 10", "–");
    }

    @Test
    void drawsATargetBeyondEveryBar() {
        Drawn drawn = draw(List.of(bar("Trường hoạt động", 7)), Optional.of(new Target(25, "Chỉ tiêu: 25")));

        Element target = drawn.all("line", "target").get(0);
        assertThat(Drawn.percent(target, "x1"))
                .isGreaterThan(Drawn.percent(drawn.all("rect", "bar").get(0), "width"))
                .isLessThanOrEqualTo(100);
        assertThat(target.getAttribute("stroke-dasharray")).isNotEmpty();
        assertThat(drawn.words()).contains("Chỉ tiêu: 25");
    }

    @Test
    void breaksLongNamesIntoLinesThatFitBesideTheValue() {
        String name = "Trường Trung học cơ sở và Trung học phổ thông Nguyễn Bỉnh Khiêm – Cầu Giấy";
        Chart brief = BarChart.of("c", WORDS, List.of(bar("6A", 1)), Optional.empty());
        Chart chart = BarChart.of("c", WORDS, List.of(bar(name, 1)), Optional.empty());
        Drawn drawn = Drawn.of(chart.svg());

        List<String> lines =
                drawn.all("text", "ink").stream().map(Element::getTextContent).toList();
        assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 24);
        assertThat(String.join(" ", lines)).isEqualTo(name);
        assertThat(chart.height() - brief.height()).isEqualTo((lines.size() - 1) * Svg.LINE);
        assertThat(Svg.lines("https://lms.example.vn/a/very/long/word", 24)).allMatch(line -> line.length() <= 24);
    }

    @Test
    void standsAloneOnWhiteWithItsTitleAndItsOrigin() {
        Chart chart = BarChart.of("c", WORDS, List.of(bar("6A & 6B", 1)), Optional.empty());
        Drawn drawn = Drawn.of(chart.alone("Tham gia (%)", List.of("Khuê · F1 phiên bản 1")));

        assertThat(drawn.words()).startsWith("Tham gia (%)").contains("6A & 6B", "Khuê · F1 phiên bản 1");
        assertThat(drawn.document().getDocumentElement().getAttribute("width")).isEqualTo("760");
    }

    private static Drawn draw(List<Bar> bars, Optional<Target> target) {
        return Drawn.of(BarChart.of("c", WORDS, bars, target).svg());
    }

    private static Bar bar(String name, double value) {
        return new Bar(name, new Told(Optional.of(value), Optional.empty(), Double.toString(value), false));
    }
}
