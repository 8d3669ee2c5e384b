/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.text.Normalizer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.outbox.Deliveries;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** Requests as administrators and evaluators work on them; who may do which step is {@link RequestRules}' to say. */
@Path("subjects")
@RequestScoped
@OpenTo({Audience.ADMINISTRATOR, Audience.EVALUATOR})
public class SubjectsController {

    private static final int LONGEST_REFUSAL = 1000;
    private static final int SHORTEST_NAME = 2;

    @Inject
    private Requests requests;

    @Inject
    private Findings findings;

    @Inject
    private Deliveries deliveries;

    @Inject
    private SubjectPages pages;

    @Inject
    private CurrentVisit current;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    @GET
    @Controller
    public String list() {
        require(RequestRules.Step.LIST);
        models.put("listed", pages.rows(requests.list()));
        return "subjects/list.html";
    }

    @GET
    @Controller
    @Path("people")
    public String people(@QueryParam("q") String typedName, @QueryParam("where") String typedPlace) {
        require(RequestRules.Step.FIND);
        String asked = tidy(typedName);
        String where = tidy(typedPlace);
        boolean enough = asked.length() >= SHORTEST_NAME;
        List<Findings.Found> found = enough ? findings.named(asked, where) : List.of();
        models.put("asked", asked);
        models.put("where", where);
        models.put("people", found);
        models.put("searched", enough);
        models.put("tooMany", found.size() == Findings.MOST);
        models.put("problem", !asked.isEmpty() && !enough ? pages.problem("subject-name") : "");
        return "subjects/people.html";
    }

    private static String tidy(String typed) {
        return Normalizer.normalize(Optional.ofNullable(typed).orElse(""), Normalizer.Form.NFC)
                .strip();
    }

    @GET
    @Controller
    @Path("people/{person}")
    public String person(@PathParam("person") UUID person) {
        require(RequestRules.Step.FIND);
        return person(found(person), "", Formats.today(clock).toString(), "", Map.of());
    }

    private String person(
            Findings.Found found, String kind, String receivedOn, String askedAs, Map<String, String> problems) {
        models.put("person", found);
        models.put("listed", pages.rows(requests.of(found.id())));
        models.put("kinds", pages.kinds());
        models.put("askers", askers());
        models.put("typedKind", kind);
        models.put("typedDay", receivedOn);
        models.put("typedAs", askedAs);
        models.put("problems", problems);
        return "subjects/person.html";
    }

    private Map<String, String> askers() {
        Map<String, String> askers = new LinkedHashMap<>();
        for (DataRequest.AskedAs as : DataRequest.AskedAs.values()) {
            askers.put(as.name(), pages.say("as." + as.name().toLowerCase(Locale.ROOT)));
        }
        return askers;
    }

    /** A request that came on paper, or by word of mouth. */
    @POST
    @Controller
    @Path("people/{person}")
    public Response open(
            @PathParam("person") UUID person,
            @FormParam("kind") String typedKind,
            @FormParam("received") String typedDay,
            @FormParam("as") String typedAs) {
        require(RequestRules.Step.OPEN);
        Findings.Found found = found(person);
        Map<String, String> problems = new HashMap<>();
        Optional<RequestKind> kind =
                RequestKind.of(Optional.ofNullable(typedKind).orElse(""));
        Optional<LocalDate> day = day(typedDay).filter(one -> !one.isAfter(Formats.today(clock)));
        Optional<DataRequest.AskedAs> as = List.of(DataRequest.AskedAs.values()).stream()
                .filter(one -> one.name().equals(typedAs))
                .findFirst();
        if (kind.isEmpty()) {
            problems.put("kind", pages.problem("subject-kind"));
        }
        if (day.isEmpty()) {
            problems.put("received", pages.problem("subject-day"));
        }
        if (as.isEmpty()) {
            problems.put("as", pages.problem("subject-asker"));
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(person(
                            found,
                            Optional.ofNullable(typedKind).orElse(""),
                            Optional.ofNullable(typedDay).orElse(""),
                            Optional.ofNullable(typedAs).orElse(""),
                            problems))
                    .build();
        }
        DataRequest request = requests.open(kind.get(), person, Optional.empty(), as.get(), day.get());
        return pages.go("/subjects/" + request.id(), "opened");
    }

    @GET
    @Controller
    @Path("{request}")
    public String one(@PathParam("request") UUID id) {
        return one(find(id, RequestRules.Step.SEE), Map.of(), "");
    }

    private String one(DataRequest request, Map<String, String> problems, String refusal) {
        boolean named = may(RequestRules.Step.NAME, request);
        Optional<Findings.Found> person =
                request.person().filter(known -> named).flatMap(findings::find);
        models.put("wanted", request);
        models.put("row", pages.row(request));
        models.put("person", person.orElse(null));
        models.put("asked", pages.say("as." + request.askedAs().name().toLowerCase(Locale.ROOT)));
        models.put("named", named);
        models.put("answers", may(RequestRules.Step.ANSWER, request));
        models.put("decides", may(RequestRules.Step.DECIDE, request));
        models.put("lifts", may(RequestRules.Step.LIFT, request));
        models.put("retries", may(RequestRules.Step.RETRY, request));
        models.put("takeable", may(RequestRules.Step.TAKE, request) && requests.canBeTaken(request));
        models.put("inForce", requests.isInForce(request));
        models.put("progress", requests.progress(request).orElse(null));
        models.put("figures", pages.figures(request));
        models.put("lateReply", isLate(request.repliedAt().isPresent(), request.replyBy()));
        models.put("lateDone", isLate(request.doneAt().isPresent(), request.doneBy()));
        models.put("typedRefusal", refusal);
        models.put("problems", problems);
        return "subjects/request.html";
    }

    private boolean isLate(boolean done, LocalDate last) {
        return !done && Formats.today(clock).isAfter(last);
    }

    @POST
    @Controller
    @Path("{request}/reply")
    public Response reply(@PathParam("request") UUID id) {
        find(id, RequestRules.Step.ANSWER);
        decide(() -> requests.reply(id));
        return pages.go("/subjects/" + id, "replied");
    }

    @POST
    @Controller
    @Path("{request}/refuse")
    public Response refuse(@PathParam("request") UUID id, @FormParam("why") String typed) {
        DataRequest request = find(id, RequestRules.Step.DECIDE);
        String why = Optional.ofNullable(typed).orElse("").strip();
        if (why.isEmpty() || why.length() > LONGEST_REFUSAL) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(one(request, Map.of("why", pages.problem("subject-refusal", LONGEST_REFUSAL)), why))
                    .build();
        }
        decide(() -> requests.refuse(id, why, account()));
        return pages.go("/subjects/" + id, "refused");
    }

    /** What cannot be undone is confirmed by typing the request's number, and that somebody looked who is asking. */
    @POST
    @Controller
    @Path("{request}/do")
    public Response carryOut(
            @PathParam("request") UUID id, @FormParam("known") String known, @FormParam("number") String typed) {
        DataRequest request = find(id, RequestRules.Step.DECIDE);
        Map<String, String> problems = new HashMap<>();
        if (!"true".equals(known)) {
            problems.put("known", pages.problem("subject-known"));
        }
        if (request.kind() == RequestKind.ERASE
                && !request.number()
                        .equals(Optional.ofNullable(typed).orElse("").strip())) {
            problems.put("number", pages.problem("subject-number", request.number()));
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(one(request, problems, ""))
                    .build();
        }
        decide(() -> requests.carryOut(id, account()));
        return pages.go("/subjects/" + id, "decided-" + request.kind().name().toLowerCase(Locale.ROOT));
    }

    @POST
    @Controller
    @Path("{request}/lift")
    public Response lift(@PathParam("request") UUID id) {
        find(id, RequestRules.Step.LIFT);
        requests.lift(id);
        return pages.go("/subjects/" + id, "lifted");
    }

    /** The store had refused, and somebody has seen to it. */
    @POST
    @Controller
    @Path("{request}/retry")
    public Response retry(@PathParam("request") UUID id) {
        find(id, RequestRules.Step.RETRY);
        deliveries.retry(id);
        return pages.go("/subjects/" + id, "retried");
    }

    @GET
    @Controller
    @Path("{request}/receipt")
    public String receipt(@PathParam("request") UUID id) {
        DataRequest request = find(id, RequestRules.Step.RECEIPT);
        ReceiptCode code = request.receiptCode()
                .map(ReceiptCode::new)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "not done yet"));
        models.put("wanted", request);
        models.put("row", pages.row(request));
        models.put("figures", pages.figures(request));
        models.put("code", code.printed());
        return "subjects/receipt.html";
    }

    @GET
    @Path("{request}/data")
    public Response data(@PathParam("request") UUID id) {
        return pages.zip(find(id, RequestRules.Step.TAKE));
    }

    private static void decide(Runnable decision) {
        try {
            decision.run();
        } catch (Requests.AlreadyDecided twice) {
            throw new PageRefused(PageRefused.Reason.CONFLICT, "the request was decided already");
        }
    }

    private UUID account() {
        return current.require().account().orElseThrow();
    }

    private DataRequest find(UUID id, RequestRules.Step step) {
        DataRequest request = requests.find(id).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        if (!may(step, request)) {
            throw new PageRefused(PageRefused.Reason.NOT_FOR_YOU, step.name());
        }
        return request;
    }

    private boolean may(RequestRules.Step step, DataRequest request) {
        return RequestRules.may(current.require().audience(), step, request.onPaper());
    }

    /** For what is about no request that there is yet. */
    private void require(RequestRules.Step step) {
        if (!RequestRules.may(current.require().audience(), step, true)) {
            throw new PageRefused(PageRefused.Reason.NOT_FOR_YOU, step.name());
        }
    }

    private Findings.Found found(UUID person) {
        return findings.find(person).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return Optional.ofNullable(typed).map(LocalDate::parse);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
