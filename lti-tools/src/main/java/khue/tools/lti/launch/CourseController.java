/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import khue.tools.catalogue.ToolCatalogue;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.VisitCookie;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;

/** Where somebody who opened us from a course, and by no link of it, chooses one of the links that the course has. */
@Path(CourseController.PATH)
@Controller
@RequestScoped
@OpenTo({Audience.TEACHER, Audience.LEARNER, Audience.OBSERVER})
public class CourseController {

    static final String PATH = "/lti/course";

    @Inject
    private ResourceLinks links;

    @Inject
    private ToolCatalogue catalogue;

    @Inject
    private CurrentVisit current;

    @Inject
    private Visits visits;

    @Inject
    private VisitCookie cookies;

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    @GET
    public String choose() {
        models.put("links", links.ofCourse(current.course()));
        models.put("teacher", current.require().audience() == Audience.TEACHER);
        return "lti/course.html";
    }

    /** As if the person had come by the link: a visit of its own. */
    @POST
    @Path("{link}")
    public Response open(@PathParam("link") UUID asked) {
        ResourceLink link = links.ofCourse(current.course()).stream()
                .filter(offered -> offered.id().equals(asked))
                .findFirst()
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        Visitor visitor = current.require().at(link.id());
        String path = link.tool()
                .flatMap(catalogue::find)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND))
                .arrival(visitor, link.item());
        return Response.seeOther(URI.create(settings.toolsUrl() + path))
                .header("Set-Cookie", cookies.give(visits.begin(visitor)))
                .build();
    }
}
