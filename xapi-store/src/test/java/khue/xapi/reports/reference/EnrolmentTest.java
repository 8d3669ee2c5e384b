/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrolmentTest {

    @Test
    void isOfASchoolYearInWhichSmallGroupsAreProtected() {
        assertThat(told("2022-08-01T00:00:00+07:00").learners()).isEqualTo(28);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told("2022-07-31T23:59:59+07:00"))
                .withMessageContaining("2022-2023");
    }

    private static Enrolment told(String asOf) {
        Instant moment = OffsetDateTime.parse(asOf).toInstant();
        return new Enrolment("https://lms.example/class/1", "6A", Optional.empty(), 28, moment, "a class list");
    }
}
