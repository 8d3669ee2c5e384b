/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import khue.samplelms.http.ExchangeLog;
import khue.samplelms.http.Json;
import khue.samplelms.school.Course;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;

/**
 * Tells tools that a course was copied (LTI Platform Notification Service 1.0, {@code LtiContextCopyNotice}). Each notice is sent once: a tool
 * that does not take it will not hear of the copy, as with Canvas.
 */
public final class CopyNotices {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final School school;
    private final Addresses addresses;
    private final SigningKeys keys;
    private final ExchangeLog log;
    private final Clock clock;

    public CopyNotices(School school, Addresses addresses, SigningKeys keys, ExchangeLog log, Clock clock) {
        this.school = school;
        this.addresses = addresses;
        this.keys = keys;
        this.log = log;
        this.clock = clock;
    }

    /** Sends a notice of this copy to every tool that has asked for notices. */
    public void send(Course copy) {
        for (RegisteredTool tool : school.tools()) {
            school.noticeHandler(tool).ifPresent(handler -> send(tool, handler, copy));
        }
    }

    private void send(RegisteredTool tool, String handler, Course copy) {
        String token = new TokenDraft(keys.current(), claims(tool, copy), "", "").token();
        HttpRequest request = HttpRequest.newBuilder(URI.create(handler))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("notices", List.of(Map.of("jwt", token))))))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            log.add("NOTICE", Lti.CONTEXT_COPY_NOTICE, status, copy.title() + " → " + tool.name());
        } catch (IOException fault) {
            log.add("NOTICE", Lti.CONTEXT_COPY_NOTICE, 0, tool.name() + " does not answer: " + fault.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> claims(RegisteredTool tool, Course copy) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", addresses.issuer());
        claims.put("aud", tool.clientId());
        claims.put("azp", tool.clientId());
        claims.put("iat", now);
        claims.put("exp", now + LIFETIME.toSeconds());
        claims.put("nonce", UUID.randomUUID().toString());
        claims.put(Lti.CLAIM + "version", "1.3.0");
        claims.put(Lti.CLAIM + "deployment_id", tool.deploymentId());
        claims.put(
                Lti.CLAIM + "notice",
                Map.of(
                        "id", UUID.randomUUID().toString(),
                        "timestamp", clock.instant().toString(),
                        "type", Lti.CONTEXT_COPY_NOTICE));
        claims.put(Lti.CLAIM + "context", Map.of("id", copy.id(), "label", copy.label(), "title", copy.title()));
        claims.put(Lti.CLAIM + "origin_contexts", List.of(copy.origins().get(0)));
        return claims;
    }
}
