/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Secrets;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.school.School;

/** Access tokens handed out to tools, good for an hour, and the check that guards every service. */
public final class AccessTokens {
    static final int LIFETIME_SECONDS = 3600;

    private final School school;
    private final Secrets secrets;
    private final Clock clock;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile String last = "";

    public AccessTokens(School school, Secrets secrets, Clock clock) {
        this.school = school;
        this.secrets = secrets;
        this.clock = clock;
    }

    private record Grant(String clientId, Set<String> scopes, Instant expires) {}

    /** The token handed out last; empty text before the first. */
    public String last() {
        return last;
    }

    /** Makes every token handed out so far worthless, as a restart of an LMS may. */
    public void revokeAll() {
        grants.clear();
    }

    String issue(RegisteredTool tool, Set<String> scopes) {
        String token = secrets.next();
        grants.put(token, new Grant(tool.clientId(), scopes, clock.instant().plusSeconds(LIFETIME_SECONDS)));
        last = token;
        return token;
    }

    /** The tool that calls, when its token is current and was given at least one of the scopes; 401 or 403 otherwise. */
    RegisteredTool require(Request request, String... anyOfScopes) {
        String authorization = request.header("Authorization").orElse("");
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Refusal(401, "invalid_token", "Send the access token: Authorization: Bearer …");
        }
        Grant grant = grants.get(authorization.substring(7).strip());
        if (grant == null || !clock.instant().isBefore(grant.expires())) {
            throw new Refusal(401, "invalid_token", "The access token is unknown or has expired.");
        }
        for (String scope : anyOfScopes) {
            if (grant.scopes().contains(scope)) {
                return school.findTool(grant.clientId())
                        .orElseThrow(() -> new Refusal(401, "invalid_token", "The tool was removed."));
            }
        }
        throw new Refusal(403, "insufficient_scope", "The access token lacks " + String.join(" or ", anyOfScopes));
    }
}
