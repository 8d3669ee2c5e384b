/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Somebody known from an LMS: a name to show to the person's own teachers and classmates, and nothing else. */
@Entity
public class Person {

    @Id
    private UUID id;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "given_name")
    private String givenName;

    @Column(name = "family_name")
    private String familyName;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Person() {}

    Person(UUID id, PersonName name, Instant createdAt) {
        this.id = id;
        this.createdAt = createdAt;
        rename(name);
    }

    /** An LMS that keeps the name to itself this time does not take away the name that it said before. */
    public Person isCalled(PersonName name) {
        if (name.said() && !name().equals(name)) {
            rename(name);
        }
        return this;
    }

    private void rename(PersonName name) {
        this.displayName = name.display();
        this.givenName = name.given().orElse(null);
        this.familyName = name.family().orElse(null);
    }

    public UUID id() {
        return id;
    }

    public PersonName name() {
        return new PersonName(displayName, Optional.ofNullable(givenName), Optional.ofNullable(familyName));
    }
}
