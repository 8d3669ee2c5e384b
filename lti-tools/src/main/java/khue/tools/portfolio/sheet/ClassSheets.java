/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.members.Course;
import khue.tools.lti.members.Courses;
import khue.tools.lti.members.Roster;
import khue.tools.portfolio.projects.JsonText;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Mark;
import khue.tools.web.Formats;

/** What a class did, and what its teachers say about each pupil at the end of a term. */
@ApplicationScoped
@Transactional
public class ClassSheets {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Courses courses;

    @Inject
    private Roster roster;

    @Inject
    private Projects projects;

    @Inject
    private Clock clock;

    /** The class in the roster's order. The words are the official ones, whatever language a page speaks: the sheet is a school's paper. */
    public ClassSheet read(UUID course) {
        List<Project> all = new ArrayList<>(projects.ofCourse(course));
        Collections.reverse(all);
        Map<UUID, Map<UUID, Draft.Said>> said = said(course);
        Map<UUID, String> written = written(course);
        List<ClassSheet.Row> rows = roster.learners(course).stream()
                .map(pupil -> row(pupil, all, said.getOrDefault(pupil.person(), Map.of()), written))
                .toList();
        return new ClassSheet(
                courses.school(course).orElse(""),
                courses.find(course).map(Course::name).orElse(""),
                Formats.today(clock),
                all.stream().map(Project::title).toList(),
                rows);
    }

    private static ClassSheet.Row row(
            Roster.Member pupil, List<Project> all, Map<UUID, Draft.Said> said, Map<UUID, String> written) {
        List<Draft.Said> inOrder = all.stream()
                .map(project -> said.get(project.id()))
                .filter(one -> one != null)
                .toList();
        Optional<String> own = Optional.ofNullable(written.get(pupil.person()));
        return new ClassSheet.Row(
                pupil.person(),
                pupil.name().display(),
                all.stream()
                        .map(project -> Optional.ofNullable(said.get(project.id()))
                                .map(Draft.Said::outcome)
                                .orElse(""))
                        .toList(),
                own.orElseGet(() -> Draft.of(inOrder)),
                own.isEmpty());
    }

    /** By pupil and project: what was said when the work was accepted. */
    private Map<UUID, Map<UUID, Draft.Said>> said(UUID course) {
        Map<UUID, Map<UUID, Draft.Said>> said = new HashMap<>();
        for (Object found :
                entities.createNativeQuery("""
                        SELECT DISTINCT ON (w.id) CAST(w.pupil_id AS text), CAST(p.id AS text), p.title, t.vietnamese, e.marks, e.comment
                        FROM project p
                        JOIN work w ON w.project_id = p.id
                        JOIN framework_term t ON t.id = w.outcome
                        JOIN submission s ON s.work_id = w.id
                        JOIN evaluation e ON e.submission_id = s.id
                        WHERE p.course_id = ?1 AND w.status = 'ACCEPTED' AND e.outcome IS NOT NULL AND e.taken_back_at IS NULL
                        ORDER BY w.id, e.evaluated_at DESC
                        """).setParameter(1, course).getResultList()) {
            Object[] column = (Object[]) found;
            said.computeIfAbsent(UUID.fromString((String) column[0]), pupil -> new HashMap<>())
                    .put(
                            UUID.fromString((String) column[1]),
                            new Draft.Said(
                                    (String) column[2],
                                    (String) column[3],
                                    List.of(JsonText.read((String) column[4], Mark[].class)),
                                    (String) column[5]));
        }
        return said;
    }

    private Map<UUID, String> written(UUID course) {
        Map<UUID, String> written = new HashMap<>();
        for (Object found : entities.createNativeQuery(
                        "SELECT CAST(pupil_id AS text), words FROM term_comment WHERE course_id = ?1")
                .setParameter(1, course)
                .getResultList()) {
            Object[] column = (Object[]) found;
            written.put(UUID.fromString((String) column[0]), (String) column[1]);
        }
        return written;
    }

    /** Keeps a teacher's words about a pupil; none: the draft speaks again. */
    void write(UUID course, UUID pupil, String words, UUID teacher) {
        if (words.isEmpty()) {
            entities.createNativeQuery("DELETE FROM term_comment WHERE course_id = ?1 AND pupil_id = ?2")
                    .setParameter(1, course)
                    .setParameter(2, pupil)
                    .executeUpdate();
            return;
        }
        entities.createNativeQuery("""
                        INSERT INTO term_comment (course_id, pupil_id, words, written_by, written_at) VALUES (?1, ?2, ?3, ?4, ?5)
                        ON CONFLICT (course_id, pupil_id) DO UPDATE
                        SET words = excluded.words, written_by = excluded.written_by, written_at = excluded.written_at
                        """)
                .setParameter(1, course)
                .setParameter(2, pupil)
                .setParameter(3, words)
                .setParameter(4, teacher)
                .setParameter(5, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
