/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

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
import java.util.List;
import java.util.UUID;
import khue.tools.outbox.Deliveries;
import khue.tools.outbox.State;
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

    /**
     * Messages refused for one reason, and what to do about it.
     *
     * @param advice the key of the sentence
     */
    public record Refusals(Deliveries.Kind kind, String advice) {}

    private static final String REFUSED = State.REFUSED.name();
    private static final String CONFLICT = State.CONFLICT.name();

    @Inject
    private Deliveries deliveries;

    @Inject
    private DeliveryChanges changes;

    @Inject
    private OurPages ourPages;

    @Inject
    private Models models;

    @GET
    @OpenTo({Audience.ADMINISTRATOR, Audience.READER})
    public String list() {
        List<Deliveries.Queue> queues = deliveries.queues(Formats.ZONE);
        models.put("queues", queues);
        models.put(
                "kinds",
                deliveries.kinds().stream()
                        .map(kind -> new Refusals(kind, DeliveryAdvice.on(kind)))
                        .toList());
        return "admin/deliveries.html";
    }

    @POST
    @Path("retry")
    public Response retryAll(
            @FormParam("queue") String queue, @FormParam("state") String state, @FormParam("kind") String kind) {
        boolean known = queue != null && kind != null && (CONFLICT.equals(state) || REFUSED.equals(state));
        if (!known || changes.retryAll(queue, State.valueOf(state), kind) == 0) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "no message of this kind is refused any more");
        }
        return Response.seeOther(ourPages.orHome("/tools/admin/deliveries?done=admin.retried-all"))
                .build();
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
