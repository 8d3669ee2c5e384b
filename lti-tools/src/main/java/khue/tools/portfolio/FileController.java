/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
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
    public Response show(@PathParam("file") UUID id, @HeaderParam("Range") String range) throws IOException {
        StoredFile file = find(id);
        String disposition = file.picture() ? "inline" : "attachment";
        Optional<ByteRange> part;
        try {
            part = ByteRange.of(range, file.size());
        } catch (ByteRange.NotThere beyond) {
            return Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header("Content-Range", "bytes */" + file.size())
                    .build();
        }
        if (part.isEmpty()) {
            return answer(file, file.mediaType(), files.read(file), file.size(), disposition)
                    .header("Accept-Ranges", "bytes")
                    .build();
        }
        InputStream content = files.read(file);
        content.skipNBytes(part.get().first());
        return answer(file, file.mediaType(), content, part.get().length(), disposition)
                .status(Response.Status.PARTIAL_CONTENT)
                .header("Accept-Ranges", "bytes")
                .header("Content-Range", part.get().of(file.size()))
                .build();
    }

    @GET
    @Path("download")
    public Response download(@PathParam("file") UUID id) throws IOException {
        StoredFile file = find(id);
        return answer(file, file.mediaType(), files.read(file), file.size(), "attachment")
                .build();
    }

    @GET
    @Path("thumbnail")
    public Response thumbnail(@PathParam("file") UUID id) throws IOException {
        StoredFile file = find(id);
        if (!file.picture()) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
        return answer(file, "image/jpeg", files.readThumbnail(file), Long.MAX_VALUE, "inline")
                .build();
    }

    private StoredFile find(UUID id) {
        access.requireFile(id);
        return files.find(id).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private Response.ResponseBuilder answer(
            StoredFile file, String type, InputStream content, long length, String disposition) {
        StreamingOutput body = out -> {
            try (content) {
                copy(content, out, length);
            }
        };
        return Response.ok(body)
                .type(type.startsWith("text/") ? type + ";charset=utf-8" : type)
                .header("Content-Disposition", file.disposition(disposition))
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", caching());
    }

    private static void copy(InputStream content, OutputStream out, long length) throws IOException {
        byte[] some = new byte[1 << 16];
        long left = length;
        for (int read = 0; read >= 0 && left > 0; left -= Math.max(read, 0)) {
            read = content.read(some, 0, (int) Math.min(some.length, left));
            out.write(some, 0, Math.max(read, 0));
        }
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
