/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks that every token signed by a tool must pass, whatever it is for. */
final class ToolTokens {
    /** A client assertion is good for five minutes at most (RFC 7523 §3 leaves the limit to the server). */
    private static final long LONGEST_LIFETIME_SECONDS = 300;

    private final Clock clock;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    ToolTokens(Clock clock) {
        this.clock = clock;
    }

    void requireIssuer(JsonNode claims, String clientId) {
        requireText(claims, "iss", clientId);
    }

    void requireSubject(JsonNode claims, String clientId) {
        requireText(claims, "sub", clientId);
    }

    private static void requireText(JsonNode claims, String name, String wanted) {
        if (!claims.path(name).isTextual() || !claims.path(name).textValue().equals(wanted)) {
            throw ToolKeys.refused(name + " is " + claims.path(name) + ", not \"" + wanted + "\".");
        }
    }

    /** {@code aud} is the wanted text, or an array that contains it. */
    void requireAudience(JsonNode claims, String wanted) {
        JsonNode audience = claims.path("aud");
        boolean found = audience.isTextual() && audience.textValue().equals(wanted);
        for (JsonNode one : audience) {
            found |= one.isTextual() && one.textValue().equals(wanted);
        }
        if (!found) {
            throw ToolKeys.refused("aud is " + audience + ", not \"" + wanted + "\".");
        }
    }

    /** {@code aud} is the wanted text; an array of it is not good enough. */
    void requireAudienceAsText(JsonNode claims, String wanted) {
        requireText(claims, "aud", wanted);
    }

    /** Not expired, and not issued in the future, not even by a second: Moodle is that strict. */
    void requireCurrent(JsonNode claims) {
        double now = clock.instant().toEpochMilli() / 1000.0;
        JsonNode issued = claims.path("iat");
        JsonNode expires = claims.path("exp");
        if (!issued.isNumber() || !expires.isNumber()) {
            throw ToolKeys.refused("iat and exp must be numbers; they are " + issued + " and " + expires + ".");
        }
        if (issued.doubleValue() > now) {
            throw ToolKeys.refused("iat is in the future: " + issued + ", and it is " + (long) now + " here.");
        }
        if (expires.doubleValue() <= now) {
            throw ToolKeys.refused("The token has expired: exp is " + expires + ", and it is " + (long) now + " here.");
        }
        if (claims.path("nbf").asDouble(0) > now) {
            throw ToolKeys.refused("nbf is in the future.");
        }
    }

    /** Call it after {@link #requireCurrent}. */
    void requireShortLived(JsonNode claims) {
        if (claims.path("exp").doubleValue() - claims.path("iat").doubleValue() > LONGEST_LIFETIME_SECONDS) {
            throw ToolKeys.refused("exp is more than five minutes after iat.");
        }
    }

    /** The claim is present and this client never sent it before. Call it last: it uses the value up. */
    void requireUnused(JsonNode claims, String name, String clientId) {
        JsonNode value = claims.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw ToolKeys.refused("There is no " + name + ".");
        }
        if (!used.add(clientId + " " + name + " " + value.textValue())) {
            throw ToolKeys.refused("This " + name + " was used before.");
        }
    }
}
