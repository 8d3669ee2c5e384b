/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import khue.tools.frameworks.TermForTests;
import khue.tools.web.PageRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkTest {

    private static final Outcome PASSED = new Outcome(TermForTests.level("passed", 1));
    private static final Outcome FAILED = new Outcome(TermForTests.level("failed", 0));

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private final Work work = new Work(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), NOW.minusSeconds(60));

    @Test
    void goesFromDraftThroughAReturnToAccepted() {
        assertThat(work.status()).isEqualTo(WorkStatus.DRAFT);
        assertThat(work.attempt()).isZero();

        work.submit(NOW);
        assertThat(work.status()).isEqualTo(WorkStatus.SUBMITTED);
        assertThat(work.attempt()).isEqualTo(1);
        assertThat(work.statusSince()).isEqualTo(NOW);

        work.giveBack(NOW);
        assertThat(work.status()).isEqualTo(WorkStatus.RETURNED);

        work.submit(NOW);
        assertThat(work.attempt()).isEqualTo(2);

        work.accept(PASSED, NOW);
        assertThat(work.status()).isEqualTo(WorkStatus.ACCEPTED);
        assertThat(work.outcome()).contains(PASSED);
    }

    @Test
    void letsATeacherCorrectAnAnswer() {
        work.submit(NOW);
        work.accept(FAILED, NOW);

        work.accept(PASSED, NOW);
        assertThat(work.outcome()).contains(PASSED);

        work.giveBack(NOW);
        assertThat(work.status()).isEqualTo(WorkStatus.RETURNED);
        assertThat(work.outcome()).isEmpty();
    }

    static Stream<Arguments> tooLate() {
        Consumer<Work> pupilWrites = work -> work.reflect("muộn");
        Consumer<Work> pupilSubmits = work -> work.submit(NOW);
        Consumer<Work> teacherReturns = work -> work.giveBack(NOW);
        Consumer<Work> teacherAccepts = work -> work.accept(PASSED, NOW);
        return Stream.of(
                Arguments.of("a draft is not returned", WorkStatus.DRAFT, teacherReturns),
                Arguments.of("a draft is not accepted", WorkStatus.DRAFT, teacherAccepts),
                Arguments.of("what is handed in is locked", WorkStatus.SUBMITTED, pupilWrites),
                Arguments.of("what is handed in is not handed in again", WorkStatus.SUBMITTED, pupilSubmits),
                Arguments.of("what was returned waits for its pupil", WorkStatus.RETURNED, teacherReturns),
                Arguments.of("what was returned is not accepted as it is", WorkStatus.RETURNED, teacherAccepts),
                Arguments.of("what is accepted is locked", WorkStatus.ACCEPTED, pupilWrites),
                Arguments.of("what is accepted is not handed in again", WorkStatus.ACCEPTED, pupilSubmits));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLate")
    void refusesWhoeverComesTooLate(String rule, WorkStatus status, Consumer<Work> act) {
        bring(status);

        assertThatThrownBy(() -> act.accept(work))
                .isInstanceOfSatisfying(
                        PageRefused.class,
                        refused -> assertThat(refused.reason())
                                .isEqualTo(
                                        status.pupilMayChange()
                                                ? PageRefused.Reason.CONFLICT
                                                : PageRefused.Reason.WORK_LOCKED));
        assertThat(work.status()).isEqualTo(status);
    }

    @Test
    void countsOneReflectionForEachAttempt() {
        assertThat(work.reflect("")).isFalse();
        assertThat(work.reflect("Em gieo hạt.")).isTrue();
        assertThat(work.reflect("Em gieo hạt cải.")).isFalse();
        work.submit(NOW);
        work.giveBack(NOW);
        assertThat(work.reflect("Em gieo hạt cải.")).as("the same words").isFalse();
        assertThat(work.reflect("Em gieo hạt cải và tưới.")).isTrue();
    }

    private void bring(WorkStatus status) {
        switch (status) {
            case DRAFT -> {}
            case SUBMITTED -> work.submit(NOW);
            case RETURNED -> {
                work.submit(NOW);
                work.giveBack(NOW);
            }
            case ACCEPTED -> {
                work.submit(NOW);
                work.accept(PASSED, NOW);
            }
        }
    }
}
