/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.review;

import java.time.Instant;
import java.util.List;
import khue.tools.portfolio.StatusView;

/**
 * One pupil, or one team, of the class list.
 *
 * @param groups the team, else the groups of the LMS's course that the pupil is in, with commas between; or empty
 * @param work the address of what was handed in, or empty
 * @param id of the work and the version that the page shows, as the form of answers to several sends it; or empty
 * @param since when the work took its status, or null for templates to leave out
 * @param pieces what was handed in and waits
 */
public record PupilView(
        String name,
        String groups,
        StatusView status,
        String work,
        String id,
        int attempt,
        Instant since,
        List<ClassReading.Piece> pieces) {}
