/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.sheet;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import khue.tools.portfolio.access.Access;
import khue.tools.portfolio.access.Action;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/** The class sheet to take along. */
@Path("portfolio")
@RequestScoped
@OpenTo(Audience.TEACHER)
public class SheetFileController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    @Inject
    private CurrentVisit current;

    @Inject
    private Access access;

    @Inject
    private ClassSheets sheets;

    /** Writes one kind of file. */
    private interface Writer {
        void write(ClassSheet sheet, OutputStream out) throws IOException;
    }

    @GET
    @Path("sheet.xlsx")
    public Response spreadsheet() {
        return file(XLSX, "xlsx", SheetFiles::spreadsheet);
    }

    @GET
    @Path("sheet.docx")
    public Response document() {
        return file(DOCX, "docx", SheetFiles::document);
    }

    private Response file(String type, String ending, Writer writer) {
        access.requireOwnClass(Action.LEAD);
        ClassSheet sheet = sheets.read(current.course());
        StreamingOutput body = out -> writer.write(sheet, out);
        return Response.ok(body)
                .type(type)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"class-sheet-" + sheet.day() + "." + ending + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build();
    }
}
