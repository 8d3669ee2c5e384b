/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import khue.samplelms.http.Json;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.http.Secrets;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/**
 * Lets tools register themselves and renew their registration (LTI Dynamic Registration 1.0 §3.5 and §3.7). A POST with
 * a token for an update keeps the client_id, as in Moodle.
 */
public final class RegistrationEndpoint {
    private final School school;
    private final Addresses addresses;
    private final RegistrationTokens tokens;
    private final ToolKeys toolKeys;
    private final Secrets secrets;
    private final Temperament temperament;

    public RegistrationEndpoint(
            School school,
            Addresses addresses,
            RegistrationTokens tokens,
            ToolKeys toolKeys,
            Secrets secrets,
            Temperament temperament) {
        this.school = school;
        this.addresses = addresses;
        this.tokens = tokens;
        this.toolKeys = toolKeys;
        this.secrets = secrets;
        this.temperament = temperament;
    }

    /** POST with a registration token: a new tool, or the one the token is for. */
    public Response register(Request request) {
        RegistrationTokens.Permission permission = tokens.require(request);
        JsonNode document = body(request);
        RegisteredTool tool;
        if (permission.update()) {
            RegisteredTool known = known(permission.clientId());
            tool = read(document, known);
        } else {
            tool = RegistrationDocument.read(
                    document, temperament, permission.clientId(), school.nextId(), secrets.next());
        }
        tokens.finish(request);
        return saved(tool).because((permission.update() ? "updated " : "registered ") + tool.name());
    }

    /** GET with a token for an update: the registration as it is. */
    public Response read(Request request) {
        RegistrationTokens.Permission permission = tokens.require(request);
        if (!permission.update()) {
            throw Refusal.notFound("The tool is not registered yet.");
        }
        return Response.json(200, describe(known(permission.clientId())));
    }

    /** GET of the registration_client_uri. */
    public Response readOwn(Request request) {
        return Response.json(200, describe(own(request)));
    }

    /** PUT to the registration_client_uri. */
    public Response updateOwn(Request request) {
        RegisteredTool known = own(request);
        RegisteredTool tool = read(body(request), known);
        return saved(tool).because("updated " + tool.name());
    }

    /** The tool as it describes itself now; what the LMS gave it stays. */
    private RegisteredTool read(JsonNode document, RegisteredTool known) {
        return RegistrationDocument.read(
                document, temperament, known.clientId(), known.deploymentId(), known.accessToken());
    }

    private Response saved(RegisteredTool tool) {
        school.save(tool);
        toolKeys.forget(tool);
        return Response.json(200, describe(tool));
    }

    private RegisteredTool own(Request request) {
        return school.findTool(request.pathVariable("client"))
                .filter(tool -> tool.accessToken().equals(RegistrationTokens.bearer(request)))
                .orElseThrow(() -> new Refusal(
                        401, "invalid_token", "Send the registration_access_token: Authorization: Bearer …"));
    }

    private RegisteredTool known(String clientId) {
        return school.findTool(clientId).orElseThrow(() -> Refusal.notFound("The tool was removed meanwhile."));
    }

    private static JsonNode body(Request request) {
        if (!request.contentType().equals("application/json")) {
            throw new Refusal(415, "invalid_request", "Send the registration as application/json.");
        }
        return Json.object(request.body());
    }

    private Map<String, Object> describe(RegisteredTool tool) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("version", "1.3.0");
        if (!temperament.has(Trait.DEPLOYED_LATER)) {
            configuration.put("deployment_id", tool.deploymentId());
        }
        configuration.put("domain", tool.domain());
        configuration.put("target_link_uri", tool.targetLinkUri());
        configuration.put("claims", tool.claims());
        configuration.put(
                "messages",
                tool.messages().stream().map(RegistrationEndpoint::describe).toList());
        configuration.put("custom_parameters", tool.customParameters());
        Map<String, Object> registration = new LinkedHashMap<>();
        registration.put("client_id", tool.clientId());
        registration.put("registration_client_uri", addresses.registration(tool.clientId()));
        registration.put("registration_access_token", tool.accessToken());
        registration.put("application_type", "web");
        registration.put("client_name", tool.name());
        registration.put("response_types", List.of("id_token"));
        registration.put("grant_types", List.of("implicit", "client_credentials"));
        registration.put("token_endpoint_auth_method", "private_key_jwt");
        registration.put("initiate_login_uri", tool.initiateLoginUri());
        registration.put("redirect_uris", tool.redirectUris());
        registration.put("jwks_uri", tool.jwksUri());
        if (!tool.logoUri().isEmpty()) {
            registration.put("logo_uri", tool.logoUri());
        }
        registration.put("scope", String.join(" ", tool.scopes()));
        registration.put(Lti.TOOL_CONFIGURATION, configuration);
        return registration;
    }

    private static Map<String, String> describe(RegisteredTool.Message message) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("type", message.type());
        described.put("target_link_uri", message.targetLinkUri());
        described.put("label", message.label());
        described.values().removeIf(String::isEmpty);
        return described;
    }
}
