/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** What a person is in a course; written by {@link Roster} in SQL, read by queries. */
@Entity
@IdClass(Membership.Key.class)
public class Membership {

    @Id
    @Column(name = "course_id")
    private UUID courseId;

    @Id
    @Column(name = "person_id")
    private UUID personId;

    @Enumerated(EnumType.STRING)
    private CourseRole role;

    private boolean active;

    protected Membership() {}

    /** Whether the person is in the course, in this role. */
    public boolean is(CourseRole asked) {
        return active && role == asked;
    }

    /** (course, person). */
    public static class Key implements Serializable {
        private UUID courseId;
        private UUID personId;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && courseId.equals(key.courseId) && personId.equals(key.personId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(courseId, personId);
        }
    }
}
