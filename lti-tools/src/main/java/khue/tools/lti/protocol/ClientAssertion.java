/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What we sign to ask a platform for an access token, instead of sending a password.
 *
 * @param clientId both who says it and whom it is about
 * @param audience the platform's token endpoint, or what it wants in its stead; one text, because some platforms refuse a list
 * @param id never used twice
 * @see <a href="https://www.imsglobal.org/spec/security/v1p0/#using-json-web-tokens-with-oauth-2-0-client-credentials-grant">Security
 *     Framework 1.0, §4.1.1</a>
 */
public record ClientAssertion(String clientId, String audience, String id, Instant issuedAt) {

    /** Some platforms refuse more than five minutes. */
    static final Duration LIFETIME = Duration.ofMinutes(1);

    /** Platforms refuse an {@code iat} that is even slightly ahead of their own clock: whatever we sign says a little less. */
    static final Duration CLOCK_AHEAD = Duration.ofSeconds(5);

    public Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", clientId);
        claims.put("sub", clientId);
        claims.put("aud", audience);
        claims.put("jti", id);
        claims.put("iat", issuedAt.minus(CLOCK_AHEAD).getEpochSecond());
        claims.put("exp", issuedAt.plus(LIFETIME).getEpochSecond());
        return claims;
    }
}
