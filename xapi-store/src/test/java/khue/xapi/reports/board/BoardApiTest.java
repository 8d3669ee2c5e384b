/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.reports.ApiDocument;
import khue.xapi.reports.board.Programme.Code;
import khue.xapi.reports.board.Programme.Site;
import khue.xapi.reports.board.Programme.Trial;
import khue.xapi.reports.indicators.Geography;
import khue.xapi.reports.indicators.Indicators;
import khue.xapi.reports.indicators.Period;
import khue.xapi.reports.indicators.SchoolActivity.Known;
import khue.xapi.reports.indicators.Text;
import org.junit.jupiter.api.Test;

/** What docs/reference/reports-api.json says of the board is what is written, field by field. */
class BoardApiTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Period PERIOD = new Period(DAY, DAY);
    private static final Text WORD = new Text("từ", "word");

    private final ApiDocument document = new ApiDocument();

    @Test
    void describesABoardOnWhichEverythingIsKnown() throws IOException {
        assertThat(document.problems("Board", json -> BoardJson.write(board(true), json)))
                .isEmpty();
    }

    @Test
    void describesABoardOnWhichNothingIsKnown() throws IOException {
        assertThat(document.problems("Board", json -> BoardJson.write(board(false), json)))
                .isEmpty();
    }

    @Test
    void describesAMapOfTheEcosystem() throws IOException {
        List<Code> codes = List.of(new Code("people", WORD));
        Ecosystem map = new Ecosystem(
                "2025-2026",
                PERIOD,
                10,
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of("2025-2026", PERIOD),
                codes,
                List.of(new Code("guardian", WORD)),
                List.of(
                        new Ecosystem.SchoolMap(
                                "a", Optional.of("A"), false, Set.of(new Ecosystem.Link("guardian", "people"))),
                        new Ecosystem.SchoolMap("b", Optional.empty(), true, Set.of())));

        assertThat(document.problems("Ecosystem", json -> EcosystemJson.write(map, json)))
                .isEmpty();
    }

    @Test
    void namesEveryStanding() {
        assertThat(document.words("Standing"))
                .containsExactlyElementsOf(
                        Arrays.stream(Standing.values()).map(Standing::word).toList());
    }

    private static Board board(boolean known) {
        Optional<String> word = Optional.of("word").filter(text -> known);
        Optional<LocalDate> day = Optional.of(DAY).filter(text -> known);
        Optional<BigDecimal> number = Optional.of(BigDecimal.ONE).filter(text -> known);
        Programme.Target target = new Programme.Target("t", 1, "title", word, PERIOD, number, BigDecimal.TEN, "source");
        Board.Denominator denominator = new Board.Denominator(
                "teachers", Optional.of(new Known(7, "source", DAY)).filter(text -> known));
        Programme.Cohort cohort =
                new Programme.Cohort("c", 1, "title", 50, Optional.of(1), Optional.<Integer>empty(), "source");
        Programme.Model model = new Programme.Model("M1", 1, "title", word, word, word, "source");
        Site site = new Site("s", word, word, word, word);
        Trial trial = new Trial("s", "M1", "real", DAY, day);
        List<Code> codes = List.of(new Code("code", WORD));
        Map<String, List<Code>> lists = Map.of("level", codes, "area", codes, "ownership", codes);
        return new Board(
                word,
                Geography.EVENT,
                DAY,
                10,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(new Board.Goal(
                        target,
                        Indicators.of("I3").filter(text -> known),
                        PERIOD,
                        !known,
                        List.of(new Board.Reading(
                                "value",
                                number,
                                number,
                                Optional.of(true).filter(text -> known),
                                Optional.of(denominator))))),
                PERIOD,
                List.of(new Board.CohortGoal(
                        "c", Optional.of(cohort).filter(text -> known), !known, number, number, number)),
                PERIOD,
                List.of(new Board.SchoolLine(site, Standing.BEGUN, 2, 1, List.of("M1"))),
                PERIOD,
                List.of(new Board.ModelLine(model, List.of(new Board.TrialLine(trial, word, Standing.ACTIVE, day)))),
                Coverage.of(lists, List.of(site), List.of(trial), school -> Standing.ACTIVE),
                lists,
                Map.of("2025-2026", PERIOD),
                List.of(new Board.Missing("target", word, "targets")));
    }
}
