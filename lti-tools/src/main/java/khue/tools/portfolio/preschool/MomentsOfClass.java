/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import khue.tools.lti.members.Roster;
import khue.tools.people.People;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.web.CurrentVisit;
import khue.tools.web.PageRefused;

/** What the pages of a class's moments begin with, once it is sure that a teacher of the class asks: the project and the children. */
@RequestScoped
class MomentsOfClass {

    @Inject
    private CurrentVisit current;

    @Inject
    private Projects projects;

    @Inject
    private Moments moments;

    @Inject
    private ClassLevels levels;

    @Inject
    private Roster roster;

    @Inject
    private People people;

    /** A project of a preschool class. */
    Project project(UUID id) {
        if (!levels.isPreschool(current.course())) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "not a preschool class");
        }
        return projects.require(id, current.course());
    }

    /** One that may be begun with this request. */
    Moment moment(Project project, UUID id) {
        return moments.find(project, id, current.person());
    }

    MomentPicture picture(Moment moment, UUID id) {
        return moments.picture(moment, id).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    /** The class as its list is sorted, then children who have left it and are among these. */
    Map<UUID, String> names(Project project, Set<UUID> these) {
        Map<UUID, String> names = new LinkedHashMap<>();
        roster.learners(project.courseId())
                .forEach(member -> names.put(member.person(), member.name().display()));
        List<UUID> left =
                these.stream().filter(child -> !names.containsKey(child)).toList();
        people.find(left).forEach(person -> names.put(person.id(), person.name().display()));
        return names;
    }
}
