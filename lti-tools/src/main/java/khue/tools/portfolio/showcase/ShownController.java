/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.showcase;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import khue.tools.files.FileStore;
import khue.tools.files.StoredFile;
import khue.tools.people.People;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Submission;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Reviews;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** What somebody with a link sees: a given name, the pupil's words, and pictures with nobody else in them. Never indexed, never kept. */
@Path("show/{token}")
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class ShownController {

    @Inject
    private Access access;

    @Inject
    private Showcases showcases;

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private People people;

    @Inject
    private FileStore files;

    @Inject
    private PortfolioPages portfolioPages;

    @Inject
    private Models models;

    @GET
    @Controller
    public Response show(@PathParam("token") String token) {
        access.requireShown(token);
        Work work = reviews.byId(showcases.byToken(token).orElseThrow().workId());
        List<Submission> submissions = reviews.submissions(work);
        Submission submission = submissions.get(submissions.size() - 1);
        String name = people.find(work.pupilId()).orElseThrow().name().display();
        models.put("title", projects.find(work.projectId()).orElseThrow().title());
        models.put("given", name.substring(name.lastIndexOf(' ') + 1));
        models.put("words", submission.reflection());
        models.put("token", token);
        models.put(
                "looks",
                reviews.artefacts(submission).stream()
                        .filter(piece -> piece.file().picture())
                        .filter(piece -> access.maySeeShown(token, piece.file().id()))
                        .map(portfolioPages::view)
                        .toList());
        return unkept(Response.ok("portfolio/shown.html"));
    }

    @GET
    @Path("pictures/{file}")
    public Response picture(@PathParam("token") String token, @PathParam("file") UUID id) throws IOException {
        StoredFile file = find(token, id);
        return bytes(file.mediaType(), files.read(file));
    }

    @GET
    @Path("pictures/{file}/thumbnail")
    public Response thumbnail(@PathParam("token") String token, @PathParam("file") UUID id) throws IOException {
        return bytes("image/jpeg", files.readThumbnail(find(token, id)));
    }

    private StoredFile find(String token, UUID id) {
        access.requireShownFile(token, id);
        return files.find(id)
                .filter(StoredFile::picture)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private static Response bytes(String type, InputStream content) {
        StreamingOutput body = out -> {
            try (content) {
                content.transferTo(out);
            }
        };
        return unkept(Response.ok(body)
                .type(type)
                .header("Content-Disposition", "inline")
                .header("Content-Security-Policy", "default-src 'none'; sandbox"));
    }

    private static Response unkept(Response.ResponseBuilder answer) {
        return answer.header("Cache-Control", "private, no-store")
                .header("X-Robots-Tag", "noindex, nofollow, noarchive, noimageindex")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
