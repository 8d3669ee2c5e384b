/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import khue.tools.reports.paper.Paper;
import khue.tools.reports.paper.PdfPaper;
import khue.tools.reports.paper.SpreadsheetPaper;
import khue.tools.reports.paper.WordPaper;
import khue.tools.web.Audience;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A locked report to take along: as an official paper in three formats, as what its hash is of, and its signature. */
@Path("reports/{report: [0-9a-f-]{36}}")
@RequestScoped
@OpenTo({Audience.EVALUATOR, Audience.READER})
public class ReportFilesController {

    private static final List<String> SHEETS = List.of("Báo cáo", "Số liệu", "Nguồn gốc");

    @Inject
    private Reports reports;

    @Inject
    private ReportPages pages;

    /** Writes one kind of file. */
    private interface Writer {
        void write(Paper paper, OutputStream out) throws IOException;
    }

    @GET
    @Path("report.pdf")
    public Response pdf(@PathParam("report") UUID id) throws IOException {
        return paper(pages.locked(id), "application/pdf", "pdf", PdfPaper::write);
    }

    @GET
    @Path("report.docx")
    public Response document(@PathParam("report") UUID id) throws IOException {
        return paper(
                pages.locked(id),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "docx",
                WordPaper::write);
    }

    @GET
    @Path("report.xlsx")
    public Response spreadsheet(@PathParam("report") UUID id) throws IOException {
        Reports.Listed found = pages.locked(id);
        return paper(
                found,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "xlsx",
                (paper, out) -> SpreadsheetPaper.write(
                        paper, found.locked().orElseThrow().snapshot(), SHEETS, out));
    }

    /** Byte by byte what the hash is of. */
    @GET
    @Path("report.json")
    public Response snapshot(@PathParam("report") UUID id) {
        Reports.Listed found = pages.locked(id);
        return file(
                found,
                found.locked().orElseThrow().content().getBytes(StandardCharsets.UTF_8),
                "application/json",
                "json");
    }

    /** RFC 7515: anybody checks it with the key of this id at {@code /tools/reports/keys}. */
    @GET
    @Path("report.jws")
    public Response signature(@PathParam("report") UUID id) {
        Reports.Listed found = pages.locked(id);
        String jws = found.signature()
                .map(ReportSignature::jws)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "not signed"));
        return file(found, jws.getBytes(StandardCharsets.US_ASCII), "application/jose", "jws");
    }

    private Response paper(Reports.Listed found, String type, String ending, Writer writer) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        writer.write(pages.official(found), file);
        // Before it leaves: whoever holds it can ask whether it is ours.
        reports.isExported(found.report().id(), ending, file.toByteArray());
        return file(found, file.toByteArray(), type, ending);
    }

    private static Response file(Reports.Listed found, byte[] content, String type, String ending) {
        String name = "khue-report-" + found.report().period().from() + "-"
                + found.report().period().until() + "." + ending;
        return Response.ok(content)
                .type(type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build();
    }
}
