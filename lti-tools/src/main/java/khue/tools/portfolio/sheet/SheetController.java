/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import khue.tools.portfolio.PortfolioPages;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.TypedText;

/** The class sheet of a teacher's course: to read, and to finish in one's own words. */
@Path("portfolio")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class SheetController {

    private static final String PUPIL = "words-";

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private ClassSheets sheets;

    @Inject
    private PortfolioPages pages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("sheet")
    public String show() {
        return page(Map.of(), "");
    }

    @POST
    @Path("sheet")
    public Response save() {
        Map<UUID, String> typed = new HashMap<>();
        ClassSheet sheet = read();
        boolean tooLong = false;
        for (ClassSheet.Row row : sheet.rows()) {
            if (request.getParameter(PUPIL + row.pupil()) != null) {
                String words = TypedText.of(request, PUPIL + row.pupil());
                tooLong |= words.length() > Draft.LONGEST;
                // What is still the draft is not the teacher's words: the draft grows with the term.
                if (!words.equals(row.words())) {
                    typed.put(row.pupil(), words);
                }
            }
        }
        if (tooLong) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(typed, pages.problem("text-too-long", Draft.LONGEST)))
                    .build();
        }
        typed.forEach((pupil, words) -> sheets.write(current.course(), pupil, words, current.person()));
        return pages.go("/portfolio/sheet", "sheet-saved");
    }

    private ClassSheet read() {
        access.requireOwnClass(Action.LEAD);
        return sheets.read(current.course());
    }

    private String page(Map<UUID, String> typed, String problem) {
        ClassSheet sheet = read();
        models.put("sheet", sheet);
        models.put("typed", typed);
        models.put("problem", problem);
        return "portfolio/sheet.html";
    }
}
