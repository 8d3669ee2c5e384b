/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.util.ArrayList;
import java.util.List;

/**
 * A course: the LTI context.
 *
 * @param origins the ids of the courses that it was copied from, the latest copy first
 */
public record Course(String id, String label, String title, List<String> origins) {
    /** The course that is there from the beginning; every other one is a copy. */
    public static final Course SAMPLE =
            new Course("2", "6A", "Lớp 6A – Hoạt động trải nghiệm, hướng nghiệp", List.of());

    public Course {
        origins = List.copyOf(origins);
    }

    /**
     * A course's id is a number of its own kind, as in Moodle: the ids of everything else are other numbers.
     *
     * @param others how many courses there are
     */
    Course copy(int others) {
        List<String> history = new ArrayList<>(List.of(id));
        history.addAll(origins);
        int number = others + 1;
        return new Course(
                String.valueOf(Long.parseLong(SAMPLE.id) + others),
                SAMPLE.label + "-" + number,
                SAMPLE.title + " (" + number + ")",
                history);
    }

    public String sourcedId() {
        return "SH-" + label;
    }

    /** A page of this course, by the path that it has for the first one. */
    public String address(String path) {
        return equals(SAMPLE) ? path : path + (path.contains("?") ? "&" : "?") + "course=" + id;
    }
}
