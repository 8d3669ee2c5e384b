/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import static khue.tools.testing.InServer.bean;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import khue.tools.lti.refusals.Case;
import khue.tools.testing.GradedCourse;
import khue.tools.testing.InServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The times that scores bear, on PostgreSQL. */
@ArquillianTest
class ScoreTimesIT {

    private final ScoreTimes times = bean(ScoreTimes.class);

    @Deployment
    static WebArchive tools() {
        return InServer.tools();
    }

    @Test
    void takesTheTimeWhenTheScoreWasGiven() {
        GradedCourse course = GradedCourse.make("https://lms.example");
        Instant given = Instant.now().minus(Duration.ofHours(3));

        ScoreTimes.Next next = times.next(course.link(), course.pupil(), given);

        assertThat(next.mayGo()).isTrue();
        assertThat(next.time()).isEqualTo(given);
    }

    @Test
    @Case(value = 81, outcome = "each a second later")
    void goesOnByWholeSecondsEvenWhenTheAnswerWasLost() {
        GradedCourse course = GradedCourse.make("https://lms.example");
        Instant given = Instant.parse("2026-01-05T03:00:00.900Z");
        times.next(course.link(), course.pupil(), given);

        assertThat(times.next(course.link(), course.pupil(), given).time())
                .isEqualTo(Instant.parse("2026-01-05T03:00:01Z"));
        assertThat(times.next(course.link(), course.pupil(), given).time())
                .isEqualTo(Instant.parse("2026-01-05T03:00:02Z"));
        assertThat(times.next(course.link(), course.pupil(), given.minusSeconds(60))
                        .time())
                .as("an older score that comes late")
                .isEqualTo(Instant.parse("2026-01-05T03:00:03Z"));
    }

    @Test
    @Case(value = 81, outcome = "waits")
    void sendsNothingFromTheFuture() {
        GradedCourse course = GradedCourse.make("https://lms.example");
        Instant ahead = Instant.now().plus(Duration.ofMinutes(1));

        ScoreTimes.Next next = times.next(course.link(), course.pupil(), ahead);

        assertThat(next.mayGo()).isFalse();
        assertThat(next.early()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        Instant now = Instant.now();
        assertThat(times.next(course.link(), course.pupil(), now).time())
                .as("what was not sent was not written down")
                .isEqualTo(now);
    }

    @Test
    void waitsOutTheSecondOfTheScoreBefore() {
        GradedCourse course = GradedCourse.make("https://lms.example");
        Instant now = Instant.now();
        times.next(course.link(), course.pupil(), now);

        ScoreTimes.Next next = times.next(course.link(), course.pupil(), now);

        assertThat(next.mayGo()).isFalse();
        assertThat(next.early()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void keepsLinksAndPeopleApart() {
        GradedCourse course = GradedCourse.make("https://lms.example");
        GradedCourse other = GradedCourse.make("https://lms.example");
        Instant given = Instant.parse("2026-01-05T03:00:00Z");
        times.next(course.link(), course.pupil(), given);

        assertThat(times.next(other.link(), course.pupil(), given).time()).isEqualTo(given);
        assertThat(times.next(course.link(), other.pupil(), given).time()).isEqualTo(given);
    }
}
