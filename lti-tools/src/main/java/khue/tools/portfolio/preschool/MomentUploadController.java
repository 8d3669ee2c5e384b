/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.settings.Settings;
import khue.tools.uploads.Tus;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** Where the pictures of a moment arrive, by the tus protocol; a whole upload becomes part of it by the page's form ({@link MomentController}). */
@Path("portfolio/projects/{project}/moments/{moment}/uploads")
@RequestScoped
@OpenTo(Audience.TEACHER)
public class MomentUploadController {

    @PathParam("project")
    private UUID project;

    @PathParam("moment")
    private UUID moment;

    @Context
    private HttpServletRequest request;

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private MomentsOfClass ofClass;

    @Inject
    private Settings settings;

    @Inject
    private Tus tus;

    @OPTIONS
    public Response options() {
        return tus.options();
    }

    @POST
    public Response create() throws IOException {
        UUID purpose = purpose();
        URI place =
                URI.create(settings.toolsUrl() + "/portfolio/projects/" + project + "/moments/" + moment + "/uploads");
        return tus.create(request, current.person(), purpose, place);
    }

    @HEAD
    @Path("{upload}")
    public Response head(@PathParam("upload") UUID upload) throws IOException {
        return tus.head(request, upload, current.person(), purpose());
    }

    @PATCH
    @Path("{upload}")
    public Response patch(@PathParam("upload") UUID upload) throws IOException {
        return tus.patch(request, upload, current.person(), purpose());
    }

    @DELETE
    @Path("{upload}")
    public Response delete(@PathParam("upload") UUID upload) throws IOException {
        return tus.delete(request, upload, current.person(), purpose());
    }

    @POST
    @Path("{upload}")
    public Response override(@PathParam("upload") UUID upload) throws IOException {
        return tus.override(request, upload, current.person(), purpose());
    }

    private UUID purpose() {
        access.requireTask(Action.LEAD, project);
        return ofClass.moment(ofClass.project(project), moment).id();
    }
}
