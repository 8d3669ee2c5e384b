/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import com.nimbusds.jose.jwk.JWK;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;

/**
 * Decides whether a token is a notice of a platform for us. Nobody's browser brings it: there is no login, no state and no nonce, and what
 * keeps it from counting twice is its id, which whoever acts on it must use up.
 *
 * @see <a href="https://www.imsglobal.org/spec/lti-pns/v1p0">Platform Notification Service 1.0</a>
 */
public final class NoticeValidator extends PlatformTokenValidator {

    private static final int LONGEST_IDENTIFIER = 255;
    private static final int MOST_ORIGINS = 100;

    private final Function<String, List<JWK>> keys;
    private final Clock clock;

    /**
     * @param keys every key that the platform publishes under an id
     * @param clock says when the notice arrived, however late it is read
     */
    public NoticeValidator(Function<String, List<JWK>> keys, Clock clock) {
        super(clock);
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    List<JWK> keys(PlatformRegistration platform, String keyId) {
        return keys.apply(keyId);
    }

    /** @throws LaunchRejected with the first rule that the token breaks */
    public Notice validate(String jwt, PlatformRegistration platform) {
        Jws token = tokenIsOneSignedObject(jwt);
        String algorithm = algorithmIsAllowed(token, platform);
        headerBringsNoKeyAndDemandsNothing(token);
        String keyId = keyIsNamed(token);
        RSAPublicKey key = keyIsOneOfThePlatforms(platform, keyId, algorithm);
        signatureIsMadeWithTheKey(token, algorithm, key);

        Claims claims = payloadIsOneObject(token);
        issuerIsThePlatform(claims, platform);
        audienceIsThisToolAlone(claims, platform);
        authorizedPartyIsThisTool(claims, platform);
        tokenHasNotExpired(claims);
        tokenWasIssuedJustNow(claims);
        tokenIsInForce(claims);

        versionIsOneThree(claims);
        return noticeIsComplete(claims);
    }

    private Notice noticeIsComplete(Claims claims) {
        Claims notice = claims.object(LaunchMessage.CLAIM + "notice");
        return new Notice(
                required(notice, "id"),
                required(notice, "type"),
                required(claims, LaunchMessage.CLAIM + "deployment_id"),
                notice.text("timestamp").map(this::time).orElse(clock.instant()),
                claims.object(LaunchMessage.CLAIM + "context").identifier("id", LONGEST_IDENTIFIER),
                claims.texts(LaunchMessage.CLAIM + "origin_contexts").stream()
                        .filter(id -> !id.isBlank() && id.length() <= LONGEST_IDENTIFIER)
                        .limit(MOST_ORIGINS)
                        .toList());
    }

    private static String required(Claims claims, String name) {
        return claims.identifier(name, LONGEST_IDENTIFIER)
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.NOTICE_UNUSABLE, "expected " + name + " of 1 to 255 ASCII characters"));
    }

    /** When it happened is for people to read; a time that nobody can read is the time of arrival. */
    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return clock.instant();
        }
    }
}
