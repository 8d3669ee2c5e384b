/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.launch.ResourceLink;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.records.SchoolYears;
import khue.tools.web.PageRefused;

/** The projects of a course. */
@ApplicationScoped
@Transactional
public class Projects {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** The project, if it is one of this course: an id guessed or copied from another course finds nothing. */
    public Optional<Project> find(UUID project, UUID course) {
        return Optional.ofNullable(entities.find(Project.class, project))
                .filter(found -> found.courseId().equals(course));
    }

    /** For whoever comes from no course, such as a pupil's family. */
    public Optional<Project> find(UUID project) {
        return Optional.ofNullable(entities.find(Project.class, project));
    }

    public Project require(UUID project, UUID course) {
        return find(project, course).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    /**
     * Creates a project, and makes the link that the teacher came by open it.
     *
     * @param id chosen when the form was shown: the form sent twice creates one project
     */
    public Project create(UUID id, UUID course, UUID teacher, Optional<UUID> resourceLink, ProjectDraft draft) {
        Project there = entities.find(Project.class, id);
        if (there != null) {
            if (there.courseId().equals(course) && there.createdBy().equals(teacher)) {
                return there;
            }
            throw new PageRefused(PageRefused.Reason.CONFLICT, "a project of another teacher has this id");
        }
        Project project = new Project(id, course, draft, teacher, clock.instant());
        entities.persist(project);
        resourceLink
                .map(link -> entities.find(ResourceLink.class, link))
                .filter(link -> link.courseId().equals(course))
                .ifPresent(link -> link.opens(PortfolioTool.ID, id));
        return project;
    }

    /** The link, if it opens this project. */
    public Optional<UUID> link(Project project, Optional<UUID> link) {
        return link.map(id -> entities.find(ResourceLink.class, id))
                .filter(found -> found.courseId().equals(project.courseId()))
                .filter(found -> found.item().filter(project.id()::equals).isPresent())
                .map(ResourceLink::id);
    }

    /** The newest first. */
    public List<Project> ofCourse(UUID course) {
        return entities.createQuery(
                        "SELECT p FROM Project p WHERE p.courseId = :course ORDER BY p.createdAt DESC, p.id",
                        Project.class)
                .setParameter("course", course)
                .getResultList();
    }

    /** The same task for another course; a last day that has passed was the other course's. */
    public UUID copy(UUID project, UUID course) {
        // The id follows from both, so that a course gets one copy however many ask for it at once.
        UUID copy = UUID.nameUUIDFromBytes((project + " in " + course).getBytes(StandardCharsets.US_ASCII));
        entities.createNativeQuery("""
                        INSERT INTO project (id, course_id, title, instructions, learning_form, strand, due_on, created_by, created_at)
                        SELECT ?2, ?3, title, instructions, learning_form, strand, CASE WHEN due_on >= ?4 THEN due_on END, created_by, ?5
                        FROM project WHERE id = ?1
                        ON CONFLICT (id) DO NOTHING
                        """)
                .setParameter(1, project)
                .setParameter(2, copy)
                .setParameter(3, course)
                .setParameter(4, LocalDate.ofInstant(clock.instant(), SchoolYears.ZONE))
                .setParameter(5, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return copy;
    }

    public void change(UUID project, UUID course, ProjectDraft draft) {
        require(project, course).becomes(draft);
    }

    void close(UUID project, UUID course) {
        require(project, course).close(clock.instant());
    }

    void reopen(UUID project, UUID course) {
        require(project, course).reopen();
    }
}
