/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import khue.tools.catalogue.ToolCatalogue;
import khue.tools.lti.launch.LinkTargets.Target;
import khue.tools.lti.members.Course;
import khue.tools.lti.members.CourseCopies;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;

/** The links of courses, and what each opens: what it carries, what a person has set it up for, or what it was copied from. */
@ApplicationScoped
@Transactional
class ResourceLinks {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private ToolCatalogue catalogue;

    @Inject
    private LinkTargets targets;

    @Inject
    private CourseCopies copies;

    @Inject
    private Clock clock;

    /** The link that a message came by, made known when new. */
    ResourceLink known(Optional<ResourceLink> found, Platform platform, Course course, LaunchMessage message) {
        var claim = message.resourceLink().orElseThrow();
        ResourceLink link = found.orElseGet(() -> made(course, claim.id()));
        link.isDescribed(claim.title(), message.services().lineItem().filter(platform.registration()::owns));
        opens(link, platform, course, message);
        return link;
    }

    private ResourceLink made(Course course, String ltiId) {
        // Two first launches at the same moment: the row that came first is the link.
        entities.createNativeQuery("""
                        INSERT INTO resource_link (id, course_id, lti_id, created_at)
                        VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, course.id())
                .setParameter(3, ltiId)
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        return entities.createQuery(
                        "SELECT l FROM ResourceLink l WHERE l.courseId = :course AND l.ltiId = :id", ResourceLink.class)
                .setParameter("course", course.id())
                .setParameter("id", ltiId)
                .getSingleResult();
    }

    private void opens(ResourceLink link, Platform platform, Course course, LaunchMessage message) {
        Optional<Target> carried = targets.carried(message);
        if (carried.filter(target -> isElsewhere(target, course)).isEmpty()) {
            carried.ifPresent(target -> link.opens(target.tool().id(), target.item()));
        }
        if (target(link).filter(target -> !isElsewhere(target, course)).isPresent()) {
            return;
        }
        if (carried.isEmpty() && message.linkHistory().isEmpty()) {
            return;
        }
        List<String> origins = origins(course, message);
        original(message.linkHistory(), origins, course)
                .or(() -> carried.filter(target -> isOfTheOriginal(target, platform, origins)))
                .map(target -> new Target(target.tool(), target.tool().copy(target.item(), course.id())))
                // What is of another course, and no copy of it, is not for here: the tool says that nobody has set up
                // the link.
                .or(() -> carried)
                .ifPresent(target -> link.opens(target.tool().id(), target.item()));
    }

    /** What the LMS calls the courses that this one was copied from: as the launch says, else as a notice said before. */
    private List<String> origins(Course course, LaunchMessage message) {
        return message.contextHistory().isEmpty()
                ? copies.origins(
                        course.deploymentId(), message.context().orElseThrow().id())
                : message.contextHistory();
    }

    /**
     * The link whose line item a submission review is about.
     *
     * @throws LaunchRejected when the message names no link, and no link of ours has the line item
     */
    ResourceLink reviewed(Optional<ResourceLink> found, Platform platform, Course course, LaunchMessage message) {
        if (message.resourceLink().isPresent()) {
            return known(found, platform, course, message);
        }
        String lineItem = message.services().lineItem().orElseThrow();
        return entities.createQuery(
                        "SELECT l FROM ResourceLink l WHERE l.courseId = :course AND l.lineItemUrl = :lineItem",
                        ResourceLink.class)
                .setParameter("course", course.id())
                .setParameter("lineItem", lineItem)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.RESOURCE_LINK_MISSING, "no link of the course has the line item " + lineItem));
    }

    /** The links of a course that open a tool. */
    List<ResourceLink> ofCourse(UUID course) {
        return entities.createQuery(
                        "SELECT l FROM ResourceLink l WHERE l.courseId = :course AND l.tool IS NOT NULL ORDER BY l.createdAt, l.id",
                        ResourceLink.class)
                .setParameter("course", course)
                .getResultList();
    }

    private Optional<Target> target(ResourceLink link) {
        return link.tool().flatMap(catalogue::find).flatMap(tool -> link.item().map(item -> new Target(tool, item)));
    }

    private static boolean isElsewhere(Target target, Course course) {
        return target.tool()
                .courseOf(target.item())
                .filter(origin -> !origin.equals(course.id()))
                .isPresent();
    }

    /** What the link that this one was copied from opens by now; only platforms that tell histories let us know. */
    private Optional<Target> original(List<String> linkHistory, List<String> origins, Course course) {
        return linkHistory.stream()
                .flatMap(ltiId -> links(ltiId, origins, course.deploymentId()).stream())
                .flatMap(original -> target(original).stream())
                .filter(target -> target.tool().courseOf(target.item()).isPresent())
                .findFirst();
    }

    private List<ResourceLink> links(String ltiId, List<String> contexts, UUID deployment) {
        return contexts.isEmpty()
                ? List.of()
                : entities.createQuery("""
                        SELECT l FROM ResourceLink l, Course c, Deployment d, Deployment here
                        WHERE l.ltiId = :id AND c.id = l.courseId AND c.contextId IN :contexts
                          AND d.id = c.deploymentId AND here.id = :deployment AND d.platformId = here.platformId
                        """, ResourceLink.class)
                        .setParameter("id", ltiId)
                        .setParameter("contexts", contexts)
                        .setParameter("deployment", deployment)
                        .getResultList();
    }

    /** Of a course of the same platform that this one was copied from; a platform that tells no history gets the benefit of the doubt. */
    private boolean isOfTheOriginal(Target target, Platform platform, List<String> history) {
        List<?> context = entities.createNativeQuery("""
                        SELECT c.context_id FROM course c JOIN deployment d ON d.id = c.deployment_id
                        WHERE c.id = ?1 AND d.platform_id = ?2
                        """)
                .setParameter(1, target.tool().courseOf(target.item()).orElseThrow())
                .setParameter(2, platform.id())
                .getResultList();
        return !context.isEmpty() && (history.isEmpty() || history.contains(context.get(0)));
    }
}
