/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.family;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.families.FamilyPages;
import khue.tools.lti.members.Roster;
import khue.tools.people.LeftAlone;
import khue.tools.people.People;
import khue.tools.people.PersonName;
import khue.tools.portfolio.PieceView;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Reviews;
import khue.tools.portfolio.showcase.Showcases;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A teacher opens works to the families, and says who is in their pictures. */
@Path("portfolio/projects/{project}/family")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class ShareController {

    @Inject
    private Access access;

    @Inject
    private Projects projects;

    @Inject
    private FamilyShares shares;

    @Inject
    private PicturePeople pictures;

    @Inject
    private Consents consents;

    @Inject
    private Showcases showcases;

    @Inject
    private Reviews reviews;

    @Inject
    private Roster roster;

    @Inject
    private People people;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private CurrentVisit current;

    @Inject
    private PortfolioPages portfolioPages;

    @Inject
    private FamilyPages pages;

    @Inject
    private Models models;

    /**
     * An accepted work: whose, and whether the family sees it.
     *
     * @param restricted its pupil is left alone: it is opened to nobody
     */
    public record Row(String work, String name, boolean open, boolean restricted) {}

    /**
     * A picture, and whose work it is in.
     *
     * @param people who is in it, as far as somebody has said
     * @param notAgreed of several, those for whom there is no consent that others' families see them
     */
    public record Shown(PieceView piece, String owner, String people, String notAgreed) {}

    /** Somebody who may be in a picture. */
    public record Candidate(String id, String name, boolean there) {}

    @GET
    public String show(@PathParam("project") UUID id) {
        Project project = project(id);
        List<Work> works = shares.accepted(project);
        Set<UUID> open = shares.open(works);
        Map<UUID, String> names = names(works);
        Set<UUID> restricted = leftAlone.among(names.keySet());
        List<PicturePeople.Picture> shown = pictures.of(works);
        long said = shown.stream().filter(PicturePeople.Picture::said).count();
        models.put("project", portfolioPages.view(project));
        models.put(
                "rows",
                works.stream()
                        .map(work -> new Row(
                                work.id().toString(),
                                names.get(work.pupilId()),
                                open.contains(work.id()),
                                restricted.contains(work.pupilId())))
                        .toList());
        models.put(
                "closed",
                works.stream()
                        .filter(work -> !open.contains(work.id()) && !restricted.contains(work.pupilId()))
                        .count());
        models.put("restricted", restricted.size());
        models.put("showcases", showcases(project));
        models.put("unsaid", shown.size() - said);
        models.put("said", said);
        return "portfolio/family-share.html";
    }

    private List<Row> showcases(Project project) {
        return showcases.of(project).stream()
                .map(showcase -> {
                    Work work = reviews.byId(showcase.workId());
                    String key = showcases
                            .state(showcase)
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-');
                    String name = names(List.of(work)).get(work.pupilId());
                    return new Row(work.id().toString(), pages.say("showcase.state." + key, name), true, false);
                })
                .toList();
    }

    @POST
    public Response share(@PathParam("project") UUID id) {
        shares.share(project(id), current.person());
        return pages.go("/portfolio/projects/" + id + "/family", "shared");
    }

    @POST
    @Path("unshare/{work}")
    public Response unshare(@PathParam("project") UUID id, @PathParam("work") UUID work) {
        Project project = project(id);
        access.requireWork(Action.ANSWER, work);
        if (shares.accepted(project).stream().noneMatch(one -> one.id().equals(work))) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "a work of another project");
        }
        shares.unshare(project, work, current.person());
        return pages.go("/portfolio/projects/" + id + "/family", "unshared");
    }

    /** @param said those about which somebody has said who is in them, to be corrected, instead of the others */
    @GET
    @Path("pictures")
    public String pictures(@PathParam("project") UUID id, @QueryParam("said") boolean said) {
        Project project = project(id);
        List<Work> works = shares.accepted(project);
        Map<UUID, String> names = names(works);
        models.put("project", portfolioPages.view(project));
        models.put("said", said);
        List<PicturePeople.Picture> these = pictures.of(works).stream()
                .filter(picture -> picture.said() == said)
                .toList();
        Map<UUID, Set<UUID>> in =
                pictures.in(these.stream().map(ShareController::file).toList());
        Set<UUID> everybody = in.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Set<UUID> agreed = consents.agreed(ConsentPurpose.PICTURES, everybody);
        Map<UUID, PersonName> people = people(everybody);
        models.put(
                "shown",
                these.stream()
                        .map(picture -> {
                            Set<UUID> there = in.getOrDefault(file(picture), Set.of());
                            return new Shown(
                                    portfolioPages.view(picture.piece()),
                                    names.get(picture.work().pupilId()),
                                    words(there, people),
                                    there.size() < 2 ? "" : words(without(there, agreed), people));
                        })
                        .toList());
        return "portfolio/family-pictures.html";
    }

    private static UUID file(PicturePeople.Picture picture) {
        return picture.piece().file().id();
    }

    private Map<UUID, PersonName> people(Set<UUID> ids) {
        Map<UUID, PersonName> names = new HashMap<>();
        people.find(ids).forEach(person -> names.put(person.id(), person.name()));
        return names;
    }

    private static Set<UUID> without(Set<UUID> all, Set<UUID> some) {
        return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toSet());
    }

    private static String words(Set<UUID> ids, Map<UUID, PersonName> names) {
        return ids.stream()
                .map(names::get)
                .sorted(PersonName.BY_GIVEN_NAME)
                .map(PersonName::display)
                .collect(Collectors.joining(", "));
    }

    /** In the pictures that the page showed and that are not marked, there are those whom the pupil named, else nobody but the pupil. */
    @POST
    @Path("pictures")
    public Response alone(
            @PathParam("project") UUID id,
            @FormParam("file") List<UUID> shown,
            @FormParam("others") List<UUID> withOthers) {
        Project project = project(id);
        for (PicturePeople.Picture picture : pictures.of(shares.accepted(project))) {
            UUID file = file(picture);
            if (!picture.said() && shown.contains(file) && !withOthers.contains(file)) {
                pictures.say(
                        file,
                        pictures.isKnown(file)
                                ? pictures.in(file)
                                : List.of(picture.work().pupilId()),
                        current.person());
            }
        }
        return next(project);
    }

    @GET
    @Path("pictures/{file}")
    public String picture(@PathParam("project") UUID id, @PathParam("file") UUID file) {
        Project project = project(id);
        PicturePeople.Picture picture = picture(project, file);
        Set<UUID> there = pictures.isKnown(file)
                ? pictures.in(file)
                : Set.of(picture.work().pupilId());
        models.put("project", portfolioPages.view(project));
        models.put("piece", portfolioPages.view(picture.piece()));
        models.put(
                "candidates",
                candidates(project, picture.work()).entrySet().stream()
                        .map(one ->
                                new Candidate(one.getKey().toString(), one.getValue(), there.contains(one.getKey())))
                        .toList());
        return "portfolio/family-picture.html";
    }

    @POST
    @Path("pictures/{file}")
    public Response say(
            @PathParam("project") UUID id, @PathParam("file") UUID file, @FormParam("person") List<UUID> there) {
        Project project = project(id);
        PicturePeople.Picture picture = picture(project, file);
        Set<UUID> known = candidates(project, picture.work()).keySet();
        if (!known.containsAll(there)) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "somebody of another class");
        }
        pictures.say(file, there, current.person());
        return next(project);
    }

    /** The next picture about which nobody has said anything opens by itself. */
    private Response next(Project project) {
        String path = "/portfolio/projects/" + project.id() + "/family";
        return pictures.of(shares.accepted(project)).stream()
                .filter(picture -> !picture.said())
                .findFirst()
                .map(picture ->
                        pages.go(path + "/pictures/" + picture.piece().file().id(), "said"))
                .orElseGet(() -> pages.go(path, "said"));
    }

    private PicturePeople.Picture picture(Project project, UUID file) {
        access.requireFile(file);
        return pictures.of(shares.accepted(project)).stream()
                .filter(picture -> picture.piece().file().id().equals(file))
                .findFirst()
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "a file of another project"));
    }

    private Project project(UUID id) {
        access.requireTask(Action.LEAD, id);
        return projects.find(id, current.course()).orElseThrow();
    }

    private Map<UUID, String> candidates(Project project, Work work) {
        Map<UUID, String> names = new LinkedHashMap<>();
        roster.learners(project.courseId())
                .forEach(member -> names.put(member.person(), member.name().display()));
        names.putAll(names(List.of(work)));
        return names;
    }

    private Map<UUID, String> names(List<Work> works) {
        return people.names(works.stream().map(Work::pupilId).collect(Collectors.toSet()));
    }
}
