/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.accounts.SignInThrottle;
import khue.tools.people.People;
import khue.tools.people.PersonName;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.VisitCookie;
import khue.tools.web.Visitor;
import khue.tools.web.Visits;

/** Where a sheet of paper leads: a grown-up says who they are, and waits for the child's teacher. */
@Path("family")
@Controller
@RequestScoped
public class FamilyController {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LONGEST_NAME = 100;

    @Inject
    private Guardians guardians;

    @Inject
    private People people;

    @Inject
    private SignInThrottle throttle;

    @Inject
    private Visits visits;

    @Inject
    private VisitCookie cookie;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /** The QR code of a sheet has the code behind a #, which a browser keeps to itself: no log and no proxy reads it. */
    @GET
    @OpenTo(Audience.ANYBODY)
    public String form() {
        return form(Map.of(), Map.of());
    }

    @POST
    @OpenTo(Audience.ANYBODY)
    public Response ask(
            @FormParam("code") String typedCode,
            @FormParam("name") String typedName,
            @FormParam("relation") String typedRelation,
            @FormParam("phone") String typedPhone) {
        Optional<UUID> known = guardian();
        Map<String, String> typed = new HashMap<>();
        typed.put("code", tidy(typedCode));
        typed.put("name", known.map(this::nameOf).orElse(tidy(typedName)));
        typed.put("relation", tidy(typedRelation));
        typed.put("phone", tidy(typedPhone).replaceAll("\\s", ""));
        Map<String, String> problems = problems(typed);
        if (!problems.isEmpty()) {
            return refused(Response.Status.BAD_REQUEST.getStatusCode(), typed, problems);
        }
        Optional<Duration> wait = throttle.begin(request.getRemoteAddr());
        if (wait.isPresent()) {
            long minutes = Math.max(1, wait.get().toMinutes());
            return refused(TOO_MANY_REQUESTS, typed, Map.of("form", pages.problem("family-slow-down", minutes)));
        }
        var introduction = new Introduction(
                new PersonName(typed.get("name"), Optional.empty(), Optional.empty()),
                Relation.valueOf(typed.get("relation")),
                typed.get("phone"));
        Optional<UUID> person =
                SheetCode.typed(typed.get("code")).flatMap(code -> guardians.ask(code, introduction, known));
        if (person.isEmpty()) {
            return refused(
                    Response.Status.BAD_REQUEST.getStatusCode(), typed, Map.of("code", pages.problem("family-code")));
        }
        throttle.succeeded(request.getRemoteAddr());
        Response.ResponseBuilder answer =
                Response.fromResponse(pages.go("/family/waiting", known.isPresent() ? "asked-again" : "asked"));
        if (known.isEmpty()) {
            String secret = visits.begin(Visitor.ofFamily(person.get(), current.locale()));
            answer.header("Set-Cookie", cookie.give(secret, Audience.GUARDIAN));
        }
        return answer.build();
    }

    /** Before a teacher has confirmed, the page does not even say the child's name. */
    @GET
    @Path("waiting")
    @OpenTo(Audience.GUARDIAN)
    public String waiting() {
        List<Guardian> asked = guardians.of(current.person());
        models.put("waiting", asked.stream().filter(Guardian::waits).count());
        models.put(
                "children",
                people
                        .find(asked.stream()
                                .filter(Guardian::mayLook)
                                .map(Guardian::childId)
                                .toList())
                        .stream()
                        .map(child -> child.name().display())
                        .toList());
        return "families/waiting.html";
    }

    /** For a telephone that others use, too. Another sheet lets the same grown-up in again. */
    @POST
    @Path("leave")
    @OpenTo(Audience.GUARDIAN)
    public Response leave() {
        visits.endCurrent();
        return Response.fromResponse(pages.go("/family", "left"))
                .header("Set-Cookie", cookie.takeBack())
                .build();
    }

    private Optional<UUID> guardian() {
        return current.visitor()
                .filter(visitor -> visitor.audience() == Audience.GUARDIAN)
                .flatMap(Visitor::person);
    }

    private String nameOf(UUID person) {
        return people.find(person).orElseThrow().name().display();
    }

    private Map<String, String> problems(Map<String, String> typed) {
        Map<String, String> problems = new HashMap<>();
        if (SheetCode.typed(typed.get("code")).isEmpty()) {
            problems.put("code", pages.problem("family-code-form", SheetCode.LENGTH));
        }
        if (typed.get("name").isEmpty() || typed.get("name").length() > LONGEST_NAME) {
            problems.put("name", pages.problem("family-name"));
        }
        if (Arrays.stream(Relation.values()).noneMatch(one -> one.name().equals(typed.get("relation")))) {
            problems.put("relation", pages.problem("family-relation"));
        }
        if (!Introduction.isPhoneEnd(typed.get("phone"))) {
            problems.put("phone", pages.problem("family-phone"));
        }
        return problems;
    }

    private Response refused(int status, Map<String, String> typed, Map<String, String> problems) {
        return Response.status(status).entity(form(typed, problems)).build();
    }

    private String form(Map<String, String> typed, Map<String, String> problems) {
        Map<String, String> relations = new LinkedHashMap<>();
        for (Relation relation : Relation.values()) {
            relations.put(relation.name(), pages.say(relation.word().substring("families.".length())));
        }
        models.put("typed", typed);
        models.put("problems", problems);
        models.put("relations", relations);
        models.put("known", guardian().map(this::nameOf).orElse(""));
        return "families/enter.html";
    }

    private static String tidy(String typed) {
        return typed == null
                ? ""
                : Normalizer.normalize(typed, Normalizer.Form.NFC)
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip();
    }
}
