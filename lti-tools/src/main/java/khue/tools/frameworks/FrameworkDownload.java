/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A version of a framework as a table, to be changed in a spreadsheet and brought back. No page: a text is not a view. */
@Path("admin/frameworks/{framework}/terms.csv")
@OpenTo(Audience.ADMINISTRATOR)
public class FrameworkDownload {

    @Inject
    private Frameworks frameworks;

    @GET
    @Produces("text/csv; charset=utf-8")
    public Response download(@PathParam("framework") String id, @QueryParam("version") String version) {
        Framework shown =
                frameworks.version(id, version).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        return Response.ok(TermLine.writeTable(
                        frameworks.terms(shown).stream().map(Term::line).toList()))
                .header("Content-Disposition", "attachment; filename=\"" + id + "-" + shown.version() + ".csv\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
