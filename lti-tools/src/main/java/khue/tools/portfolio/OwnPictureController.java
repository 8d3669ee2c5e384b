/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.lti.members.Roster;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.family.PicturePeople;
import khue.tools.portfolio.projects.Project;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A pupil says who is in a picture of the own work, or of the team's. No family sees the picture before a teacher has looked. */
@Path("portfolio/projects/{project}/mine/people/{artefact}")
@Controller
@RequestScoped
@OpenTo(Audience.LEARNER)
public class OwnPictureController {

    @PathParam("project")
    private UUID projectId;

    @PathParam("artefact")
    private UUID artefactId;

    @Inject
    private Access access;

    @Inject
    private OwnWork own;

    @Inject
    private Works works;

    @Inject
    private PicturePeople people;

    @Inject
    private Roster roster;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    /** A pupil of the class, in the picture or not. */
    public record Candidate(String id, String name, boolean there) {}

    @GET
    public String show() {
        Artefact artefact = picture();
        UUID file = artefact.file().id();
        Set<UUID> there = people.isKnown(file) ? people.in(file) : Set.of(current.person());
        models.put("back", mine());
        models.put("piece", pages.piece(artefactId.toString(), artefact.file()));
        models.put("looked", people.isSaid(file));
        models.put(
                "candidates",
                roster.learners(current.course()).stream()
                        .map(member -> new Candidate(
                                member.person().toString(), member.name().display(), there.contains(member.person())))
                        .toList());
        return "portfolio/own-picture.html";
    }

    @POST
    public Response say(@FormParam("person") List<UUID> there) {
        Artefact artefact = picture();
        Set<UUID> known = roster.learners(current.course()).stream()
                .map(Roster.Member::person)
                .collect(Collectors.toSet());
        if (!known.containsAll(there)) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "somebody of another class");
        }
        people.propose(artefact.file().id(), there, current.person());
        return pages.go(mine(), "people-said");
    }

    private Artefact picture() {
        Project project = own.project(projectId);
        own.in(project);
        Artefact artefact = works.artefact(project, current.person(), artefactId)
                .filter(found -> PicturePeople.showsPeople(found.file()))
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        access.requireFile(artefact.file().id());
        return artefact;
    }

    private String mine() {
        return "/portfolio/projects/" + projectId + "/mine";
    }
}
