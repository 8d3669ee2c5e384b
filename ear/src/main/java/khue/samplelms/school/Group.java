/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

import java.util.List;
import java.util.Optional;

/**
 * A part of the class that works together.
 *
 * @param set the id of the one set that all belong to
 */
public record Group(String id, String name, String set) {
    public static final String SET = "1";
    public static final String SET_NAME = "Tổ học tập";

    public static final List<Group> ALL = List.of(new Group("21", "Tổ 1", SET), new Group("22", "Tổ 2", SET));

    /** Where a pupil is; a teacher is in none. */
    public static Optional<Group> of(Person person) {
        return person.role() == Role.PUPIL
                ? Optional.of(ALL.get(Integer.parseInt(person.id()) % ALL.size()))
                : Optional.empty();
    }
}
