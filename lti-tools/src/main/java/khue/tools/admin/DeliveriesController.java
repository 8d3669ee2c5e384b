/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import khue.tools.outbox.Deliveries;
import khue.tools.web.Audience;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;
import khue.tools.web.PageRefused;

/** What we owe to LMSes and to the store: what waits, what was refused and why, and carrying it again. */
@Path("admin/deliveries")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class DeliveriesController {

    private static final int MOST_SHOWN = 50;

    @Inject
    private Deliveries deliveries;

    @Inject
    private DeliveryChanges changes;

    @Inject
    private OurPages ourPages;

    @Inject
    private Models models;

    @GET
    public String list() {
        List<Deliveries.Queue> queues = deliveries.queues(Formats.ZONE);
        models.put("queues", queues);
        models.put(
                "troubles",
                queues.stream()
                        .flatMap(queue -> deliveries.troubles(queue.queue(), MOST_SHOWN).stream())
                        .toList());
        return "admin/deliveries.html";
    }

    @POST
    @Path("{message}/retry")
    public Response retry(@PathParam("message") UUID id) {
        if (!changes.retry(id)) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the message waits already, or is delivered");
        }
        return Response.seeOther(ourPages.orHome("/tools/admin/deliveries?done=admin.retried"))
                .build();
    }
}
