/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import khue.tools.files.FileStore;
import khue.tools.files.StoredFile;
import khue.tools.portfolio.access.Access;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** The files of a work, for whoever may see them. */
@Path("portfolio/files/{file}")
@RequestScoped
@OpenTo({Audience.TEACHER, Audience.LEARNER, Audience.GUARDIAN})
public class FileController {

    /** Nothing that a file holds may run, load anything or frame anything, should a browser ever show it as a page. */
    private static final String POLICY = "default-src 'none'; sandbox";

    @Inject
    private Access access;

    @Inject
    private FileStore files;

    @Inject
    private CurrentVisit current;

    /** A picture, in the page or by itself; any other file is only to be downloaded. */
    @GET
    public Response show(@PathParam("file") UUID id) throws IOException {
        StoredFile file = find(id);
        return answer(file, file.mediaType(), files.read(file), file.picture() ? "inline" : "attachment");
    }

    @GET
    @Path("download")
    public Response download(@PathParam("file") UUID id) throws IOException {
        StoredFile file = find(id);
        return answer(file, file.mediaType(), files.read(file), "attachment");
    }

    @GET
    @Path("thumbnail")
    public Response thumbnail(@PathParam("file") UUID id) throws IOException {
        StoredFile file = find(id);
        if (!file.picture()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
        return answer(file, "image/jpeg", files.readThumbnail(file), "inline");
    }

    private StoredFile find(UUID id) {
        access.requireFile(id);
        return files.find(id).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private Response answer(StoredFile file, String type, InputStream content, String disposition) {
        StreamingOutput body = out -> {
            try (content) {
                content.transferTo(out);
            }
        };
        return Response.ok(body)
                .type(type.startsWith("text/") ? type + ";charset=utf-8" : type)
                .header("Content-Disposition", file.disposition(disposition))
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", caching())
                .build();
    }

    /**
     * The address is of one content for ever; the browser's own copy saves a slow line, nobody else's cache may have one. A family keeps no
     * copy: what is withdrawn is gone with the next look.
     */
    private String caching() {
        return current.require().audience() == Audience.GUARDIAN
                ? "private, no-store"
                : "private, max-age=3600, immutable";
    }
}
