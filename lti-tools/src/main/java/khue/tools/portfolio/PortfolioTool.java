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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.catalogue.LearningTool;
import khue.tools.catalogue.ToolPage;
import khue.tools.lti.launch.ResourceLink;
import khue.tools.portfolio.preschool.ClassLevels;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.records.Verb;
import khue.tools.web.Audience;
import khue.tools.web.Visitor;

/** The project portfolio as a learning tool. */
@ApplicationScoped
@Transactional
public class PortfolioTool implements LearningTool {

    public static final String ID = "portfolio";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Projects projects;

    @Inject
    private Works works;

    @Inject
    private ClassLevels levels;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<Verb> verbs() {
        return PortfolioRecords.VERBS;
    }

    /** A link may carry a project of another course, which it was not copied from: it counts as not set up. */
    @Override
    public String arrival(Visitor visitor, Optional<UUID> item) {
        Optional<Project> project =
                item.flatMap(found -> projects.find(found, visitor.course().orElseThrow()));
        return switch (visitor.audience()) {
            case TEACHER ->
                project.map(found -> "/portfolio/projects/" + found.id()).orElse(newLink());
            case LEARNER ->
                project.filter(found -> !levels.isPreschool(found.courseId()))
                        .map(found -> {
                            works.arrive(found, visitor.person().orElseThrow(), visitor.resourceLink());
                            return "/portfolio/projects/" + found.id() + "/mine";
                        })
                        .orElse("/portfolio/waiting");
            default -> "/portfolio/waiting";
        };
    }

    /** Where somebody who is here already would arrive now. */
    public String arrival(Visitor visitor) {
        return arrival(visitor, item(visitor));
    }

    private Optional<UUID> item(Visitor visitor) {
        return visitor.resourceLink()
                .map(link -> entities.find(ResourceLink.class, link))
                .flatMap(ResourceLink::item);
    }

    private Optional<Project> project(Visitor visitor) {
        return item(visitor)
                .flatMap(item -> projects.find(item, visitor.course().orElseThrow()));
    }

    @Override
    public Optional<String> review(Visitor visitor, UUID pupil) {
        return visitor.audience() == Audience.TEACHER
                ? project(visitor)
                        .flatMap(project -> works.find(project, pupil))
                        .filter(work -> work.attempt() > 0)
                        .map(work -> "/portfolio/works/" + work.id())
                : Optional.empty();
    }

    @Override
    public List<Item> items(UUID course) {
        return projects.ofCourse(course).stream().map(projects::item).toList();
    }

    @Override
    public Optional<UUID> courseOf(UUID item) {
        return Optional.ofNullable(entities.find(Project.class, item)).map(Project::courseId);
    }

    @Override
    public UUID copy(UUID item, UUID course) {
        return projects.copy(item, course);
    }

    @Override
    public String newLink() {
        return "/portfolio/new";
    }

    @Override
    public List<ToolPage> pages() {
        Set<Audience> teacher = Set.of(Audience.TEACHER);
        Set<Audience> learner = Set.of(Audience.LEARNER);
        return List.of(
                new ToolPage("/portfolio/new", teacher),
                new ToolPage("/portfolio/templates", teacher),
                new ToolPage("/portfolio/templates/new", teacher),
                new ToolPage("/portfolio/level", teacher),
                new ToolPage("/portfolio/sheet", teacher),
                new ToolPage("/portfolio/projects/{item}", teacher),
                new ToolPage("/portfolio/projects/{item}/edit", teacher),
                new ToolPage("/portfolio/projects/{item}/family", teacher),
                new ToolPage("/portfolio/projects/{item}/family/pictures", teacher),
                new ToolPage("/portfolio/projects/{item}/talk", teacher),
                new ToolPage("/portfolio/projects/{item}/class", learner),
                new ToolPage("/portfolio/projects/{item}/teams", teacher),
                new ToolPage("/portfolio/projects/{item}/mine", learner),
                new ToolPage("/portfolio/projects/{item}/team", learner),
                new ToolPage("/portfolio/waiting", Set.of(Audience.LEARNER, Audience.OBSERVER)));
    }
}
