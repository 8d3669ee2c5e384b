/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.subjects;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import khue.tools.people.People;
import khue.tools.subjects.export.Export;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Formats;
import khue.tools.web.Messages;
import khue.tools.web.PageRefused;
import khue.tools.web.PagesOfPart;

/** What the pages about requests have in common: how a request is shown, and how what was made is sent. */
@RequestScoped
public class SubjectPages extends PagesOfPart {

    @Inject
    private Requests requests;

    @Inject
    private Export export;

    @Inject
    private People people;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Clock clock;

    public SubjectPages() {
        super("subjects");
    }

    /** A request as a list shows it. */
    public record Row(DataRequest request, String kind, String tone, String status, String due) {}

    Row row(DataRequest request) {
        boolean late = requests.isLate(request);
        Formats formats = new Formats(current.locale());
        String tone = switch (request.state()) {
            case DONE -> "good";
            case REFUSED -> "plain";
            case OPEN, RUNNING -> late ? "attention" : "waiting";
        };
        String due = request.doneAt().isPresent()
                ? say("done-on", formats.date(request.doneAt().get()))
                : request.repliedAt().isEmpty()
                        ? say("reply-by", formats.date(request.replyBy()))
                        : say("done-by", formats.date(request.doneBy()));
        return new Row(
                request,
                say(request.kind().word()),
                tone,
                say((late ? "late." : "state.") + request.state().name().toLowerCase(Locale.ROOT)),
                due);
    }

    List<Row> rows(List<DataRequest> found) {
        return found.stream().map(this::row).toList();
    }

    Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (RequestKind kind : RequestKind.values()) {
            kinds.put(kind.name(), say(kind.word() + ".choice"));
        }
        return kinds;
    }

    /** One line of a receipt. */
    public record Figure(String name, long number) {}

    /** Rows of one table that went by several columns are one figure. */
    List<Figure> figures(DataRequest request) {
        Map<String, Long> merged = new LinkedHashMap<>();
        requests.figures(request).forEach((name, number) -> {
            String table = name.replaceAll("^([a-z_]+)\\..*_?(id|by)$", "$1");
            merged.merge(
                    messages.find(current.locale(), "subjects.figure." + name.replace('_', '-'))
                            .or(() -> messages.find(current.locale(), "subjects.table." + table.replace('_', '-')))
                            .orElse(table),
                    number,
                    Long::sum);
        });
        return merged.entrySet().stream()
                .map(figure -> new Figure(figure.getKey(), figure.getValue()))
                .toList();
    }

    /** Everything about the person of a request, as one file. */
    Response zip(DataRequest request) {
        if (!requests.canBeTaken(request)) {
            throw new PageRefused(PageRefused.Reason.NOT_FOUND, "nothing to take along");
        }
        UUID person = request.person().orElseThrow();
        Locale language = current.locale();
        try {
            export.requireStore(person);
        } catch (IOException away) {
            throw new PageRefused(PageRefused.Reason.UNREACHABLE, away.toString());
        }
        requests.isTaken(request);
        String name = people.find(person).orElseThrow().name().display();
        String title = say("export.title", name);
        List<String> sentences = List.of(
                say("export.made", new Formats(language).dateTime(clock.instant()), request.number()),
                say("export.holds"));
        StreamingOutput body = out -> export.write(person, language, title, sentences, out);
        return Response.ok(body)
                .type("application/zip")
                .header("Content-Disposition", "attachment; filename=\"khue-" + request.number() + ".zip\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
