/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.family;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.families.Guardians;
import khue.tools.people.People;
import khue.tools.people.Person;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.StatusView;
import khue.tools.portfolio.Submission;
import khue.tools.portfolio.SubmittedArtefact;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.preschool.ChildMoments;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Evaluation;
import khue.tools.portfolio.review.Reviews;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** A grown-up looks at the own child's works that a teacher has opened. */
@Path("portfolio/family")
@Controller
@RequestScoped
@OpenTo(Audience.GUARDIAN)
public class ChildController {

    @Inject
    private Access access;

    @Inject
    private Guardians guardians;

    @Inject
    private FamilyShares shares;

    @Inject
    private ChildMoments moments;

    @Inject
    private Projects projects;

    @Inject
    private Reviews reviews;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    /** A child with the works that are open, and the projects of its preschool class of which moments are shared. */
    public record Child(String id, String name, List<Row> works, List<Journal> journals) {}

    /** All moments of a child in a project. */
    public record Journal(String work, String title) {}

    /** A work in the list. */
    public record Row(String work, String title, StatusView status, Instant since) {}

    @GET
    public Response children() {
        Set<UUID> children = guardians.childrenOf(current.person());
        if (children.isEmpty()) {
            return Response.seeOther(URI.create(settings.toolsUrl() + "/family/waiting"))
                    .build();
        }
        List<Work> works = shares.of(children);
        models.put(
                "children",
                people.find(children).stream().map(child -> child(child, works)).toList());
        return Response.ok("portfolio/family-children.html").build();
    }

    private Child child(Person child, List<Work> works) {
        return new Child(
                child.id().toString(),
                child.name().display(),
                works.stream()
                        .filter(work -> work.pupilId().equals(child.id()))
                        .map(work -> new Row(
                                work.id().toString(),
                                projects.find(work.projectId()).orElseThrow().title(),
                                pages.status(work, false),
                                work.statusSince()))
                        .toList(),
                moments.of(child.id()).stream()
                        .map(work -> new Journal(
                                work.id().toString(),
                                projects.find(work.projectId()).orElseThrow().title()))
                        .toList());
    }

    @GET
    @Path("works/{work}")
    public String work(@PathParam("work") UUID id) {
        access.requireWork(Action.SEE, id);
        Work work = shares.of(guardians.childrenOf(current.person())).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        Project project = projects.find(work.projectId()).orElseThrow();
        List<Submission> submissions = reviews.submissions(work);
        Submission submission = submissions.get(submissions.size() - 1);
        List<SubmittedArtefact> pieces = reviews.artefacts(submission);
        List<PieceView> shown = pieces.stream()
                .filter(piece -> access.maySeeFile(piece.file().id()))
                .map(pages::view)
                .toList();
        shares.viewed(project, work, current.person());
        models.put("project", pages.view(project));
        models.put("work", id.toString());
        models.put("child", people.find(work.pupilId()).orElseThrow().name().display());
        models.put("status", pages.status(work, false));
        models.put("submission", submission);
        models.put("pictures", shown.stream().filter(PieceView::picture).toList());
        models.put("documents", shown.stream().filter(piece -> !piece.picture()).toList());
        models.put("hidden", pieces.size() - shown.size());
        Optional<Evaluation> answer = reviews.evaluations(work).stream().reduce((earlier, later) -> later);
        models.put("comment", answer.map(Evaluation::comment).orElse(""));
        models.put(
                "voice",
                answer.flatMap(Evaluation::voice)
                        .filter(access::maySeeFile)
                        .map(UUID::toString)
                        .orElse(""));
        models.put("marks", answer.map(Evaluation::marks).orElse(List.of()));
        return "portfolio/family-work.html";
    }
}
