/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** "Open in a new window" of every page inside an LMS's frame. */
@Path("window")
@OpenTo(Audience.ANYBODY)
public class NewWindowController {

    @Inject
    private NewWindow newWindow;

    @Inject
    private Visits visits;

    @Inject
    private VisitCookie cookie;

    @Inject
    private OurPages ourPages;

    @Inject
    private Event<VisitMoved> moved;

    @POST
    public Response open(@FormParam("pass") String pass, @FormParam("to") String to) {
        Visit framed = newWindow
                .redeem(pass == null ? "" : pass)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NO_VISIT, "the window's pass is old or used"));
        UUID visit = UUID.randomUUID();
        String secret = visits.begin(visit, framed.visitor().withoutFrame());
        moved.fire(new VisitMoved(framed.id(), visit));
        return Response.seeOther(ourPages.orHome(to))
                .header("Set-Cookie", cookie.give(secret))
                .build();
    }
}
