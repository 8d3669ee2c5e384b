/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;

/** The language switch of every page. */
@Path("language")
@OpenTo(Audience.ANYBODY)
public class LanguageController {

    private static final long YEAR = Duration.ofDays(365).toSeconds();

    @Inject
    private CurrentVisit current;

    @Inject
    private Visits visits;

    @Inject
    private OurPages ourPages;

    @POST
    public Response speak(@FormParam("to") String to, @FormParam("back") String back) {
        Locale language =
                Languages.of(to).orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "no such language"));
        current.id().ifPresent(visit -> visits.speak(visit, language));
        return Response.seeOther(ourPages.orHome(back))
                .header("Set-Cookie", VisitCookie.set(LanguageChoice.COOKIE, language.getLanguage(), YEAR))
                .build();
    }
}
