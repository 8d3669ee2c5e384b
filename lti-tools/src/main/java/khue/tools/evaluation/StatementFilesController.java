/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import khue.tools.evaluation.CountedFile.Format;
import khue.tools.queries.StatementFile;
import khue.tools.queries.StatementFile.Ending;
import khue.tools.queries.StatementFiles;
import khue.tools.records.StoreClient;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.OpenTo;
import khue.tools.web.PageFrame;
import khue.tools.web.PageRefused;

/** All statements that a question finds, to take along; how far the file is, and stopping it. */
@Path("evaluation/files")
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class StatementFilesController {

    private static final int BUSY = 503;

    @Inject
    private Store store;

    @Inject
    private StatementFiles files;

    @Inject
    private StatementFileWords words;

    @Inject
    private CurrentVisit current;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    /**
     * @param asked as behind the question mark of the page's address
     * @param name under which the page will ask how far the file is
     */
    @POST
    public Response take(
            @FormParam("question") String asked,
            @FormParam("format") String typedFormat,
            @FormParam("file") String name) {
        StatementQuestion question = Optional.ofNullable(asked)
                .flatMap(SavedQuestion::fields)
                .map(StatementQuestion::of)
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "question"));
        Format format = Stream.of(Format.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(typedFormat))
                .findFirst()
                .orElseThrow(() -> new PageRefused(PageRefused.Reason.BAD_INPUT, "format"));
        if (!question.isComplete()) {
            throw new PageRefused(
                    PageRefused.Reason.BAD_INPUT, question.problems().toString());
        }
        UUID wanted = uuid(name).orElseGet(UUID::randomUUID);
        StoreClient.Stream stream = open(question, format);
        if (stream.status() == BUSY) {
            close(stream);
            return Response.seeOther(UriBuilder.fromUri(settings.toolsUrl() + "/evaluation/statements")
                            .replaceQuery(question.query())
                            .queryParam("busy", true)
                            .build())
                    .build();
        }
        if (!stream.successful()) {
            close(stream);
            throw new PageRefused(PageRefused.Reason.UNREACHABLE, "HTTP " + stream.status());
        }
        UUID file = files.begin(
                wanted, account(), format.name().toLowerCase(Locale.ROOT), format.hasLines(), question.withoutPeople());
        StreamingOutput body = browser -> {
            CountedFile passing = new CountedFile(format, clock, (bytes, lines) -> files.tell(file, bytes, lines));
            Ending ending = Ending.FAILED;
            try (stream) {
                ending = passing.pass(stream.body(), browser);
            } finally {
                files.end(file, passing.bytes(), passing.lines(), ending);
            }
        };
        return Response.ok(body)
                .type(header(stream, "Content-Type").orElse(MediaType.APPLICATION_OCTET_STREAM))
                .header(
                        "Content-Disposition",
                        header(stream, "Content-Disposition").orElse("attachment"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** How far it is: {@code {"ended","title","said","icon"}}. */
    @GET
    @Path("{file: [0-9a-f-]{36}}")
    @Produces(MediaType.APPLICATION_JSON)
    public String tell(@PathParam("file") UUID id) {
        StatementFile file = files.find(id, account()).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        StatementFileWords.Row row = words.of(file);
        return JsonNodeFactory.instance
                .objectNode()
                .put("ended", !row.running())
                .put("title", row.title())
                .put("said", row.said())
                .put("icon", row.icon())
                .toString();
    }

    @POST
    @Path("{file: [0-9a-f-]{36}}/stop")
    public Response stop(@PathParam("file") UUID id) {
        files.find(id, account()).orElseThrow(() -> new PageRefused(PageRefused.Reason.NOT_FOUND));
        files.stop(id, account());
        return back("file-stopped");
    }

    private StoreClient.Stream open(StatementQuestion question, Format format) {
        try {
            return store.file(
                    question.file(settings.iriBase() + "pid", format.name().toLowerCase(Locale.ROOT)));
        } catch (StoreSilent silent) {
            throw new PageRefused(PageRefused.Reason.UNREACHABLE, silent.getMessage());
        }
    }

    private static void close(StoreClient.Stream stream) {
        try (stream) {
            return;
        } catch (IOException alreadyGone) {
            return;
        }
    }

    private Response back(String done) {
        return Response.seeOther(UriBuilder.fromUri(settings.toolsUrl() + "/evaluation/statements")
                        .queryParam(PageFrame.DONE, "evaluation." + done)
                        .build())
                .build();
    }

    private static Optional<String> header(StoreClient.Stream stream, String name) {
        return stream.headers().firstValue(name);
    }

    private UUID account() {
        return current.require().account().orElseThrow();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
