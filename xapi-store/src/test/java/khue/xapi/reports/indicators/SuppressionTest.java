/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import khue.xapi.reports.indicators.Suppression.Group;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SuppressionTest {

    private static final int MINIMUM = 10;

    @Test
    void showsEverythingWhenNoGroupIsSmall() {
        Suppression suppression = Suppression.of(List.of(group("a", "s", 28), group("b", "s", 10)), MINIMUM);

        assertThat(suppression.hiddenClasses()).isEmpty();
        assertThat(suppression.hiddenSchools()).isEmpty();
        assertThat(suppression.totalIsHidden()).isFalse();
    }

    @Test
    void hidesASecondClassOfTheSchoolSoThatTheSmallOneDoesNotFollowFromTheSum() {
        Suppression suppression = Suppression.of(
                List.of(group("small", "s", 3), group("next", "s", 20), group("large", "s", 30)), MINIMUM);

        assertThat(suppression.hiddenClasses()).containsExactlyInAnyOrder("small", "next");
        assertThat(suppression.hiddenSchools()).isEmpty();
    }

    @Test
    void hidesASecondSchoolAndOneOfItsClassesWhenAWholeSchoolIsSmall() {
        Suppression suppression = Suppression.of(
                List.of(group("tiny", "s1", 4), group("b", "s2", 20), group("c", "s2", 21), group("d", "s3", 99)),
                MINIMUM);

        assertThat(suppression.hiddenSchools()).containsExactlyInAnyOrder(Optional.of("s1"), Optional.of("s2"));
        assertThat(suppression.hiddenClasses()).containsExactlyInAnyOrder("tiny", "b");
    }

    @Test
    void hidesTheTotalWhenEverythingTogetherIsSmall() {
        Suppression suppression = Suppression.of(List.of(group("a", "s", 4), group("b", "s", 5)), MINIMUM);

        assertThat(suppression.totalIsHidden()).isTrue();
        assertThat(suppression.hiddenClasses()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void showsAGroupOfOneWhenTheMinimumIsOne() {
        Suppression suppression = Suppression.of(List.of(group("a", "s", 1)), 1);

        assertThat(suppression.hiddenClasses()).isEmpty();
        assertThat(suppression.totalIsHidden()).isFalse();
    }

    /** Each shown sum minus its shown parts is nothing, or at least two parts with the minimum size together. */
    @Property
    void neverLeavesARemainderThatIsSmallOrSingle(
            @ForAll @IntRange(max = 12) int classes,
            @ForAll @IntRange(min = 1, max = 4) int schools,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Group> groups = new ArrayList<>(IntStream.range(0, classes)
                .mapToObj(i -> group("c" + i, "s" + random.nextInt(schools), random.nextInt(40)))
                .toList());

        Suppression suppression = Suppression.of(groups, MINIMUM);

        groups.stream().map(Group::school).distinct().forEach(school -> {
            List<Group> ofSchool = groups.stream()
                    .filter(group -> group.school().equals(school))
                    .toList();
            if (!suppression.hiddenSchools().contains(school)) {
                remainderIsSafe(ofSchool, suppression);
            }
        });
        if (!suppression.totalIsHidden()) {
            remainderIsSafe(groups, suppression);
        }
        assertThat(groups)
                .filteredOn(group -> group.size() < MINIMUM)
                .extracting(Group::classIri)
                .allMatch(suppression.hiddenClasses()::contains);
    }

    private static void remainderIsSafe(List<Group> groups, Suppression suppression) {
        List<Group> hidden = groups.stream()
                .filter(group -> suppression.hiddenClasses().contains(group.classIri()))
                .toList();
        if (!hidden.isEmpty()) {
            assertThat(hidden).hasSizeGreaterThanOrEqualTo(2);
            assertThat(hidden.stream().mapToInt(Group::size).sum()).isGreaterThanOrEqualTo(MINIMUM);
        }
    }

    private static Group group(String classIri, String school, int size) {
        return new Group(classIri, Optional.of(school), size);
    }
}
