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
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.tools.families.ConsentPurpose;
import khue.tools.families.Consents;
import khue.tools.families.FamilyPages;
import khue.tools.families.Relation;
import khue.tools.files.FileRefused;
import khue.tools.files.FileStore;
import khue.tools.files.ReceivedFile;
import khue.tools.lti.members.Roster;
import khue.tools.people.LeftAlone;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageRefused;

/** A teacher has a sheet of paper on which a family agreed, and writes it down. */
@Path("families/consents/{child}/paper")
@Controller
@RequestScoped
@OpenTo(Audience.TEACHER)
public class PaperController {

    private static final int LONGEST = 100;
    private static final int LONGEST_PLACE = 200;

    @PathParam("child")
    private UUID child;

    @Context
    private HttpServletRequest request;

    @Inject
    private ConsentPapers papers;

    @Inject
    private Consents consents;

    @Inject
    @Any
    private Instance<WorkConsents> ofWorks;

    @Inject
    private Roster roster;

    @Inject
    private LeftAlone leftAlone;

    @Inject
    private FileStore files;

    @Inject
    private CurrentVisit current;

    @Inject
    private FamilyPages pages;

    @Inject
    private Messages messages;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private Models models;

    /** What a sheet may agree to, with the words that it must have. */
    public record Choice(String value, String title, String words, int version) {}

    @GET
    public String form() {
        return page(new HashMap<>(), Map.of());
    }

    @POST
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response record() throws IOException, ServletException {
        name();
        Map<String, String> typed = new HashMap<>();
        for (String field : List.of("purpose", "signer", "relation", "too", "day", "kept")) {
            typed.put(field, typed(field));
        }
        Map<String, String> problems = new HashMap<>();
        Optional<Choice> choice = choices().stream()
                .filter(one -> one.value().equals(typed.get("purpose")))
                .findFirst();
        Optional<LocalDate> day = day(typed.get("day")).filter(one -> !one.isAfter(Formats.today(clock)));
        Optional<Relation> relation = Arrays.stream(Relation.values())
                .filter(one -> one.name().equals(typed.get("relation")))
                .findFirst();
        if (choice.isEmpty()) {
            problems.put("purpose", pages.problem("paper-purpose"));
        }
        if (typed.get("signer").isEmpty() || typed.get("signer").length() > LONGEST) {
            problems.put("signer", pages.problem("paper-signer"));
        }
        if (relation.isEmpty()) {
            problems.put("relation", pages.problem("family-relation"));
        }
        if (day.isEmpty()) {
            problems.put("day", pages.problem("paper-day"));
        }
        if (typed.get("kept").isEmpty() || typed.get("kept").length() > LONGEST_PLACE) {
            problems.put("kept", pages.problem("paper-kept", LONGEST_PLACE));
        }
        Optional<ReceivedFile> scan = problems.isEmpty() ? scan(problems) : Optional.empty();
        if (!problems.isEmpty()) {
            return refused(typed, problems);
        }
        boolean counts = papers.record(
                current.course(),
                child,
                purpose(choice.get()),
                new ConsentPaper.Signed(
                        typed.get("signer"),
                        relation.get(),
                        typed.get("too").equals("true"),
                        day.get(),
                        typed.get("kept")),
                scan,
                current.person(),
                current.locale());
        if (!counts) {
            return refused(typed, Map.of("form", pages.problem("paper-changed")));
        }
        return pages.go("/families/consents/" + child, "paper");
    }

    private ConsentPapers.Purpose purpose(Choice choice) {
        boolean general = choice.value().equals(ConsentPurpose.PICTURES.name());
        return new ConsentPapers.Purpose(
                general ? ConsentPurpose.PICTURES : ConsentPurpose.SHOWCASE,
                general ? Optional.empty() : Optional.of(UUID.fromString(choice.value())),
                version(choice));
    }

    /** The words that the page showed: other ones may be asked by now. */
    private int version(Choice choice) {
        return typed("version-" + choice.value()).equals(Integer.toString(choice.version())) ? choice.version() : 0;
    }

    private List<Choice> choices() {
        Consents.Text pictures = consents.text(ConsentPurpose.PICTURES);
        Consents.Text showcase = consents.text(ConsentPurpose.SHOWCASE);
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(
                ConsentPurpose.PICTURES.name(),
                pages.say("consent.pictures"),
                pictures.in(current.locale()),
                pictures.version()));
        ofWorks.stream()
                .flatMap(one -> one.of(Set.of(child)).stream())
                .filter(one -> one.state() == WorkConsents.State.WAITS_FOR_FAMILY)
                .map(one -> new Choice(
                        one.id().toString(),
                        pages.say("ledger.work", one.title()),
                        showcase.in(current.locale()),
                        showcase.version()))
                .forEach(choices::add);
        return choices;
    }

    /** A photo of the sheet, or a scan as a PDF. */
    private Optional<ReceivedFile> scan(Map<String, String> problems) throws IOException, ServletException {
        if (request.getContentType() == null || !request.getContentType().startsWith(MediaType.MULTIPART_FORM_DATA)) {
            return Optional.empty();
        }
        Part part = request.getPart("scan");
        if (part == null
                || part.getSubmittedFileName() == null
                || part.getSubmittedFileName().isBlank()) {
            return Optional.empty();
        }
        try (InputStream content = part.getInputStream()) {
            ReceivedFile received = files.receive(content, part.getSubmittedFileName());
            if (received.mediaType().startsWith("image/")
                    || received.mediaType().equals("application/pdf")) {
                return Optional.of(received);
            }
            problems.put("scan", pages.problem("paper-scan"));
        } catch (FileRefused refused) {
            problems.put(
                    "scan",
                    messages.say(
                                    current.locale(),
                                    refused.reason().sentence(),
                                    part.getSubmittedFileName(),
                                    settings.largestFile() >> 20)
                            + " (" + refused.reason().code() + ")");
        }
        return Optional.empty();
    }

    private Response refused(Map<String, String> typed, Map<String, String> problems) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(page(typed, problems))
                .build();
    }

    private String page(Map<String, String> typed, Map<String, String> problems) {
        List<Choice> choices = choices();
        Map<String, String> purposes = new LinkedHashMap<>();
        choices.forEach(choice -> purposes.put(choice.value(), choice.title()));
        Map<String, String> relations = new LinkedHashMap<>();
        for (Relation relation : Relation.values()) {
            relations.put(
                    relation.name(), pages.say("relation." + relation.name().toLowerCase(Locale.ROOT)));
        }
        models.put("child", child.toString());
        models.put("name", name());
        models.put("restricted", leftAlone.isLeftAlone(child));
        models.put("young", consents.isOfYoungChildren(current.course()));
        models.put("choices", choices);
        models.put("purposes", purposes);
        models.put("relations", relations);
        models.put("typed", typed);
        models.put("problems", problems);
        models.put("today", Formats.today(clock).toString());
        return "families/paper.html";
    }

    private String name() {
        return roster.learners(current.course()).stream()
                .filter(member -> member.person().equals(child))
                .map(member -> member.name().display())
                .findFirst()
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND, "not of this class"));
    }

    private String typed(String field) {
        String typed = request.getParameter(field);
        return typed == null
                ? ""
                : Normalizer.normalize(typed, Normalizer.Form.NFC)
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip();
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
