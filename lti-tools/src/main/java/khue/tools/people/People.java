/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The people we know, found by who they are to an LMS: (registration, sub), never by an e-mail address or a name. */
@ApplicationScoped
@Transactional
public class People {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** The person whom this LMS calls {@code subject}; made known when new, renamed when the LMS says another name. */
    public Person known(UUID platform, String subject, PersonName name) {
        Optional<Person> found = find(platform, subject);
        if (found.isPresent()) {
            return found.get().isCalled(name);
        }
        Person person = new Person(UUID.randomUUID(), name, clock.instant());
        entities.persist(person);
        entities.flush();
        // Two launches of one newcomer at the same moment: the row that came first names the person, ours is dropped.
        int linked = entities.createNativeQuery("""
                        INSERT INTO linked_identity (platform_id, subject, person_id, linked_at)
                        VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, platform)
                .setParameter(2, subject)
                .setParameter(3, person.id())
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        if (linked == 1) {
            return person;
        }
        entities.remove(person);
        return find(platform, subject).orElseThrow();
    }

    /** Somebody whom no LMS knows, such as a pupil's mother. */
    public Person add(PersonName name) {
        Person person = new Person(UUID.randomUUID(), name, clock.instant());
        entities.persist(person);
        return person;
    }

    public Optional<Person> find(UUID platform, String subject) {
        return entities.createQuery("""
                        SELECT p FROM Person p, LinkedIdentity i
                        WHERE i.personId = p.id AND i.platformId = :platform AND i.subject = :subject
                        """, Person.class)
                .setParameter("platform", platform)
                .setParameter("subject", subject)
                .getResultStream()
                .findFirst();
    }

    public Optional<Person> find(UUID person) {
        return Optional.ofNullable(entities.find(Person.class, person));
    }

    /** Several at once; unknown ids are left out. */
    public List<Person> find(Collection<UUID> people) {
        return people.isEmpty()
                ? List.of()
                : entities.createQuery("SELECT p FROM Person p WHERE p.id IN :ids", Person.class)
                        .setParameter("ids", people)
                        .getResultList();
    }

    /** What each of them is called; unknown ids are left out. */
    public Map<UUID, String> names(Collection<UUID> people) {
        return find(people).stream()
                .collect(Collectors.toMap(Person::id, person -> person.name().display()));
    }

    /** What the LMS calls this person; empty when the person is not one of that LMS. */
    public Optional<String> subject(UUID platform, UUID person) {
        return entities.createQuery(
                        "SELECT i.subject FROM LinkedIdentity i WHERE i.platformId = :platform AND i.personId = :person",
                        String.class)
                .setParameter("platform", platform)
                .setParameter("person", person)
                .getResultStream()
                .findFirst();
    }
}
