/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.projects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** A teacher ends a project for the class, and begins it again. */
@Path("portfolio")
@RequestScoped
@OpenTo(Audience.TEACHER)
public class ClosingController {

    @Inject
    private Access access;

    @Inject
    private CurrentVisit current;

    @Inject
    private Projects projects;

    @Inject
    private PortfolioPages pages;

    @POST
    @Path("projects/{project}/close")
    public Response close(@PathParam("project") UUID project) {
        access.requireTask(Action.LEAD, project);
        projects.close(project, current.course());
        return pages.go("/portfolio/projects/" + project, "closed");
    }

    @POST
    @Path("projects/{project}/reopen")
    public Response reopen(@PathParam("project") UUID project) {
        access.requireTask(Action.LEAD, project);
        projects.reopen(project, current.course());
        return pages.go("/portfolio/projects/" + project, "reopened");
    }
}
