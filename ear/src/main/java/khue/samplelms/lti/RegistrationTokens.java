/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import khue.samplelms.http.Refusal;
import khue.samplelms.http.Request;
import khue.samplelms.http.Secrets;
import khue.samplelms.school.RegisteredTool;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** Tokens with which an administrator lets one tool register, once and within an hour; signed JWTs, as Moodle's are. */
public final class RegistrationTokens {
    static final Duration LIFETIME = Duration.ofHours(1);

    private final Addresses addresses;
    private final SigningKeys keys;
    private final Secrets secrets;
    private final Temperament temperament;
    private final Clock clock;
    private final Map<String, Permission> unused = new ConcurrentHashMap<>();
    private volatile String last = "";

    public RegistrationTokens(
            Addresses addresses, SigningKeys keys, Secrets secrets, Temperament temperament, Clock clock) {
        this.addresses = addresses;
        this.keys = keys;
        this.secrets = secrets;
        this.temperament = temperament;
        this.clock = clock;
    }

    /**
     * What a token allows.
     *
     * @param clientId the id that a new tool will get, or that of the tool to update
     */
    record Permission(String clientId, boolean update, Instant expires) {}

    public String forNewTool() {
        return issue("reg", secrets.identifier(15), false);
    }

    /** Lets a connected tool send its registration again; it keeps its client_id. */
    public String forUpdateOf(RegisteredTool tool) {
        return issue("reg-update", tool.clientId(), true);
    }

    private String issue(String scope, String clientId, boolean update) {
        Instant now = clock.instant();
        RSAKey key = keys.current();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(addresses.issuer())
                        .audience(addresses.registration())
                        .subject(clientId)
                        .claim("scope", scope)
                        .jwtID(secrets.next())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException fault) {
            throw new IllegalStateException("the registration token cannot be signed", fault);
        }
        unused.put(token.serialize(), new Permission(clientId, update, now.plus(LIFETIME)));
        last = token.serialize();
        return last;
    }

    /** What the request's token allows, without using it up; 401 otherwise. */
    Permission require(Request request) {
        return find(request)
                .orElseThrow(() -> new Refusal(
                        401,
                        "invalid_token",
                        "Send the registration token: Authorization: Bearer … It is good for one registration and"
                                + " one hour."));
    }

    /** Uses the request's token up; 401 when somebody else just did. */
    void finish(Request request) {
        if (unused.remove(shown(request)) == null) {
            throw new Refusal(401, "invalid_token", "The registration token was used already.");
        }
    }

    private Optional<Permission> find(Request request) {
        return Optional.ofNullable(unused.get(shown(request)))
                .filter(permission -> clock.instant().isBefore(permission.expires()));
    }

    /** The token that a request brings; without tokens, it is as if every request brought the last one. */
    private String shown(Request request) {
        if (temperament.has(Trait.NO_REGISTRATION_TOKEN)) {
            return last;
        }
        return temperament.has(Trait.REGISTRATION_TOKEN_IN_ADDRESS)
                ? request.query().get("registration_token")
                : bearer(request);
    }

    /** Whether a token that stands in an address is one that was handed out and is still good. */
    boolean isGood(String token) {
        return Optional.ofNullable(unused.get(token))
                .filter(permission -> clock.instant().isBefore(permission.expires()))
                .isPresent();
    }

    static String bearer(Request request) {
        String authorization = request.header("Authorization").orElse("");
        return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : "";
    }
}
