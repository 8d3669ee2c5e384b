/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.members;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import khue.tools.lti.protocol.ToolConfiguration;

/**
 * The groups of a course and who is in them: as the LMS's Course Groups Service tells, or, where an LMS has none, as each launch tells of
 * whoever launches.
 */
@ApplicationScoped
@Transactional
public class CourseGroups {

    /**
     * The custom parameter that carries the ids of the launching person's groups, with commas between; Moodle fills in
     * {@code $Moodle.Person.userGroupIds}.
     */
    public static final String PARAMETER = ToolConfiguration.GROUPS;

    private static final int MOST = 100;
    private static final int LONGEST_ID = 255;

    /**
     * A group of a course.
     *
     * @param ltiId what the LMS calls it
     * @param name empty where the LMS tells the id only
     * @param set the set that it is one of, such as all teams of one project
     */
    public record Group(String ltiId, Optional<String> name, Optional<String> set) {}

    @PersistenceContext
    private EntityManager entities;

    /** The groups of each person who is in any, by person; a person's groups by name. */
    public Map<UUID, List<Group>> byPerson(UUID course) {
        Map<UUID, List<Group>> groups = new LinkedHashMap<>();
        for (Object row :
                entities.createNativeQuery("""
                        SELECT CAST(m.person_id AS text), g.lti_id, g.name, g.set_name
                        FROM course_group g JOIN course_group_member m ON m.group_id = g.id
                        WHERE g.course_id = ?1 ORDER BY g.set_name NULLS FIRST, g.name, g.lti_id
                        """).setParameter(1, course).getResultList()) {
            Object[] column = (Object[]) row;
            groups.computeIfAbsent(UUID.fromString((String) column[0]), person -> new ArrayList<>())
                    .add(new Group(
                            (String) column[1], Optional.ofNullable((String) column[2]), Optional.ofNullable((String)
                                    column[3])));
        }
        return groups;
    }

    /**
     * What a launch says about the groups of whoever launches. Believed only where the LMS has no service that knows better.
     *
     * @param ids the value of {@link #PARAMETER}; empty when the person is in no group, or the LMS does not say
     */
    public void toldByLaunch(Course course, UUID person, Optional<String> ids) {
        if (course.groupsUrl().isPresent()) {
            return;
        }
        // Always in the same order: two launches of one new group must not wait for each other.
        SortedSet<String> told = ids.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID)
                .limit(MOST)
                .collect(Collectors.toCollection(TreeSet::new));
        isIn(course.id(), person, told, true);
    }

    /** Keeps the groups that the LMS has; others are gone. */
    void keep(UUID course, List<GroupService.Group> groups) {
        groups.forEach(group -> known(course, group));
        Set<String> there = new HashSet<>();
        groups.forEach(group -> there.add(group.id()));
        for (Object id : entities.createNativeQuery("SELECT lti_id FROM course_group WHERE course_id = ?1")
                .setParameter(1, course)
                .getResultList()) {
            if (!there.contains(id)) {
                entities.createNativeQuery("DELETE FROM course_group WHERE course_id = ?1 AND lti_id = ?2")
                        .setParameter(1, course)
                        .setParameter(2, id)
                        .executeUpdate();
            }
        }
    }

    private void known(UUID course, GroupService.Group group) {
        entities.createNativeQuery("""
                        INSERT INTO course_group AS known (id, course_id, lti_id, name, set_name) VALUES (?1, ?2, ?3, ?4, ?5)
                        ON CONFLICT (course_id, lti_id) DO UPDATE SET name = excluded.name, set_name = excluded.set_name
                        WHERE (known.name, known.set_name) IS DISTINCT FROM (excluded.name, excluded.set_name)
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, course)
                .setParameter(3, group.id())
                .setParameter(4, group.name().orElse(null))
                .setParameter(5, group.set().orElse(null))
                .executeUpdate();
    }

    /** The person is in these groups of the course and in no other; a group that the course does not have is left out. */
    void isIn(UUID course, UUID person, Collection<String> ids) {
        isIn(course, person, ids, false);
    }

    /** @param makeKnown whether a group that the course does not have is made known by its id */
    private void isIn(UUID course, UUID person, Collection<String> ids, boolean makeKnown) {
        List<?> before = entities.createNativeQuery("""
                        SELECT g.lti_id FROM course_group g JOIN course_group_member m ON m.group_id = g.id
                        WHERE g.course_id = ?1 AND m.person_id = ?2
                        """)
                .setParameter(1, course)
                .setParameter(2, person)
                .getResultList();
        before.stream().filter(id -> !ids.contains(id)).forEach(left -> leaves(course, person, (String) left));
        ids.stream().filter(id -> !before.contains(id)).forEach(joined -> {
            if (makeKnown) {
                insert(course, joined);
            }
            joins(course, person, joined);
        });
    }

    private void insert(UUID course, String id) {
        entities.createNativeQuery("""
                        INSERT INTO course_group (id, course_id, lti_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, course)
                .setParameter(3, id)
                .executeUpdate();
    }

    private void leaves(UUID course, UUID person, String id) {
        entities.createNativeQuery("""
                        DELETE FROM course_group_member WHERE person_id = ?2 AND group_id IN (
                            SELECT id FROM course_group WHERE course_id = ?1 AND lti_id = ?3)
                        """)
                .setParameter(1, course)
                .setParameter(2, person)
                .setParameter(3, id)
                .executeUpdate();
    }

    private void joins(UUID course, UUID person, String id) {
        entities.createNativeQuery("""
                        INSERT INTO course_group_member (group_id, person_id)
                        SELECT id, ?2 FROM course_group WHERE course_id = ?1 AND lti_id = ?3 ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, course)
                .setParameter(2, person)
                .setParameter(3, id)
                .executeUpdate();
    }
}
