/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.families.ledger;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.families.ConsentEnding;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.families.FamilyPages;
import khue.tools.people.People;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;

/** Every consent for a child as a page shows it: to what, who, how, when, whether it counts, and how it ended. */
@RequestScoped
public class Ledger {

    @Inject
    private Consents consents;

    @Inject
    @Any
    private Instance<WorkConsents> ofWorks;

    @Inject
    private ConsentPapers papers;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    /**
     * One consent.
     *
     * @param title who gave it, or which work it is for
     * @param tone of its state
     * @param lines what happened, in order
     * @param paper whose photo or scan can be looked at; empty where there is none
     * @param goesOn whether there is something to take back
     * @param page where it is decided about; empty for what is asked for all works at once
     */
    public record Entry(
            String id,
            String title,
            String tone,
            String state,
            List<String> lines,
            String paper,
            boolean goesOn,
            String page) {}

    /** What is asked once for all works: of one purpose, the latest first. */
    public List<Entry> general(UUID child, ConsentPurpose purpose) {
        boolean inForce = consents.agreed(purpose, Set.of(child)).contains(child);
        int asked = consents.text(purpose).version();
        List<Consents.Given> history = consents.history(child).stream()
                .filter(given -> given.purpose() == purpose)
                .toList();
        Set<UUID> ids = new HashSet<>();
        history.forEach(given -> given.paper().ifPresent(ids::add));
        Map<UUID, ConsentPaper> found = papers.find(ids);
        return history.stream()
                .map(given -> entry(given, given.paper().map(found::get), inForce, asked))
                .toList();
    }

    private Entry entry(Consents.Given given, Optional<ConsentPaper> paper, boolean inForce, int asked) {
        List<String> lines = new ArrayList<>();
        boolean byTheChild = given.capacity() == Consents.Capacity.CHILD;
        String who = given.name()
                .map(name -> pages.say(
                        "ledger.as-" + given.capacity().name().toLowerCase(Locale.ROOT), you(given.by(), name)))
                .orElse("");
        if (paper.isPresent()) {
            lines.add(signed(paper.get(), byTheChild ? who : signer(paper.get())));
            lines.addAll(kept(paper.get()));
        } else {
            lines.add(pages.say("ledger.here", who, formats().dateTime(given.givenAt())));
        }
        lines.add(pages.say("consents.basis", given.legalBasis(), given.version()));
        given.ended().ifPresent(ended -> lines.add(ended(ended)));
        String key;
        if (given.ended().isPresent()) {
            key = isNo(given.ended().get()) ? "taken-back" : "ended";
        } else if (!given.counts()) {
            key = "let-go";
        } else if (given.version() != asked) {
            key = "older-words";
        } else {
            key = inForce ? "in-force" : byTheChild ? "waits-family" : "waits-child";
        }
        return new Entry(
                given.id().toString(),
                paper.isPresent() && !byTheChild ? signer(paper.get()) : who,
                tone(key),
                pages.say("ledger.state." + key),
                lines,
                scan(paper),
                given.ended().isEmpty(),
                "");
    }

    /** The works that are shown, or were, the latest first. */
    public List<Entry> ofWorks(UUID child) {
        List<WorkConsents.OfWork> all =
                ofWorks.stream().flatMap(one -> one.of(Set.of(child)).stream()).toList();
        Set<UUID> ids = new HashSet<>();
        all.forEach(one -> one.paper().ifPresent(ids::add));
        Map<UUID, ConsentPaper> found = papers.find(ids);
        return all.stream()
                .map(one -> entry(child, one, one.paper().map(found::get)))
                .toList();
    }

    private Entry entry(UUID child, WorkConsents.OfWork one, Optional<ConsentPaper> paper) {
        List<String> lines = new ArrayList<>();
        String name = people.find(child).orElseThrow().name().display();
        lines.add(pages.say(
                "ledger.chose", pages.say("ledger.as-child", name), formats().dateTime(one.chosenAt())));
        if (paper.isPresent()) {
            lines.add(signed(paper.get(), signer(paper.get())));
            lines.addAll(kept(paper.get()));
        } else {
            one.agreed()
                    .ifPresent(yes -> lines.add(pages.say(
                            "ledger.here",
                            pages.say("ledger.as-guardian", yes.by().orElse("—")),
                            formats().dateTime(yes.at()))));
        }
        one.approved()
                .ifPresent(yes -> lines.add(pages.say(
                        "ledger.approved",
                        yes.by().orElse("—"),
                        formats().dateTime(yes.at()),
                        formats().date(one.expiresAt().orElseThrow()))));
        lines.add(pages.say(
                "consents.basis", consents.legalBasis(ConsentPurpose.SHOWCASE, one.version()), one.version()));
        one.ended().ifPresent(ended -> lines.add(ended(ended)));
        String key = one.ended()
                .map(ended -> isNo(ended) ? "taken-back" : "ended")
                .orElse(one.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return new Entry(
                one.id().toString(),
                pages.say("ledger.work", one.title()),
                tone(key),
                pages.say("ledger.state." + key),
                lines,
                scan(paper),
                one.ended().isEmpty(),
                one.ended().isEmpty() ? one.page() : "");
    }

    private static String tone(String key) {
        return switch (key) {
            case "in-force", "shown" -> "good";
            case "taken-back", "ended", "expired", "let-go" -> "plain";
            default -> "waiting";
        };
    }

    /** Whether somebody said no, rather than something else having taken its place. */
    private static boolean isNo(Consents.Ended ended) {
        return ended.how()
                .filter(how -> how == ConsentEnding.TAKEN_BACK || how == ConsentEnding.BY_SCHOOL)
                .isPresent();
    }

    private String ended(Consents.Ended ended) {
        String key = ended.how()
                .map(how -> how.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse("unsaid");
        return pages.say(
                "ledger.ended." + key,
                formats().dateTime(ended.at()),
                ended.by().orElse("—"));
    }

    private String signed(ConsentPaper paper, String who) {
        return pages.say("ledger.signed", who, formats().date(paper.signedOn()));
    }

    private String signer(ConsentPaper paper) {
        return pages.say(
                "ledger.signer",
                paper.signer(),
                pages.say(paper.relation().word().substring("families.".length())));
    }

    private List<String> kept(ConsentPaper paper) {
        String teacher = people.find(paper.recordedBy()).orElseThrow().name().display();
        return List.of(
                pages.say("ledger.kept", paper.keptAt()),
                pages.say("ledger.recorded", teacher, formats().dateTime(paper.recordedAt())));
    }

    private static String scan(Optional<ConsentPaper> paper) {
        return paper.filter(one -> one.scanId().isPresent())
                .map(one -> one.id().toString())
                .orElse("");
    }

    private String you(Optional<UUID> by, String name) {
        return by.filter(current.person()::equals).isPresent() ? pages.say("consent.you") : name;
    }

    private Formats formats() {
        return new Formats(current.locale());
    }
}
