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
import java.util.Optional;
import java.util.UUID;
import khue.tools.files.FileStore;
import khue.tools.files.StoredFile;
import khue.tools.portfolio.review.Reviews;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** The files of a work: for the pupil whose work it is, and for the course's teachers once they were handed in. */
@Path("portfolio/files/{file}")
@RequestScoped
@OpenTo({Audience.TEACHER, Audience.LEARNER})
public class FileController {

    /** Nothing that a file holds may run, load anything or frame anything, should a browser ever show it as a page. */
    private static final String POLICY = "default-src 'none'; sandbox";

    @Inject
    private CurrentVisit current;

    @Inject
    private Works works;

    @Inject
    private Reviews reviews;

    @Inject
    private FileStore files;

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
        boolean teacher = current.require().audience() == Audience.TEACHER;
        Optional<StoredFile> found =
                teacher ? reviews.file(id, current.course()) : works.file(id, current.person(), current.course());
        return found.orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private static Response answer(StoredFile file, String type, InputStream content, String disposition) {
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
                // The address is of one content for ever; the browser's own copy saves a slow line, nobody else's cache
                // may have one.
                .header("Cache-Control", "private, max-age=3600, immutable")
                .build();
    }
}
