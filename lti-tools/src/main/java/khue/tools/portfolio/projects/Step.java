/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What a teacher says a milestone is.
 *
 * @param id empty for a new one
 * @param dueOn the last day, in Việt Nam
 */
public record Step(Optional<UUID> id, String title, Optional<LocalDate> dueOn) {

    static final int MOST = 12;

    public Step {
        if (title.isBlank() || title.length() > ProjectDraft.LONGEST_TITLE) {
            throw new IllegalArgumentException("a milestone has a title");
        }
    }
}
