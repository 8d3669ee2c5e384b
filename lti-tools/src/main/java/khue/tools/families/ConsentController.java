/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.people.People;
import khue.tools.people.Person;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** What is asked of a family, its answer, and taking it back: for a guardian, child by child, and for a pupil's own word. */
@Path("consents")
@Controller
@RequestScoped
@OpenTo({Audience.GUARDIAN, Audience.LEARNER})
public class ConsentController {

    @Inject
    private Consents consents;

    @Inject
    private Guardians guardians;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @Inject
    private Models models;

    /** One question about one child. */
    public record Question(
            String child,
            String childName,
            ConsentPurpose purpose,
            String title,
            String words,
            int version,
            String legalBasis,
            boolean saidYes,
            boolean inForce,
            List<Said> history) {}

    /** One answer: who, as what, and when. */
    public record Said(String who, Instant givenAt, Instant endedAt) {}

    @GET
    public String show() {
        List<Question> questions = new ArrayList<>();
        for (Person child : people.find(children())) {
            Arrays.stream(ConsentPurpose.values())
                    .filter(ConsentPurpose::isGeneral)
                    .forEach(purpose -> questions.add(question(child, purpose)));
        }
        models.put("questions", questions);
        models.put("own", isChild());
        return "families/consents.html";
    }

    private Question question(Person child, ConsentPurpose purpose) {
        Consents.Text text = consents.text(purpose);
        return new Question(
                child.id().toString(),
                child.name().display(),
                purpose,
                pages.say("consent." + purpose.key()),
                text.in(current.locale()),
                text.version(),
                text.legalBasis(),
                consents.saidYes(purpose, child.id(), current.person()),
                consents.agreed(purpose, Set.of(child.id())).contains(child.id()),
                consents.history(child.id()).stream()
                        .filter(given -> given.purpose() == purpose)
                        .map(given -> new Said(
                                who(given), given.givenAt(), given.endedAt().orElse(null)))
                        .toList());
    }

    /** Who said it, as whom, and to which words. */
    private String who(Consents.Given given) {
        return pages.say(
                "consents.who",
                given.by().equals(current.person()) ? pages.say("consent.you") : given.name(),
                pages.say("consents.as." + given.capacity().name().toLowerCase(Locale.ROOT)),
                given.version());
    }

    @POST
    @Path("{child}/{purpose}")
    public Response answer(
            @PathParam("child") UUID child,
            @PathParam("purpose") String asked,
            @FormParam("answer") String answer,
            @FormParam("version") int version) {
        if (!children().contains(child)) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
        ConsentPurpose purpose =
                purpose(asked).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "no such purpose"));
        switch (answer == null ? "" : answer) {
            case "yes" ->
                consents.give(
                        purpose,
                        child,
                        current.person(),
                        isChild() ? Consents.Capacity.CHILD : Consents.Capacity.GUARDIAN,
                        version,
                        current.locale());
            case "no" -> consents.withdraw(purpose, child, current.person());
            default -> throw new PageRefused(PageRefused.Reason.BAD_INPUT, "answer");
        }
        return pages.go("/consents", answer.equals("yes") ? "consented" : "withdrawn");
    }

    private Set<UUID> children() {
        return isChild() ? Set.of(current.person()) : guardians.childrenOf(current.person());
    }

    private boolean isChild() {
        return current.require().audience() == Audience.LEARNER;
    }

    private static Optional<ConsentPurpose> purpose(String name) {
        return Arrays.stream(ConsentPurpose.values())
                .filter(purpose -> purpose.isGeneral() && purpose.name().equals(name))
                .findFirst();
    }
}
