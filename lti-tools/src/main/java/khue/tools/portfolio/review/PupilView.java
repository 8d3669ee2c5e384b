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
 * @param pieces the first of what was handed in and waits: enough to recognise a work by
 * @param more how many there are besides
 */
public record PupilView(
        String name,
        String groups,
        StatusView status,
        String work,
        String id,
        int attempt,
        Instant since,
        List<ClassReading.Piece> pieces,
        int more) {

    /** As many as a telephone shows in one line. */
    private static final int MOST_PIECES = 5;

    static PupilView of(
            String name,
            String groups,
            StatusView status,
            String work,
            String id,
            int attempt,
            Instant since,
            List<ClassReading.Piece> all) {
        int shown = Math.min(all.size(), MOST_PIECES);
        return new PupilView(name, groups, status, work, id, attempt, since, all.subList(0, shown), all.size() - shown);
    }
}
