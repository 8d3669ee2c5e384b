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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import khue.tools.catalogue.LearningTool;
import khue.tools.frameworks.Frameworks;
import khue.tools.lti.launch.ResourceLink;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.records.SchoolYears;
import khue.tools.web.PageRefused;

/** The projects of a course. */
@ApplicationScoped
@Transactional
public class Projects {

    private static final int LONGEST_LINK_TEXT = 300;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Frameworks frameworks;

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
     * @param from the version of a template that the form began from
     */
    public Project create(
            UUID id,
            UUID course,
            UUID teacher,
            Optional<UUID> resourceLink,
            ProjectDraft draft,
            Optional<TemplateVersion> from) {
        Project there = entities.find(Project.class, id);
        if (there != null) {
            if (there.courseId().equals(course) && there.createdBy().equals(teacher)) {
                return there;
            }
            throw new PageRefused(PageRefused.Reason.CONFLICT, "a project of another teacher has this id");
        }
        Project project = new Project(id, course, draft, teacher, clock.instant());
        from.ifPresent(project::beganFrom);
        entities.persist(project);
        isDoneIn(project, draft.steps());
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

    /** The project as a link of an LMS opens it; a scale without points gets no line in the gradebook. */
    public LearningTool.Item item(Project project) {
        String text = project.instructions();
        return new LearningTool.Item(
                project.id(),
                project.title(),
                Optional.of(text.length() <= LONGEST_LINK_TEXT ? text : text.substring(0, LONGEST_LINK_TEXT) + "…")
                        .filter(some -> !some.isEmpty()),
                maximum(project).map(BigDecimal::valueOf));
    }

    /** Full marks: what the highest level of the project's scale counts for. */
    public Optional<Integer> maximum(Project project) {
        return frameworks.terms(project.outcomeScale()).stream()
                .flatMap(level -> level.points().stream())
                .max(Comparator.naturalOrder());
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
        LocalDate today = LocalDate.ofInstant(clock.instant(), SchoolYears.ZONE);
        int copied = entities.createNativeQuery("""
                        INSERT INTO project (id, course_id, title, instructions, learning_form, strand, due_on, competencies, components,
                                             outcome_scale, rubric, template_id, template_version, created_by, created_at)
                        SELECT ?2, ?3, title, instructions, learning_form, strand, CASE WHEN due_on >= ?4 THEN due_on END, competencies, components,
                               outcome_scale, rubric, template_id, template_version, created_by, ?5
                        FROM project WHERE id = ?1
                        ON CONFLICT (id) DO NOTHING
                        """)
                .setParameter(1, project)
                .setParameter(2, copy)
                .setParameter(3, course)
                .setParameter(4, today)
                .setParameter(5, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        if (copied == 1) {
            entities.createNativeQuery("""
                            INSERT INTO milestone (id, project_id, position, title, due_on)
                            SELECT gen_random_uuid(), ?2, position, title, CASE WHEN due_on >= ?3 THEN due_on END
                            FROM milestone WHERE project_id = ?1
                            """)
                    .setParameter(1, project)
                    .setParameter(2, copy)
                    .setParameter(3, today)
                    .executeUpdate();
        }
        return copy;
    }

    public void change(UUID project, UUID course, ProjectDraft draft) {
        Project changed = require(project, course);
        changed.becomes(draft);
        isDoneIn(changed, draft.steps());
    }

    /** The project's steps, in order. */
    public List<Milestone> milestones(Project project) {
        return entities.createQuery(
                        "SELECT m FROM Milestone m WHERE m.projectId = :project ORDER BY m.position", Milestone.class)
                .setParameter("project", project.id())
                .getResultList();
    }

    /** The project as its teacher said it. */
    ProjectDraft draft(Project project) {
        return new ProjectDraft(
                project.title(),
                project.instructions(),
                project.learningForm(),
                project.strand(),
                project.dueOn(),
                project.competencies(),
                project.components(),
                project.outcomeScale(),
                project.rubric(),
                milestones(project).stream()
                        .map(step -> new Step(Optional.of(step.id()), step.title(), step.dueOn()))
                        .toList());
    }

    /** A step that is still there stays the same milestone, whatever it is called now. */
    private void isDoneIn(Project project, List<Step> steps) {
        Map<UUID, Milestone> gone =
                milestones(project).stream().collect(Collectors.toMap(Milestone::id, Function.identity()));
        for (int position = 0; position < steps.size(); position++) {
            Step step = steps.get(position);
            Milestone milestone =
                    step.id().map(gone::remove).orElseGet(() -> new Milestone(UUID.randomUUID(), project.id()));
            milestone.becomes(position, step);
            entities.persist(milestone);
        }
        gone.values().forEach(entities::remove);
    }

    void close(UUID project, UUID course) {
        require(project, course).close(clock.instant());
    }

    void reopen(UUID project, UUID course) {
        require(project, course).reopen();
    }
}
