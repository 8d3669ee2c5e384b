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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import khue.tools.accounts.SignInThrottle;
import khue.tools.evaluation.IndicatorReport;
import khue.tools.reports.snapshot.Snapshot;
import khue.tools.reports.snapshot.TypedHash;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;

/**
 * Whether a hash that somebody holds is of a report of ours: what it is, of which days, when it was locked and signed, in which role. No
 * word, no number and no name of it. Of a formula that a report refers to, the page shows all.
 */
@Path("reports/verify")
@Controller
@RequestScoped
@OpenTo(Audience.ANYBODY)
public class VerificationController {

    private static final String VIEW = "reports/verify.html";
    private static final int LONGEST = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject
    private Reports reports;

    @Inject
    private ReportKeys keys;

    @Inject
    private SignInThrottle throttle;

    @Inject
    private ReportPages pages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @Inject
    private CurrentVisit current;

    /** By what a figure was computed. */
    public record Formula(String name, String words, String sha256, String sql) {}

    @GET
    public Response show(@QueryParam("hash") String asked) {
        String typed = Optional.ofNullable(asked).map(String::strip).orElse("");
        models.put("asked", typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed);
        models.put("problem", "");
        models.put("formulas", List.of());
        if (typed.isEmpty()) {
            return Response.ok(VIEW).build();
        }
        Optional<TypedHash> hash =
                Optional.of(typed).filter(text -> text.length() <= LONGEST).flatMap(TypedHash::typed);
        if (hash.isEmpty()) {
            return refused(
                    Response.Status.BAD_REQUEST.getStatusCode(), pages.problem("report-hash", TypedHash.SHORTEST));
        }
        Optional<Duration> wait = throttle.begin(request.getRemoteAddr());
        if (wait.isPresent()) {
            long seconds = wait.get().toSeconds() + 1;
            return Response.fromResponse(refused(TOO_MANY_REQUESTS, pages.problem("report-slow-down", seconds)))
                    .header("Retry-After", seconds)
                    .build();
        }
        Optional<Reports.Recognised> found = reports.recognise(hash.get());
        List<Formula> formulas = found.isPresent()
                ? List.of()
                : reports.computedBy(hash.get()).stream().map(this::formula).toList();
        if (found.isEmpty() && formulas.isEmpty()) {
            return refused(Response.Status.NOT_FOUND.getStatusCode(), pages.problem("report-unknown"));
        }
        throttle.succeeded(request.getRemoteAddr());
        found.ifPresent(this::tell);
        models.put("formulas", formulas);
        return Response.ok(VIEW).build();
    }

    private void tell(Reports.Recognised found) {
        Reports.Listed report = found.report();
        models.put("row", pages.row(report));
        models.put("period", report.report().period());
        models.put("lockedAt", report.locked().orElseThrow().lockedAt());
        models.put("file", found.file().orElse(""));
        report.signature().ifPresent(signature -> {
            boolean holds = keys.claims(signature.jws())
                    .filter(claims -> report.locked().orElseThrow().sha256().equals(claims.get("sha256")))
                    .isPresent();
            models.put("signedAt", signature.signedAt());
            models.put(
                    "role", pages.say("role." + signature.signer().role().name().toLowerCase(Locale.ROOT)));
            models.put("holds", holds);
        });
    }

    private Formula formula(Snapshot.Figure figure) {
        IndicatorReport told = IndicatorReport.of(figure.answer().orElseThrow(), current.locale());
        return new Formula(
                told.definition().id() + " v" + told.definition().version() + ": "
                        + told.definition().title(),
                told.formula(),
                figure.formula().orElseThrow(),
                told.sql().strip());
    }

    private Response refused(int status, String problem) {
        models.put("problem", problem);
        return Response.status(status).entity(VIEW).build();
    }
}
