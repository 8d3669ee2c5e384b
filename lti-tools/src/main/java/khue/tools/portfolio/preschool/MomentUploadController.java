/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

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

/** Where the pictures of a moment arrive; a whole upload becomes part of it by the page's form ({@link MomentController}). */
@Path("portfolio/projects/{project}/moments/{moment}/uploads")
@RequestScoped
@OpenTo(Audience.TEACHER)
public class MomentUploadController extends UploadResource {

    @PathParam("project")
    private UUID project;

    @PathParam("moment")
    private UUID moment;

    @Inject
    private Access access;

    @Inject
    private MomentsOfClass ofClass;

    @Override
    protected UUID purpose() {
        access.requireTask(Action.LEAD, project);
        return ofClass.moment(ofClass.project(project), moment).id();
    }

    @Override
    protected String place() {
        return "/portfolio/projects/" + project + "/moments/" + moment + "/uploads";
    }
}
