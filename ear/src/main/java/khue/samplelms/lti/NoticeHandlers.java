/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.http.Json;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Response;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;

/** Where tools say which notices they want, and where to (LTI Platform Notification Service 1.0, notice handlers). */
public final class NoticeHandlers {
    private final School school;
    private final AccessTokens accessTokens;

    public NoticeHandlers(School school, AccessTokens accessTokens) {
        this.school = school;
        this.accessTokens = accessTokens;
    }

    public Response list(Request request) {
        RegisteredTool tool = accessTokens.require(request, Lti.NOTICE_HANDLERS_SCOPE);
        return Response.json(
                200,
                Map.of(
                        "client_id",
                        tool.clientId(),
                        "deployment_id",
                        tool.deploymentId(),
                        "notice_handlers",
                        List.of(described(school.noticeHandler(tool).orElse("")))));
    }

    /** An empty handler ends the notices. */
    public Response change(Request request) {
        RegisteredTool tool = accessTokens.require(request, Lti.NOTICE_HANDLERS_SCOPE);
        JsonNode wanted = Json.object(request.body());
        if (!wanted.path("notice_type").asText().equals(Lti.CONTEXT_COPY_NOTICE)) {
            throw Refusal.badRequest(
                    "notice_type is " + wanted.path("notice_type") + "; there are only " + Lti.CONTEXT_COPY_NOTICE);
        }
        if (!wanted.path("handler").isTextual()) {
            throw Refusal.badRequest("handler must be an address, or empty.");
        }
        String handler = wanted.path("handler").textValue();
        if (!handler.isEmpty() && !isOnDomain(handler, tool)) {
            throw Refusal.badRequest("The handler " + handler + " is not on the tool's domain " + tool.domain() + ".");
        }
        school.sendNoticesTo(tool, Optional.of(handler).filter(address -> !address.isEmpty()));
        return Response.json(200, described(handler)).because("notices for " + tool.name());
    }

    private static Map<String, String> described(String handler) {
        return Map.of("notice_type", Lti.CONTEXT_COPY_NOTICE, "handler", handler);
    }

    private static boolean isOnDomain(String address, RegisteredTool tool) {
        try {
            return tool.domain().equals(URI.create(address).getRawAuthority());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
