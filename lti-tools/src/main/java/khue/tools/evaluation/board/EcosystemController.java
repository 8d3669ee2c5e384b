/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.board;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import khue.tools.evaluation.StoreSilent;
import khue.tools.evaluation.reference.ReferenceStore;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** Who takes part in which component of the ecosystem: in the city, and at each school. */
@Path("evaluation/board/ecosystem")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class EcosystemController {

    private static final String CITY = "evaluation/board/ecosystem.html";
    private static final String SCHOOL = "evaluation/board/school.html";

    @Inject
    private ReferenceStore store;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    @GET
    public Response city(@QueryParam("year") String year) {
        try {
            ask(year);
            return Response.ok(CITY).build();
        } catch (StoreSilent silent) {
            return silent(silent, CITY);
        }
    }

    @GET
    @Path("school")
    public Response school(@QueryParam("code") String code, @QueryParam("year") String year) {
        try {
            EcosystemMap map = ask(year);
            EcosystemMap.School school =
                    map.school(code).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "code"));
            models.put("school", school);
            models.put("drawing", school.drawing(map.components()));
            models.put("gaps", school.gaps(map.components()));
            return Response.ok(SCHOOL).build();
        } catch (StoreSilent silent) {
            return silent(silent, SCHOOL);
        }
    }

    private EcosystemMap ask(String year) throws StoreSilent {
        // What is no name of a school year is no question: the map of the present one is.
        String query = year != null && year.matches("\\d{4}-\\d{4}") ? "?year=" + year : "";
        try {
            EcosystemMap map = EcosystemMap.of(store.get("/reports/ecosystem" + query), current.locale());
            Map<String, String> years = new LinkedHashMap<>();
            map.years().forEach(name -> years.put(name, messages.say(current.locale(), "board.period.year", name)));
            models.put("years", years);
            models.put("board", map);
            return map;
        } catch (DateTimeException notAMap) {
            throw new StoreSilent("GET /reports/ecosystem: not a map", notAMap);
        }
    }

    private Response silent(StoreSilent silent, String view) {
        models.put("silent", silent.getMessage());
        return Response.status(Response.Status.BAD_GATEWAY).entity(view).build();
    }
}
