/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a teacher says a project is.
 *
 * @param title not blank
 * @param instructions may be empty
 * @param learningForm the id of a term of the framework {@code learning-form}
 * @param strand the id of a term of the framework {@code strand}
 * @param dueOn the last day, in Việt Nam
 */
public record ProjectDraft(
        String title, String instructions, String learningForm, Optional<String> strand, Optional<LocalDate> dueOn) {

    public static final int LONGEST_TITLE = 200;
    public static final int LONGEST_INSTRUCTIONS = 5000;

    public ProjectDraft {
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException("a title has 1 to " + LONGEST_TITLE + " characters");
        }
        if (instructions.length() > LONGEST_INSTRUCTIONS) {
            throw new IllegalArgumentException("instructions have at most " + LONGEST_INSTRUCTIONS + " characters");
        }
    }
}
