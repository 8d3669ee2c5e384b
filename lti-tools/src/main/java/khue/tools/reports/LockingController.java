/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.reports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.accounts.Confirmation;
import khue.tools.reports.ReportSignature.Signer;
import khue.tools.reports.snapshot.Snapshot;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;
import khue.tools.web.TypedText;

/** The two steps that cannot be taken back: a report is locked, and somebody signs it. */
@Path("reports/{report: [0-9a-f-]{36}}")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class LockingController {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TITLE = 150;

    @Inject
    private Reports reports;

    @Inject
    private Confirmation confirmation;

    @Inject
    private ReportPages pages;

    @Inject
    private CurrentVisit current;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("lock")
    public Response askToLock(@PathParam("report") UUID id) {
        Reports.Listed found = pages.find(id);
        if (found.locked().isPresent()) {
            return pages.go("/reports/" + id, "locked");
        }
        Snapshot snapshot = reports.told(id);
        models.put("row", pages.row(found));
        models.put("seen", reports.seen(id));
        models.put("unwritten", pages.unwritten(snapshot));
        models.put("figures", snapshot.figures().size());
        models.put(
                "missing",
                snapshot.figures().stream()
                        .filter(figure -> figure.answer().isEmpty())
                        .map(Snapshot.Figure::indicator)
                        .toList());
        return Response.ok("reports/lock.html").build();
    }

    @POST
    @Path("lock")
    public Response lock(@PathParam("report") UUID id, @FormParam("seen") String seen) {
        reports.lock(id, TypedText.line(seen), pages.account());
        return pages.go("/reports/" + id, "locked");
    }

    @GET
    @Path("sign")
    public Response askToSign(@PathParam("report") UUID id) {
        Reports.Listed found = pages.locked(id);
        if (found.signature().isPresent()) {
            return pages.go("/reports/" + id, "signed");
        }
        return Response.ok(form(found, "", "", Map.of())).build();
    }

    private String form(Reports.Listed found, String name, String title, Map<String, String> problems) {
        models.put("row", pages.row(found));
        models.put("typedName", name);
        models.put("typedTitle", title);
        models.put("problems", problems);
        models.put("asksForCode", confirmation.asksForCode(pages.account()));
        return "reports/sign.html";
    }

    @POST
    @Path("sign")
    public Response sign(
            @PathParam("report") UUID id,
            @FormParam("name") String typedName,
            @FormParam("title") String typedTitle,
            @FormParam("known") String known,
            @FormParam("password") String password,
            @FormParam("code") String code) {
        Reports.Listed found = pages.locked(id);
        if (found.signature().isPresent()) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the report is signed already");
        }
        String name = TypedText.line(typedName);
        String title = TypedText.line(typedTitle);
        Map<String, String> problems = new LinkedHashMap<>();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            problems.put("name", pages.problem("report-signer", LONGEST_NAME));
        }
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            problems.put("title", pages.problem("report-office", LONGEST_TITLE));
        }
        if (!"true".equals(known)) {
            problems.put("known", pages.problem("report-known"));
        }
        if (problems.isEmpty()) {
            // Asked last: an attempt is counted, and a code is used up.
            problems.putAll(isTheOwner(password, code));
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(form(found, name, title, problems))
                    .build();
        }
        reports.sign(id, new Signer(name, title, current.require().audience()), pages.account());
        return pages.go("/reports/" + id, "signed");
    }

    private Map<String, String> isTheOwner(String password, String code) {
        return switch (confirmation.confirm(
                pages.account(),
                Optional.ofNullable(password).orElse(""),
                Optional.ofNullable(code).orElse(""),
                request.getRemoteAddr())) {
            case CONFIRMED -> Map.of();
            case PASSWORD_WRONG -> Map.of("password", pages.problem("report-password"));
            case PASSWORD_NOT_OWN -> Map.of("password", pages.problem("report-own-password"));
            case CODE_WRONG -> Map.of("code", pages.problem("report-code"));
            case LATER -> Map.of("password", pages.problem("report-later"));
        };
    }
}
