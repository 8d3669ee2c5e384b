/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.launch.ResourceLink;
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

    Project require(UUID project, UUID course) {
        return find(project, course).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    /**
     * Creates a project, and makes the link that the teacher came by open it.
     *
     * @param id chosen when the form was shown: the form sent twice creates one project
     */
    Project create(UUID id, UUID course, UUID teacher, Optional<UUID> resourceLink, ProjectDraft draft) {
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
    Optional<UUID> link(Project project, Optional<UUID> link) {
        return link.map(id -> entities.find(ResourceLink.class, id))
                .filter(found -> found.courseId().equals(project.courseId()))
                .filter(found -> found.item().filter(project.id()::equals).isPresent())
                .map(ResourceLink::id);
    }

    void change(UUID project, UUID course, ProjectDraft draft) {
        require(project, course).becomes(draft);
    }
}
