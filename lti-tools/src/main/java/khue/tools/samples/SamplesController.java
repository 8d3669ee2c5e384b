/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.samples;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.tools.audit.AuditAction;
import khue.tools.audit.AuditLog;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.OurPages;

/** The one action that takes all sample data out. */
@Path("admin/samples")
@Controller
@RequestScoped
@OpenTo(Audience.ADMINISTRATOR)
public class SamplesController {

    private static final Logger LOG = Logger.getLogger(SamplesController.class.getName());

    @Inject
    private SampleData data;

    @Inject
    private AuditLog audit;

    @Inject
    private CurrentVisit current;

    @Inject
    private OurPages ourPages;

    @POST
    @Path("remove")
    @Transactional
    public Response remove() {
        try {
            data.takeOut(current.require().account().orElseThrow().toString());
        } catch (IOException silent) {
            LOG.log(Level.WARNING, "the sample data could not be removed", silent);
            // The overview says that the store does not answer, and what to do.
            return toOverview("");
        }
        audit.did(AuditAction.SAMPLE_DATA_REMOVED, "samples", "");
        return toOverview("?done=samples.removed");
    }

    private Response toOverview(String query) {
        return Response.seeOther(ourPages.orHome("/tools/admin" + query)).build();
    }
}
