/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import khue.tools.reports.SnapshotOfTheTest;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    @Test
    void isReadBackAsItWasLocked() {
        Snapshot locked = SnapshotOfTheTest.locked();

        Snapshot read = Snapshot.read(locked.json());

        assertThat(read.json()).isEqualTo(locked.json());
        assertThat(read.sections()).isEqualTo(locked.sections());
        assertThat(read.lock()).isEqualTo(locked.lock());
        assertThat(read.figures().get(0).answer()).isEmpty();
        assertThat(read.figures()
                        .get(1)
                        .answer()
                        .orElseThrow()
                        .path("total")
                        .path("value")
                        .asDouble())
                .isEqualTo(0.625);
    }

    @Test
    void hasAnotherHashForEachOtherLetterAndNumber() {
        String locked = SnapshotOfTheTest.locked().json();

        assertThat(CanonicalJson.sha256(locked))
                .isNotEqualTo(CanonicalJson.sha256(locked.replace("0.625", "0.626")))
                .isNotEqualTo(CanonicalJson.sha256(locked.replace("đúng tiến độ", "chậm tiến độ")))
                .isNotEqualTo(CanonicalJson.sha256(SnapshotOfTheTest.draft().json()));
    }

    @Test
    void keepsEveryFigureWithItsFormulaVersionSmallestGroupAndTimes() {
        assertThat(SnapshotOfTheTest.locked().json())
                .contains("select count(distinct pupil)", "\"version\":2", "\"minimumGroup\":10")
                .contains("\"computedAt\":\"2026-10-02T01:00:00Z\"", "\"factsThrough\":\"2026-10-02T00:59:58Z\"")
                .contains("\"geography\":\"event\"", "\"suppressed\":true");
    }

    @Test
    void saysThatItCannotReadAFormatOfLater() {
        String later = SnapshotOfTheTest.locked().json().replace("khue-report/1", "khue-report/2");

        assertThatThrownBy(() -> Snapshot.read(later)).hasMessageContaining("khue-report/2");
    }

    @Test
    void knowsWhichDaysAMonthAQuarterAndAYearHave() {
        LocalDate first = LocalDate.of(2026, 4, 1);

        assertThat(ReportKind.MONTH.fits(first, LocalDate.of(2026, 4, 30))).isTrue();
        assertThat(ReportKind.MONTH.fits(first, LocalDate.of(2026, 5, 1))).isFalse();
        assertThat(ReportKind.QUARTER.fits(first, LocalDate.of(2026, 6, 30))).isTrue();
        assertThat(ReportKind.QUARTER.fits(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 7, 31)))
                .isFalse();
        assertThat(ReportKind.YEAR.fits(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)))
                .isTrue();
        assertThat(ReportKind.YEAR.fits(first, LocalDate.of(2027, 3, 31))).isFalse();
        assertThat(ReportKind.REQUEST.fits(first, first)).isTrue();
        assertThat(ReportKind.REQUEST.fits(first, first.minusDays(1))).isFalse();
    }
}
