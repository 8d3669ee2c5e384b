/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** Who a person is to one LMS. */
@Entity
@Table(name = "linked_identity")
@IdClass(LinkedIdentity.Key.class)
public class LinkedIdentity {

    @Id
    @Column(name = "platform_id")
    private UUID platformId;

    @Id
    private String subject;

    @Column(name = "person_id")
    private UUID personId;

    protected LinkedIdentity() {}

    /** (registration, sub). */
    public static class Key implements Serializable {
        private UUID platformId;
        private String subject;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && platformId.equals(key.platformId) && subject.equals(key.subject);
        }

        @Override
        public int hashCode() {
            return Objects.hash(platformId, subject);
        }
    }
}
