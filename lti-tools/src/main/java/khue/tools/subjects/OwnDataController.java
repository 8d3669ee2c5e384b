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
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.families.Guardians;
import khue.tools.people.People;
import khue.tools.people.Person;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** What somebody may ask about the own data, or a guardian about a child's, on a telephone; and how what was asked stands. */
@Path("own-data")
@RequestScoped
@OpenTo({Audience.GUARDIAN, Audience.LEARNER, Audience.TEACHER, Audience.OBSERVER})
public class OwnDataController {

    /** Of one asker at one time: more is a mistake, or mischief. */
    private static final int MOST_OPEN = 8;

    @Inject
    private Requests requests;

    @Inject
    private Guardians guardians;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private SubjectPages pages;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** A request of the visitor's, about whom, and whether its file can be taken along now. */
    public record Mine(SubjectPages.Row row, String about, boolean takeable) {}

    @GET
    @Controller
    public String show() {
        return show("", "", Map.of());
    }

    private String show(String kind, String person, Map<String, String> problems) {
        Map<String, String> names = new LinkedHashMap<>();
        for (UUID one : who()) {
            people.find(one)
                    .ifPresent(found -> names.put(
                            one.toString(),
                            one.equals(current.person())
                                    ? pages.say("own.myself")
                                    : found.name().display()));
        }
        List<Mine> mine = new ArrayList<>();
        for (DataRequest request : requests.askedBy(current.person())) {
            String about = request.person()
                    .map(UUID::toString)
                    .map(names::get)
                    .or(() -> request.person()
                            .flatMap(people::find)
                            .map(Person::name)
                            .map(name -> name.display()))
                    .orElse("");
            mine.add(new Mine(pages.row(request), about, isMine(request) && requests.canBeTaken(request)));
        }
        models.put("mine", mine);
        models.put("names", names);
        models.put("kinds", pages.kinds());
        models.put("typedKind", kind);
        models.put("typedPerson", person);
        models.put("problems", problems);
        models.put("guardian", current.require().audience() == Audience.GUARDIAN);
        return "subjects/own.html";
    }

    @POST
    @Controller
    public Response ask(@FormParam("kind") String typedKind, @FormParam("person") String typedPerson) {
        Map<String, String> problems = new HashMap<>();
        Optional<RequestKind> kind =
                RequestKind.of(Optional.ofNullable(typedKind).orElse(""));
        Optional<UUID> person =
                who().stream().filter(one -> one.toString().equals(typedPerson)).findFirst();
        if (kind.isEmpty()) {
            problems.put("kind", pages.problem("subject-kind"));
        }
        if (person.isEmpty()) {
            problems.put("person", pages.problem("subject-person"));
        }
        List<DataRequest> open = requests.askedBy(current.person()).stream()
                .filter(DataRequest::isOpen)
                .toList();
        if (open.size() >= MOST_OPEN) {
            problems.put("form", pages.problem("subject-many"));
        }
        if (!problems.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(show(
                            Optional.ofNullable(typedKind).orElse(""),
                            Optional.ofNullable(typedPerson).orElse(""),
                            problems))
                    .build();
        }
        boolean twice = open.stream()
                .anyMatch(one -> one.kind() == kind.get() && one.person().equals(person));
        if (!twice) {
            requests.open(
                    kind.get(),
                    person.get(),
                    Optional.of(current.person()),
                    person.get().equals(current.person()) ? DataRequest.AskedAs.SELF : DataRequest.AskedAs.GUARDIAN,
                    Formats.today(clock));
        }
        return pages.go("/own-data", "asked");
    }

    @GET
    @Path("{request}/data")
    public Response data(@PathParam("request") UUID id) {
        return pages.zip(requests.find(id)
                .filter(this::isMine)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND)));
    }

    /** Asked by the visitor, who is still the person or of the family. */
    private boolean isMine(DataRequest request) {
        return request.askedBy().filter(current.person()::equals).isPresent()
                && request.person().filter(who()::contains).isPresent();
    }

    private Set<UUID> who() {
        Set<UUID> who = new LinkedHashSet<>();
        if (current.require().audience() == Audience.GUARDIAN) {
            who.addAll(guardians.childrenOf(current.person()));
        }
        who.add(current.person());
        return who;
    }
}
