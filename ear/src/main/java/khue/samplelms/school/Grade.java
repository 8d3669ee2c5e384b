/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.time.Instant;
import java.util.Optional;

/**
 * What the gradebook holds for one person in one column.
 *
 * @param points out of the line item's maximum; null when the grade was cleared, see {@link #score()}
 * @param comment of the last score that had one, or empty
 * @param recordedAt of the score, or the LMS's own time when the score cleared the grade
 */
public record Grade(
        String lineItemId,
        String personId,
        Double points,
        String comment,
        String activityProgress,
        String gradingProgress,
        Instant recordedAt) {

    public Optional<Double> score() {
        return Optional.ofNullable(points);
    }
}
