/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import java.util.List;

/**
 * How a project's work is judged: by criteria, each with levels in words. A value: a project copies it from its template, and an answer
 * copies from it what was said, so that a later change alters nothing that was said before.
 */
public record Rubric(List<Criterion> criteria) {

    public static final Rubric NONE = new Rubric(List.of());

    static final int MOST_CRITERIA = 10;
    static final int MOST_LEVELS = 4;
    static final int LONGEST = 200;

    public Rubric {
        criteria = List.copyOf(criteria);
        if (criteria.size() > MOST_CRITERIA) {
            throw new IllegalArgumentException("a rubric has at most " + MOST_CRITERIA + " criteria");
        }
    }

    /**
     * One thing to look at.
     *
     * @param competency the id of the competency or quality that it shows; empty when it shows none
     * @param levels in words, the lowest first: two to four
     */
    public record Criterion(String title, String competency, List<String> levels) {

        public Criterion {
            levels = List.copyOf(levels);
            if (title.isBlank() || levels.size() < 2 || levels.size() > MOST_LEVELS) {
                throw new IllegalArgumentException("a criterion has a title and 2 to " + MOST_LEVELS + " levels");
            }
        }
    }

    static Rubric read(String json) {
        return new Rubric(List.of(JsonText.read(json, Criterion[].class)));
    }

    String write() {
        return JsonText.write(criteria);
    }
}
