/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/**
 * A score for one person on the line item of one link (AGS 2.0, "Score service"), complete and fully graded, or cleared.
 *
 * @param resourceLink whose line item
 * @param person who earned it
 * @param given from 0 to {@code maximum}; empty clears the LMS's grade (work was returned)
 * @param maximum more than 0
 * @param comment shown to the learner in the LMS
 */
public record Score(
        UUID resourceLink, UUID person, Optional<BigDecimal> given, BigDecimal maximum, Optional<String> comment) {

    public Score {
        if (maximum.signum() <= 0) {
            throw new IllegalArgumentException("the maximum is more than 0");
        }
        if (given.filter(value -> value.signum() < 0 || value.compareTo(maximum) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("a score is from 0 to its maximum");
        }
    }
}
