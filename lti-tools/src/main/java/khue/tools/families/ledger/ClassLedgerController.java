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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import khue.tools.families.ConsentEnding;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.families.FamilyPages;
import khue.tools.lti.members.Courses;
import khue.tools.lti.members.Roster;
import khue.tools.people.LeftAlone;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** The consents of a class, as its teachers see them, and noting that a family told the school no. */
@Path("families/consents")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class ClassLedgerController {

    @Inject
    private Consents consents;

    @Inject
    private Ledger ledger;

    @Inject
    @Any
    private Instance<WorkConsents> ofWorks;

    @Inject
    private Roster roster;

    @Inject
    private Courses courses;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @Inject
    private Models models;

    /**
     * A child of the class.
     *
     * @param agreed to what is asked once for all works
     * @param restricted its data is left alone
     * @param shown how many of its works anybody with a link sees
     */
    public record Row(String id, String name, boolean agreed, boolean restricted, long shown) {}

    /** One purpose and what was said to it. */
    public record Question(String title, String words, boolean inForce, List<Ledger.Entry> entries) {}

    /** The words of one question, to be printed and signed. */
    public record Form(String title, String words, String legalBasis, int version) {}

    @GET
    public String list() {
        Map<UUID, String> names = names();
        Set<UUID> agreed = consents.agreed(ConsentPurpose.PICTURES, names.keySet());
        Set<UUID> restricted = leftAlone.among(names.keySet());
        Map<UUID, Long> shown = ofWorks.stream()
                .flatMap(one -> one.of(names.keySet()).stream())
                .filter(one -> one.state() == WorkConsents.State.SHOWN)
                .collect(Collectors.groupingBy(WorkConsents.OfWork::child, Collectors.counting()));
        models.put(
                "rows",
                names.entrySet().stream()
                        .map(child -> new Row(
                                child.getKey().toString(),
                                child.getValue(),
                                agreed.contains(child.getKey()),
                                restricted.contains(child.getKey()),
                                shown.getOrDefault(child.getKey(), 0L)))
                        .toList());
        models.put("agreed", agreed.size());
        return "families/ledger.html";
    }

    @GET
    @Path("form")
    public String form() {
        models.put(
                "forms",
                Arrays.stream(ConsentPurpose.values())
                        .map(purpose -> {
                            Consents.Text text = consents.text(purpose);
                            return new Form(
                                    pages.say("consent." + purpose.key()),
                                    text.in(current.locale()),
                                    text.legalBasis(),
                                    text.version());
                        })
                        .toList());
        models.put("className", courses.find(current.course()).orElseThrow().name());
        return "families/consent-form.html";
    }

    @GET
    @Path("{child}")
    public String one(@PathParam("child") UUID child) {
        models.put("child", child.toString());
        models.put("name", name(child));
        models.put("restricted", leftAlone.isLeftAlone(child));
        models.put(
                "questions",
                Arrays.stream(ConsentPurpose.values())
                        .filter(ConsentPurpose::isGeneral)
                        .map(purpose -> new Question(
                                pages.say("consent." + purpose.key()),
                                consents.text(purpose).in(current.locale()),
                                consents.agreed(purpose, Set.of(child)).contains(child),
                                ledger.general(child, purpose)))
                        .toList());
        models.put("works", ledger.ofWorks(child));
        return "families/ledger-child.html";
    }

    /** A family that has no telephone, or called, told the school no: it counts as if they had said it here. */
    @POST
    @Path("{child}/{consent}/end")
    public Response end(@PathParam("child") UUID child, @PathParam("consent") UUID consent) {
        name(child);
        boolean ended = consents.withdrawForFamily(child, consent, current.person())
                || ofWorks.stream().anyMatch(one -> one.end(child, consent, current.person(), ConsentEnding.BY_SCHOOL));
        if (!ended) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "no such consent");
        }
        return pages.go("/families/consents/" + child, "taken-back");
    }

    /** @throws PageRefused {@code NOT_FOUND} for a child that is not of the class */
    private String name(UUID child) {
        return Optional.ofNullable(names().get(child))
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "not of this class"));
    }

    private Map<UUID, String> names() {
        Map<UUID, String> names = new LinkedHashMap<>();
        roster.learners(current.course())
                .forEach(member -> names.put(member.person(), member.name().display()));
        return names;
    }
}
