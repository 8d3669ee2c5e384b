/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import khue.xapi.reports.indicators.Ties.Unit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TiesTest {

    private static final int MINIMUM = 10;

    @Test
    void tiesNothingWhenNoGroupIsSmall() {
        Ties ties = Ties.of(List.of(unit("a", 28, "s"), unit("b", 10, "s")), List.of(), MINIMUM);

        assertThat(ties.groups()).isEmpty();
    }

    @Test
    void tiesASmallClassToTheSmallestOfItsSchoolAndHidesBothButNotTheSchool() {
        List<Unit> classes =
                List.of(unit("small", 3, "s"), unit("next", 20, "s"), unit("large", 30, "s"), unit("far", 11, "t"));

        Ties ties = Ties.of(classes, List.of(), MINIMUM);

        assertThat(ties.groups()).containsExactly(Set.of("next", "small"));
        assertThat(ties.hidden(each(classes))).containsExactlyInAnyOrder("small", "next");
        assertThat(ties.hidden(Map.of(
                        "small", Map.of("s", "always"), "next", Map.of("s", "always"), "large", Map.of("s", "always"))))
                .isEmpty();
    }

    @Test
    void hidesBothCellsOfATieAcrossThemAlsoWhenOneMovesOnlyForADay() {
        List<Unit> classes = List.of(unit("tiny", 4, "s"), unit("b", 20, "t"));
        Ties ties = Ties.of(classes, List.of(), MINIMUM);

        assertThat(ties.hidden(Map.of("tiny", Map.of("inner", "always"), "b", Map.of("outer", "always"))))
                .containsExactlyInAnyOrder("inner", "outer");
        assertThat(ties.hidden(Map.of("tiny", Map.of("inner", "1/2", "outer", "2/3"), "b", Map.of("inner", "1/3"))))
                .containsExactlyInAnyOrder("inner", "outer");
    }

    @Test
    void showsNothingWhenEverythingTogetherIsSmall() {
        List<Unit> classes = List.of(unit("a", 4, "s"), unit("b", 5, "s"));

        assertThat(Ties.of(classes, List.of(), MINIMUM)
                        .hidden(Map.of("a", Map.of("", "always"), "b", Map.of("", "always"))))
                .containsExactly("");
    }

    @Test
    void keepsToWhatWasTiedUntilNobodyNeedsIt() {
        Set<String> before = Set.of("a", "c");
        List<Unit> later = List.of(unit("a", 9, "s"), unit("b", 12, "s"), unit("c", 30, "s"));

        assertThat(Ties.of(later, List.of(before), MINIMUM).groups()).containsExactly(before);
        assertThat(Ties.of(
                                List.of(unit("a", 10, "s"), unit("b", 12, "s"), unit("c", 30, "s")),
                                List.of(before),
                                MINIMUM)
                        .groups())
                .isEmpty();
    }

    @Test
    void hidesNoGroupOfOneWhenTheMinimumIsOne() {
        assertThat(Ties.of(List.of(unit("a", 1, "s")), List.of(), 1).hidden(Map.of("a", Map.of("a", "always"))))
                .isEmpty();
    }

    /** Everybody small is in a tie that is large enough, or nothing is shown of it. */
    @Property
    void noTieIsSmall(
            @ForAll @IntRange(max = 12) int classes,
            @ForAll @IntRange(min = 1, max = 4) int schools,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            units.add(unit("c" + i, random.nextInt(25), "s" + random.nextInt(schools)));
        }
        Ties ties = Ties.of(units, List.of(), MINIMUM);
        Set<String> hidden = ties.hidden(each(units));

        for (Unit unit : units) {
            if (unit.people() > 0 && unit.people() < MINIMUM) {
                assertThat(hidden).contains(unit.name());
            }
        }
        long everybody = units.stream().mapToLong(Unit::people).sum();
        for (Set<String> tie : ties.groups()) {
            assertThat(units.stream()
                            .filter(unit -> tie.contains(unit.name()))
                            .mapToLong(Unit::people)
                            .sum())
                    .isGreaterThanOrEqualTo(Math.min(MINIMUM, everybody));
        }
    }

    private static Unit unit(String name, long people, String school) {
        return new Unit(name, people, Optional.of(school), List.of("level", school));
    }

    /** Each unit in a cell of its own. */
    private static Map<String, Map<String, String>> each(List<Unit> units) {
        Map<String, Map<String, String>> places = new HashMap<>();
        units.forEach(unit -> places.put(unit.name(), Map.of(unit.name(), "always")));
        return places;
    }
}
