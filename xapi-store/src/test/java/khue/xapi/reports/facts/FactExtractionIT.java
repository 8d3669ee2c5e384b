/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import khue.xapi.postgres.StoreForTests;
import khue.xapi.reports.SampleStore;
import khue.xapi.samples.SampleSchools;
import khue.xapi.samples.SampleYear;
import khue.xapi.samples.SampleYear.Sent;
import khue.xapi.statements.StatementStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FactExtractionIT {

    private static final int STEP = 3;
    private static final List<Sent> YEAR =
            SampleYear.tidy(7, new SampleSchools.Size(1, 1, 4, 1, 1)).statements();

    private static SampleStore sample;
    private static StatementStore store;
    private static FactExtraction extraction;
    private static Backlog backlog;
    private static int sent;

    @BeforeAll
    static void begin() {
        sample = new SampleStore("fact_extraction");
        store = StoreForTests.store(sample.database(), List.of());
        extraction = new FactExtraction(sample.database(), store, SampleSchools.BASE, STEP);
        backlog = new Backlog(sample.database(), Duration.ofHours(1));
    }

    @Test
    void hasSeenAllThatWasStoredAlsoWhenItsLastStepWasExactlyFull() {
        send(2 * STEP);
        Instant stored = store.consistentThrough();

        assertThat(extraction.step()).isTrue();
        assertThat(extraction.through()).isBefore(stored);
        assertThat(extraction.step()).isFalse();
        assertThat(extraction.through()).isAfterOrEqualTo(stored.minus(1, ChronoUnit.MICROS));
    }

    @Test
    void tellsWhatIsToBeDone() {
        extraction.catchUp();
        assertThat(backlog.look().oldest()).isEmpty();

        send(STEP);
        assertThat(backlog.look().oldest().orElseThrow()).isBetween(Duration.ZERO, Duration.ofMinutes(10));
        assertThat(backlog.look().lately()).isGreaterThanOrEqualTo(STEP);
        assertThat(new Backlog(sample.database(), Duration.ofHours(-1)).look().lately())
                .isZero();

        extraction.catchUp();
        assertThat(backlog.look().oldest()).isEmpty();
    }

    private static void send(int statements) {
        sample.send(YEAR.subList(sent, sent + statements));
        sent += statements;
    }
}
