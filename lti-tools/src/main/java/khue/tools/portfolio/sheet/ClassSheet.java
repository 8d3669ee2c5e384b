/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A class at the end of a term.
 *
 * @param school as reports name it; or empty
 * @param projects their titles, the first one first
 */
public record ClassSheet(String school, String course, LocalDate day, List<String> projects, List<Row> rows) {

    public ClassSheet {
        projects = List.copyOf(projects);
        rows = List.copyOf(rows);
    }

    /**
     * A pupil.
     *
     * @param outcomes what each project came to, in the scale's words; empty where nothing is accepted
     * @param words the comment: the teacher's own, else a draft
     * @param drafted the comment is a draft that nobody has looked at
     */
    public record Row(UUID pupil, String name, List<String> outcomes, String words, boolean drafted) {

        public Row {
            outcomes = List.copyOf(outcomes);
        }
    }
}
