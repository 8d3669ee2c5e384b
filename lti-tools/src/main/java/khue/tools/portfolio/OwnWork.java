/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import khue.tools.lti.members.Roster;
import khue.tools.portfolio.preschool.ClassLevels;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.web.CurrentVisit;
import khue.tools.web.PageRefused;

/** The visiting pupil's own work, as it is at this request: a visit lasts for hours, and much may happen meanwhile. */
@RequestScoped
class OwnWork {

    @Inject
    private CurrentVisit current;

    @Inject
    private Projects projects;

    @Inject
    private Works works;

    @Inject
    private Roster roster;

    @Inject
    private ClassLevels levels;

    /** A project of the class that the pupil is still in. */
    Project project(UUID id) {
        Project project = projects.require(id, current.course());
        if (roster.hasLeft(current.course(), current.person())) {
            throw new PageRefused(PageRefused.Reason.LEFT_THE_CLASS);
        }
        if (levels.isPreschool(current.course())) {
            throw new PageRefused(
                    PageRefused.Reason.NOT_FOUND, "in preschool a teacher records, and nothing is handed in");
        }
        return project;
    }

    Work in(Project project) {
        return works.find(project, current.person())
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "the pupil has not come by the link"));
    }

    /** The work, if it can be added to. */
    Work open(UUID id) {
        Project project = project(id);
        project.requireOpenForPupils();
        Work work = in(project);
        work.requireOpenForPupil();
        return work;
    }
}
