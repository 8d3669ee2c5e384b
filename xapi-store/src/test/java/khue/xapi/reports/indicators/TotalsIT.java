/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import khue.xapi.reports.SampleStore;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All totals in one answer: what each is alone, kept for a moment and made anew before it is too old. */
class TotalsIT {

    private static final Period YEAR = new Period(LocalDate.of(2025, 9, 1), LocalDate.of(2026, 8, 31));
    private static final SampleYear SAMPLE = SampleYear.tidy(7, new SampleSchools.Size(3, 2, 12, 2, 2));
    private static final Moment CLOCK = new Moment(Instant.parse("2026-11-22T01:00:00Z"));

    private static SampleStore store;
    private static Answers answers;

    @BeforeAll
    static void halfASchoolYearGoesBy() {
        store = new SampleStore("totals");
        Computation computation = new Computation(store.database());
        answers = new Answers(computation, new SmallGroups(computation, new TieBook(store.database()), 10));
        store.tell(SAMPLE.schools());
        store.sendAll(SAMPLE.statements(Instant.MIN, Instant.parse("2026-01-05T00:00:00Z")));
    }

    @Test
    void areWhatEachIndicatorSaysAloneAndFollowNewStatementsWithinTheirTime() {
        Totals totals = new Totals(answers, store.extraction(), CLOCK);
        Totals.Together first = totals.of(YEAR);
        assertThat(first.totals()).extracting(Totals.Total::indicator).isEqualTo(Indicators.ALL);
        assertThat(first.totals()).allSatisfy(total -> assertThat(total.row()).isEqualTo(alone(total.indicator())));
        assertThat(first.totals())
                .anyMatch(total -> !total.row().suppressed()
                        && total.row().figure().value().isPresent());

        store.sendAll(SAMPLE.statements(Instant.parse("2026-01-05T00:00:00Z"), Instant.MAX));
        assertThat(totals.of(YEAR)).isSameAs(first);

        CLOCK.pass(Totals.SHORTEST.plusSeconds(1));
        Totals.Together later = totals.of(YEAR);
        assertThat(later.factsThrough()).isAfter(first.factsThrough());
        assertThat(later.totals()).isNotEqualTo(first.totals());
        assertThat(later.totals()).allSatisfy(total -> assertThat(total.row()).isEqualTo(alone(total.indicator())));
    }

    @Test
    void areMadeAnewInTheBackgroundOnlyWhileSomebodyWantsThem() {
        Totals totals = new Totals(answers, store.extraction(), CLOCK);
        Totals.Together first = totals.of(YEAR);
        CLOCK.pass(Totals.LONGEST.multipliedBy(11));
        totals.refresh();
        Totals.Together anew = totals.of(YEAR);
        assertThat(anew.computedAt()).isAfter(first.computedAt()).isEqualTo(CLOCK.instant());
        assertThat(totals.of(YEAR)).isSameAs(anew);

        CLOCK.pass(Totals.WANTED.plusSeconds(1));
        totals.refresh();
        CLOCK.pass(Duration.ofSeconds(1));
        assertThat(totals.of(YEAR).computedAt()).isEqualTo(CLOCK.instant());
    }

    /** Whoever looks first in the morning does not wait for what nobody changed. */
    @Test
    void areKeptWhileNothingIsStored() {
        Totals totals = new Totals(answers, store.extraction(), CLOCK);
        Totals.Together first = totals.of(YEAR);
        CLOCK.pass(Totals.SHORTEST.plusSeconds(1));
        totals.refresh();
        assertThat(totals.of(YEAR)).isSameAs(first);
    }

    private static Answers.Row alone(Indicator indicator) {
        return answers.answer(
                        indicator,
                        new Question(
                                YEAR,
                                Breakdown.NONE,
                                Geography.EVENT,
                                LocalDate.ofInstant(CLOCK.instant(), Period.ZONE)))
                .total();
    }
}
