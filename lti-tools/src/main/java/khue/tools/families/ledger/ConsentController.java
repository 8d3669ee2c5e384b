/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.families.ConsentEnding;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.families.FamilyPages;
import khue.tools.families.Guardians;
import khue.tools.people.LeftAlone;
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
    private Ledger ledger;

    @Inject
    @Any
    private Instance<WorkConsents> ofWorks;

    @Inject
    private Guardians guardians;

    @Inject
    private People people;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @Inject
    private Models models;

    /**
     * A child, what is asked for it, and its works that are shown outside the class.
     *
     * @param restricted its data is left alone: nothing can be agreed to
     */
    public record Child(
            String id, String name, boolean restricted, List<Question> questions, List<Ledger.Entry> works) {}

    /**
     * One question about one child.
     *
     * @param isYes there is something to take back: the own yes, or another representative's
     */
    public record Question(
            ConsentPurpose purpose,
            String title,
            String words,
            int version,
            String legalBasis,
            boolean saidYes,
            boolean isYes,
            boolean inForce,
            List<Ledger.Entry> history) {}

    @GET
    public String show() {
        models.put("children", people.find(children()).stream().map(this::child).toList());
        models.put("own", isChild());
        return "families/consents.html";
    }

    private Child child(Person child) {
        return new Child(
                child.id().toString(),
                child.name().display(),
                leftAlone.isLeftAlone(child.id()),
                Arrays.stream(ConsentPurpose.values())
                        .filter(ConsentPurpose::isGeneral)
                        .map(purpose -> question(child, purpose))
                        .toList(),
                ledger.ofWorks(child.id()));
    }

    private Question question(Person child, ConsentPurpose purpose) {
        Consents.Text text = consents.text(purpose);
        return new Question(
                purpose,
                pages.say("consent." + purpose.key()),
                text.in(current.locale()),
                text.version(),
                text.legalBasis(),
                consents.saidYes(purpose, child.id(), current.person()),
                consents.isYes(purpose, child.id(), capacity()),
                consents.agreed(purpose, Set.of(child.id())).contains(child.id()),
                ledger.general(child.id(), purpose));
    }

    @POST
    @Path("{child}/{purpose}")
    public Response answer(
            @PathParam("child") UUID child,
            @PathParam("purpose") String asked,
            @FormParam("answer") String answer,
            @FormParam("version") int version) {
        requireOwn(child);
        ConsentPurpose purpose =
                purpose(asked).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "no such purpose"));
        switch (answer == null ? "" : answer) {
            case "yes" -> {
                if (leftAlone.isLeftAlone(child)) {
                    throw new PageRefused(PageRefused.Reason.CONFLICT, "the child's data is restricted");
                }
                consents.give(purpose, child, current.person(), capacity(), version, current.locale());
            }
            case "no" -> consents.withdraw(purpose, child, current.person());
            default -> throw new PageRefused(PageRefused.Reason.BAD_INPUT, "answer");
        }
        return pages.go("/consents", answer.equals("yes") ? "consented" : "withdrawn");
    }

    /** A work is not shown any more, from now on; nobody has to have it open for that. */
    @POST
    @Path("{child}/works/{consent}/end")
    public Response end(@PathParam("child") UUID child, @PathParam("consent") UUID consent) {
        requireOwn(child);
        if (ofWorks.stream().noneMatch(one -> one.end(child, consent, current.person(), ConsentEnding.TAKEN_BACK))) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "no such consent");
        }
        return pages.go("/consents", "showcase-end");
    }

    private void requireOwn(UUID child) {
        if (!children().contains(child)) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND);
        }
    }

    private Consents.Capacity capacity() {
        return isChild() ? Consents.Capacity.CHILD : Consents.Capacity.GUARDIAN;
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
