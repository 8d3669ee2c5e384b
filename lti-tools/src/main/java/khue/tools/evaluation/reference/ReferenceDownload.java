/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.reference;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import khue.tools.evaluation.StoreSilent;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A table of reference data as a file that can be changed in a spreadsheet and brought back. No page: a text is not a view. */
@Path("evaluation/reference/{table: [a-z-]+}.csv")
@OpenTo(Audience.EVALUATOR)
public class ReferenceDownload {

    @Inject
    private ReferenceStore store;

    @GET
    @Produces("text/csv; charset=utf-8")
    public Response download(@PathParam("table") String name) {
        try {
            return Response.ok(store.file(name))
                    .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                    .build();
        } catch (StoreSilent silent) {
            throw new PageRefused(PageRefused.Reason.UNREACHABLE, silent.getMessage());
        }
    }
}
