/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.showcase;

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
import java.util.Optional;
import java.util.UUID;
import khue.tools.families.ConsentEnding;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.families.FamilyPages;
import khue.tools.people.LeftAlone;
import khue.tools.people.People;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.Work;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.portfolio.projects.Project;
import khue.tools.portfolio.projects.Projects;
import khue.tools.portfolio.review.Reviews;
import khue.tools.records.ActorRole;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** One page for the three who decide whether a work is shown outside the class: it says where it stands and whose turn it is. */
@Path("portfolio/showcase/{work}")
@Controller
@RequestScoped
@OpenTo({Audience.LEARNER, Audience.GUARDIAN, Audience.TEACHER})
public class ShowcaseController {

    private static final int LONGEST_DAYS = 365;

    @Inject
    private Access access;

    @Inject
    private Showcases showcases;

    @Inject
    private Reviews reviews;

    @Inject
    private Projects projects;

    @Inject
    private Consents consents;

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
    private Settings settings;

    @Inject
    private Models models;

    @GET
    public String show(@PathParam("work") UUID id) {
        access.requireWork(decides(), id);
        Work work = reviews.byId(id);
        Optional<Showcase> showcase = showcases.of(id);
        Consents.Text text = consents.text(ConsentPurpose.SHOWCASE);
        models.put(
                "project", portfolioPages.view(projects.find(work.projectId()).orElseThrow()));
        models.put("work", id.toString());
        models.put("pupil", people.find(work.pupilId()).orElseThrow().name().display());
        models.put("restricted", leftAlone.isLeftAlone(work.pupilId()));
        models.put("role", current.require().audience().name());
        models.put("state", showcase.map(showcases::state).map(Enum::name).orElse("NONE"));
        models.put("words", text.in(current.locale()));
        models.put("basis", text.legalBasis());
        models.put("version", text.version());
        models.put("until", showcase.flatMap(Showcase::expiresAt).orElse(null));
        models.put(
                "link",
                showcase.flatMap(Showcase::token)
                        .map(token -> settings.toolsUrl() + "/show/" + token)
                        .orElse(""));
        return "portfolio/showcase.html";
    }

    @POST
    public Response decide(@PathParam("work") UUID id, @FormParam("do") String wish, @FormParam("days") Integer days) {
        access.requireWork(decides(), id);
        Work work = reviews.byId(id);
        Project project = projects.find(work.projectId()).orElseThrow();
        Audience role = current.require().audience();
        String done = wish + " by " + role;
        switch (done) {
            case "choose by LEARNER" -> showcases.choose(work);
            case "agree by GUARDIAN" -> showcases.agree(work, current.person());
            case "approve by TEACHER" -> showcases.approve(project, work, current.person(), days(days));
            case "end by LEARNER", "end by GUARDIAN", "end by TEACHER" ->
                showcases.end(
                        project, work, current.person(), ActorRole.valueOf(role.name()), ConsentEnding.TAKEN_BACK);
            default -> throw new PageRefused(PageRefused.Reason.BAD_INPUT, done);
        }
        return pages.go("/portfolio/showcase/" + id, "showcase-" + wish);
    }

    /** A pupil decides about the own work, a guardian about one that is open to the family, a teacher about one of the class. */
    private Action decides() {
        return switch (current.require().audience()) {
            case LEARNER -> Action.WRITE;
            case TEACHER -> Action.ANSWER;
            default -> Action.SEE;
        };
    }

    private static int days(Integer days) {
        if (days == null || days < 1 || days > LONGEST_DAYS) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "days");
        }
        return days;
    }
}
