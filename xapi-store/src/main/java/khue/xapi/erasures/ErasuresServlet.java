/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.erasures;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Message;
import khue.xapi.http.Parameters;
import khue.xapi.http.RequestBody;
import khue.xapi.http.RequestJson;
import khue.xapi.model.AgentIdentifier;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.Uuids;
import khue.xapi.statements.AgentRules;

/**
 * The erasure API, {@code /xapi/erasures?id=…}; not of the standard. The sender chooses the id and puts the same request
 * until it is answered with 200: 202 says that there is more to do.
 */
@WebServlet(urlPatterns = "/erasures", asyncSupported = true)
public class ErasuresServlet extends HttpServlet {

    private static final Set<String> PROPERTIES = Set.of("agents", "registrations");

    /** A person has a pseudonym and an account in each LMS, and a work for each project of a school life. */
    private static final int MOST = 10_000;

    private final transient Erasures erasures;
    private final transient RequestJson requestJson;

    @Inject
    ErasuresServlet(Erasures erasures, RequestJson requestJson) {
        this.erasures = erasures;
        this.requestJson = requestJson;
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential asker = Credential.of(request);
        asker.require(Scope.ERASE);
        UUID id = id(request);
        ErasureRequest wanted = read(requestJson.read(
                RequestBody.readJson(request, requestJson.limits().document())));
        if (asker.authority().agents().stream().anyMatch(wanted.agents()::contains)) {
            throw malformed("agents holds this key's own authority, which is no person");
        }
        Erasure erasure = erasures.erase(id, wanted);
        response.setStatus(erasure.isDone() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED);
        write(erasure, response);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.ERASE);
        write(erasures.find(id(request)).orElseThrow(ErasuresServlet::notFound), response);
    }

    private static UUID id(HttpServletRequest request) {
        Parameters parameters = Parameters.of(request);
        parameters.areAmong(Set.of("id"));
        return parameters.require("id", Uuids::parse, "a UUID");
    }

    private ErasureRequest read(JsonNode body) {
        if (!body.isObject()) {
            throw malformed("an object is expected");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!PROPERTIES.contains(name)) {
                throw malformed("\"" + name + "\" is no part of a request");
            }
        });
        Set<UUID> agents = new HashSet<>();
        for (JsonNode agent : list(body, "agents")) {
            agents.add(Fingerprint.of(agent(agent)));
        }
        if (agents.isEmpty()) {
            throw malformed("agents is empty: at least one Agent is expected");
        }
        Set<UUID> registrations = new HashSet<>();
        for (JsonNode registration : list(body, "registrations")) {
            registrations.add(Optional.ofNullable(registration.textValue())
                    .flatMap(Uuids::parse)
                    .orElseThrow(() -> malformed("registrations holds something that is no UUID")));
        }
        return new ErasureRequest(agents, registrations);
    }

    private static JsonNode list(JsonNode body, String property) {
        JsonNode list = body.path(property);
        if (!list.isMissingNode() && !list.isArray()) {
            throw malformed(property + " is no array");
        }
        if (list.size() > MOST) {
            throw malformed(property + " has more than " + MOST + " elements");
        }
        return list;
    }

    private AgentIdentifier agent(JsonNode agent) {
        return AgentRules.readAgent(agent.toString(), requestJson)
                .flatMap(AgentRules::identifierOf)
                .orElseThrow(() -> malformed("agents holds something that is no Agent with one identifier"));
    }

    private static void write(Erasure erasure, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        try (JsonGenerator json = Json.generator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringField("id", erasure.id().toString());
            json.writeStringField("begunAt", erasure.begunAt().toString());
            json.writeObjectField(
                    "doneAt", erasure.doneAt().map(Object::toString).orElse(null));
            json.writeNumberField("deleted", erasure.deleted());
            json.writeNumberField("kept", erasure.kept());
            json.writeNumberField("attachments", erasure.attachments());
            json.writeNumberField("documents", erasure.documents());
            json.writeEndObject();
        }
    }

    private static Failure malformed(String what) {
        return Failure.badRequest(
                "erasure-malformed",
                "Yêu cầu xoá dữ liệu không đúng dạng: " + what + ".",
                "The request to erase somebody is not well-formed: " + what + ".");
    }

    private static Failure notFound() {
        return new Failure(
                404,
                "erasure-not-found",
                new Message(
                        "Không có yêu cầu xoá dữ liệu nào với id này.",
                        "There is no request to erase somebody with this id."));
    }
}
