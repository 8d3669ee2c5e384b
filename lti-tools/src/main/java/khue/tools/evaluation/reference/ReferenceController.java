/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.reference;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import khue.tools.audit.AuditAction;
import khue.tools.evaluation.StoreSilent;
import khue.tools.settings.Settings;
import khue.tools.web.Audience;
import khue.tools.web.CurrentVisit;
import khue.tools.web.Messages;
import khue.tools.web.OpenTo;
import khue.tools.web.PageFrame;
import khue.tools.web.PageRefused;

/** Reference data: what there is, bringing a file, seeing what it would change, keeping all of it, and putting everything back. */
@Path("evaluation/reference")
@Controller
@RequestScoped
@OpenTo(Audience.EVALUATOR)
public class ReferenceController {

    /** As much as the store takes. */
    private static final int LARGEST_FILE = 8 << 20;

    private static final String TABLES = "evaluation/reference.html";
    private static final String TABLE = "evaluation/reference-table.html";
    private static final String IMPORT = "evaluation/reference-import.html";

    @Inject
    private ReferenceStore store;

    @Inject
    private ImportLog log;

    @Inject
    private CurrentVisit current;

    @Inject
    private Messages messages;

    @Inject
    private Settings settings;

    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    @GET
    public Response tables() {
        try {
            models.put("tables", store.tables(current.locale()));
            models.put("imports", store.imports("", current.locale()));
            return Response.ok(TABLES).build();
        } catch (StoreSilent silent) {
            return silent(silent, TABLES);
        }
    }

    @GET
    @Path("{table: [a-z-]+}")
    public Response table(@PathParam("table") String name, @QueryParam("from") String from) {
        return table(name, from, "", Response.Status.OK);
    }

    private Response table(String name, String from, String problem, Response.Status status) {
        try {
            int first = from != null && from.matches("\\d{1,6}") ? Integer.parseInt(from) : 0;
            models.put("table", store.table(name, first, current.locale()));
            models.put("imports", store.imports(name, current.locale()));
            models.put("problems", problem.isEmpty() ? Map.of() : Map.of("table", problem));
            return Response.status(status).entity(TABLE).build();
        } catch (StoreSilent silent) {
            return silent(silent, TABLE);
        }
    }

    /** Shows what a file would change; nothing is changed by it. */
    @POST
    @Path("{table: [a-z-]+}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response bring(@PathParam("table") String name) throws IOException, ServletException {
        Part part = request.getPart("table");
        if (part == null || part.getSize() == 0) {
            return table(name, "", say("evaluation.reference.problem.file"), Response.Status.BAD_REQUEST);
        }
        if (part.getSize() > LARGEST_FILE) {
            return table(name, "", say("evaluation.reference.problem.large"), Response.Status.BAD_REQUEST);
        }
        String file = Optional.ofNullable(part.getSubmittedFileName()).orElse("");
        boolean whole = "true".equals(request.getParameter("whole"));
        try (InputStream content = part.getInputStream()) {
            long made = store.look(name, file.isBlank() ? name : file, whole, content.readAllBytes(), current.locale());
            return Response.seeOther(address("/imports/" + made, "")).build();
        } catch (StoreSilent silent) {
            return silent(silent, TABLE);
        }
    }

    @GET
    @Path("imports/{id: [0-9]{1,9}}")
    public Response made(@PathParam("id") long id) {
        return made(id, Optional.empty());
    }

    private Response made(long id, Optional<ReferenceStore.Refusal> refusal) {
        try {
            ReferenceImport made = store.made(id, current.locale());
            models.put("made", made);
            models.put("titles", titles(made.table()));
            refusal.ifPresent(reason -> models.put("refusal", reason));
            return Response.status(refusal.isPresent() ? Response.Status.CONFLICT : Response.Status.OK)
                    .entity(IMPORT)
                    .build();
        } catch (StoreSilent silent) {
            return silent(silent, IMPORT);
        }
    }

    /** What the columns of a table are called, as in its file's heading. */
    private Map<String, String> titles(String name) throws StoreSilent {
        return store.tables(current.locale()).stream()
                .filter(table -> table.name().equals(name))
                .flatMap(table -> table.columns().stream())
                .collect(Collectors.toMap(ReferenceTable.Column::name, ReferenceTable.Column::title));
    }

    @POST
    @Path("imports/{id: [0-9]{1,9}}/keep")
    public Response keep(@PathParam("id") long id, @FormParam("digest") String digest) {
        if (digest == null || !digest.matches("[0-9a-f]{64}")) {
            throw new PageRefused(PageRefused.Reason.BAD_INPUT, "digest");
        }
        return change(id, "/keep?digest=" + digest, "kept", AuditAction.REFERENCE_KEPT);
    }

    @POST
    @Path("imports/{id: [0-9]{1,9}}/undo")
    public Response undo(@PathParam("id") long id) {
        return change(id, "/undo", "undone", AuditAction.REFERENCE_UNDONE);
    }

    private Response change(long id, String path, String done, AuditAction action) {
        try {
            ReferenceStore.Outcome outcome =
                    store.change("POST", "/imports/" + id + path, new byte[0], current.locale());
            if (outcome.refusal().isPresent()) {
                return made(id, outcome.refusal());
            }
            outcome.done().ifPresent(made -> log.did(action, made));
            return Response.seeOther(address("/imports/" + id, "evaluation." + done))
                    .build();
        } catch (StoreSilent silent) {
            return silent(silent, IMPORT);
        }
    }

    /** What was only looked at is given up. */
    @POST
    @Path("imports/{id: [0-9]{1,9}}/drop")
    public Response drop(@PathParam("id") long id) {
        try {
            store.change("DELETE", "/imports/" + id, new byte[0], current.locale());
            return Response.seeOther(address("", "evaluation.dropped")).build();
        } catch (StoreSilent silent) {
            return silent(silent, IMPORT);
        }
    }

    private URI address(String path, String done) {
        UriBuilder address = UriBuilder.fromUri(settings.toolsUrl() + "/evaluation/reference" + path);
        return (done.isEmpty() ? address : address.queryParam(PageFrame.DONE, done)).build();
    }

    private String say(String key) {
        return messages.say(current.locale(), key);
    }

    private Response silent(StoreSilent silent, String view) {
        models.put("silent", silent.getMessage());
        return Response.status(Response.Status.BAD_GATEWAY).entity(view).build();
    }
}
