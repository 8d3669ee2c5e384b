/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

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
import khue.tools.settings.Settings;
import khue.tools.web.CurrentVisit;

/**
 * The addresses at which one kind of upload arrives, by the tus protocol. Whoever extends it says where they are ({@code @Path}), whom they
 * are open to, and what an upload there becomes part of.
 */
public abstract class UploadResource {

    @Context
    private HttpServletRequest request;

    @Inject
    private CurrentVisit current;

    @Inject
    private Settings settings;

    @Inject
    private Tus tus;

    /** What an upload becomes part of; refuses whoever may not add to it. Asked with each request. */
    protected abstract UUID purpose();

    /** Where uploads begin, below the tools' address. */
    protected abstract String place();

    @OPTIONS
    public Response options() {
        return tus.options();
    }

    @POST
    public Response create() throws IOException {
        UUID purpose = purpose();
        return tus.create(request, current.person(), purpose, URI.create(settings.toolsUrl() + place()));
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
}
