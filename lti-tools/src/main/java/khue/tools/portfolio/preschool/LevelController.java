/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import khue.tools.frameworks.Frameworks;
import khue.tools.frameworks.Term;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.PortfolioTool;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** A teacher says which level of school the class is. */
@Path("portfolio/level")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class LevelController {

    @Inject
    private Access access;

    @Inject
    private CurrentVisit current;

    @Inject
    private ClassLevels levels;

    @Inject
    private Frameworks frameworks;

    @Inject
    private PortfolioTool tool;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    @GET
    public String show() {
        access.requireOwnClass(Action.LEAD);
        return page("");
    }

    @POST
    public Response say(@FormParam("level") String chosen) {
        access.requireOwnClass(Action.LEAD);
        Optional<Term> level = frameworks.terms(ClassLevels.FRAMEWORK).stream()
                .filter(term -> term.id().equals(chosen))
                .findFirst();
        if (level.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(pages.problem("level-missing")))
                    .build();
        }
        levels.say(current.course(), level.get(), current.person());
        return pages.go(tool.arrival(current.require()), "level-said");
    }

    private String page(String problem) {
        models.put("levels", pages.terms(ClassLevels.FRAMEWORK));
        models.put("own", levels.of(current.course()).map(Term::id).orElse(""));
        models.put("levelProblem", problem);
        return "portfolio/level.html";
    }
}
