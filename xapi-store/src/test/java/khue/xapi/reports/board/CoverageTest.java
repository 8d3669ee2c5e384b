/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.xapi.reports.board.Coverage.State;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.board.Programme.Site;
import khue.xapi.reports.board.Programme.Trial;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.SchoolActivity.Seen;
import khue.xapi.reports.indicators.Text;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final Map<String, List<Code>> CODES =
            Map.of("level", codes("primary"), "area", codes("inner", "outer"), "ownership", codes("public", "private"));
    private static final LocalDate DAY = LocalDate.of(2025, 9, 5);

    private static List<Code> codes(String... codes) {
        return List.of(codes).stream()
                .map(code -> new Code(code, new Text(code, code)))
                .toList();
    }

    private static Site site(String code, String area, String ownership) {
        return new Site(
                code,
                Optional.empty(),
                Optional.of("primary"),
                Optional.ofNullable(area),
                Optional.ofNullable(ownership));
    }

    private static Trial trial(String school, String model) {
        return new Trial(school, model, "real", DAY, Optional.empty());
    }

    private static Coverage coverage(Map<String, Standing> standings, List<Trial> trials, Site... sites) {
        return Coverage.of(CODES, List.of(sites), trials, school -> standings.getOrDefault(school, Standing.QUIET));
    }

    private static List<State> states(Coverage coverage) {
        return coverage.cells().stream().map(Coverage.Cell::state).toList();
    }

    @Test
    void hasACellForEachKindOfSchoolThatCanBe() {
        assertThat(states(coverage(Map.of(), List.of())))
                .containsExactly(State.EMPTY, State.EMPTY, State.EMPTY, State.EMPTY);
    }

    @Test
    void isCoveredWhereAnActiveSchoolTriesAModel() {
        Coverage coverage = coverage(
                Map.of("a", Standing.ACTIVE, "b", Standing.ACTIVE, "c", Standing.BEGUN),
                List.of(trial("a", "M1"), trial("c", "M2")),
                site("a", "inner", "public"),
                site("b", "inner", "private"),
                site("c", "outer", "public"),
                site("d", "outer", "private"));

        assertThat(states(coverage)).containsExactly(State.COVERED, State.ACTIVE, State.IDLE, State.IDLE);
        assertThat(coverage.covered()).isEqualTo(1);
        assertThat(coverage.cells().get(2).models()).containsExactly("M2");
    }

    @Test
    void doesNotLetTheOneSchoolBeGuessedOfWhichNothingIsTold() {
        Coverage coverage = coverage(
                Map.of("small", Standing.HIDDEN, "large", Standing.ACTIVE, "tries", Standing.ACTIVE),
                List.of(trial("small", "M1"), trial("tries", "M1")),
                site("small", "inner", "public"),
                site("large", "inner", "public"),
                site("tries", "outer", "public"));

        assertThat(states(coverage)).containsExactly(State.HIDDEN, State.EMPTY, State.COVERED, State.EMPTY);
        assertThat(coverage.cells().get(0).hidden()).isEqualTo(1);
    }

    @Test
    void namesSchoolsThatAreInNoCellBecauseTooLittleIsKnownOfThem() {
        Coverage coverage = coverage(Map.of(), List.of(), site("a", null, "public"), site("b", "inner", "public"));

        assertThat(coverage.unplaced()).extracting(Site::code).containsExactly("a");
    }

    @Test
    void saysOfASchoolThatNothingArrivedAndThatTooFewPeopleAreThere() {
        assertThat(Standing.of(Optional.empty(), 10)).isEqualTo(Standing.QUIET);
        assertThat(Standing.of(Optional.of(seen(600, 3, 2, 0)), 10)).isEqualTo(Standing.BEGUN);
        assertThat(Standing.of(Optional.of(seen(600, 5, 0, 0)), 10)).isEqualTo(Standing.ACTIVE);
        assertThat(Standing.of(Optional.of(seen(9, 9, 0, 0)), 10)).isEqualTo(Standing.HIDDEN);
        assertThat(Standing.of(Optional.of(seen(0, 9, 0, 0)), 10)).isEqualTo(Standing.HIDDEN);
        assertThat(Standing.of(Optional.of(seen(0, 10, 0, 1)), 10)).isEqualTo(Standing.BEGUN);
    }

    private static Seen seen(int learners, int pupils, int missingPupils, int missingGrownUps) {
        return new Seen("s", learners, pupils, missingPupils, missingGrownUps);
    }

    @Test
    void countsATrialOfAnyDayOfThePeriod() {
        Trial ended = new Trial("a", "M1", "real", DAY, Optional.of(DAY.plusDays(10)));

        assertThat(ended.isIn(new Period(DAY.plusDays(9), DAY.plusDays(30)))).isTrue();
        assertThat(ended.isIn(new Period(DAY.plusDays(10), DAY.plusDays(30)))).isFalse();
        assertThat(ended.isIn(new Period(DAY.minusDays(10), DAY))).isTrue();
        assertThat(ended.isIn(new Period(DAY.minusDays(10), DAY.minusDays(1)))).isFalse();
    }
}
