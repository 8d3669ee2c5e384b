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
import java.util.List;
import java.util.Map;
import khue.tools.evaluation.StoreSilent;
import khue.tools.evaluation.reference.ReferenceStore;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;

/** The targets of the programme with what stands behind each, and the kinds of schools that it has reached. */
@Path("evaluation/board")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class BoardController {

    private static final List<String> GEOGRAPHIES = List.of("event", "current", "legacy");

    @Inject
    private ReferenceStore store;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Models models;

    @GET
    public Response targets(@QueryParam("year") String year) {
        return show(year, GEOGRAPHIES.get(0), "evaluation/board/targets.html");
    }

    @GET
    @Path("coverage")
    public Response coverage(@QueryParam("year") String year, @QueryParam("geography") String geography) {
        return show(
                year,
                geography != null && GEOGRAPHIES.contains(geography) ? geography : GEOGRAPHIES.get(0),
                "evaluation/board/coverage.html");
    }

    private Response show(String year, String geography, String view) {
        // What is no name of a school year is no question: the board of the targets' own periods is.
        String known = year != null && year.matches("\\d{4}-\\d{4}") ? year : "";
        models.put("year", known);
        models.put("geography", geography);
        models.put("geographies", geographies());
        try {
            TargetBoard board = TargetBoard.of(
                    store.get("/reports/board?geography=" + geography + (known.isEmpty() ? "" : "&year=" + known)),
                    messages,
                    current.locale());
            Map<String, String> years = new LinkedHashMap<>();
            years.put("", messages.say(current.locale(), "board.period.own"));
            board.years().forEach(name -> years.put(name, messages.say(current.locale(), "board.period.year", name)));
            models.put("years", years);
            models.put("board", board);
            return Response.ok(view).build();
        } catch (StoreSilent silent) {
            return silent(silent, view);
        } catch (DateTimeException notABoard) {
            return silent(new StoreSilent("GET /reports/board: not a board", notABoard), view);
        }
    }

    private Response silent(StoreSilent silent, String view) {
        models.put("silent", silent.getMessage());
        return Response.status(Response.Status.BAD_GATEWAY).entity(view).build();
    }

    private Map<String, String> geographies() {
        Map<String, String> words = new LinkedHashMap<>();
        GEOGRAPHIES.forEach(code -> words.put(code, messages.say(current.locale(), "board.geography." + code)));
        return words;
    }
}
