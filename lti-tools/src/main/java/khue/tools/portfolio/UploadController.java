/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.uploads.UploadResource;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;

/**
 * Where a pupil's files arrive, for a work of one's own that is open. An upload that is whole becomes part of the work by the page's form
 * ({@link WorkController}).
 */
@Path("portfolio/projects/{project}/uploads")
@RequestScoped
@OpenTo(Audience.LEARNER)
public class UploadController extends UploadResource {

    @PathParam("project")
    private UUID project;

    @Inject
    private Access access;

    @Inject
    private OwnWork own;

    @Override
    protected UUID purpose() {
        access.requireTask(Action.SEE, project);
        UUID work = own.open(project).id();
        access.requireWork(Action.WRITE, work);
        return work;
    }

    @Override
    protected String place() {
        return "/portfolio/projects/" + project + "/uploads";
    }
}
