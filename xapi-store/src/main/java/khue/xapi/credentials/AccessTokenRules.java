/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import khue.xapi.model.AgentIdentifier;

/**
 * Which JWT access tokens are accepted, and what they allow.
 *
 * <p>As RFC 9068 says, with what common providers do otherwise: Keycloak says {@code JWT} in the header's {@code typ} and
 * the real kind in a claim of the same name, and names the client by {@code azp}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, 4</a>
 */
final class AccessTokenRules {

    /** What two machines' clocks may differ by. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** Nothing symmetric, nothing unsigned: whoever can check a token must not be able to make one. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Set<String> HEADER_TYPES = Set.of("at+jwt", "application/at+jwt", "jwt");
    private static final int FEWEST_RSA_BITS = 2048;
    private static final int LONGEST_NAME = 500;

    private final TrustedIssuer trusted;
    private final Function<String, List<JWK>> keys;
    private final Clock clock;

    /** @param keys the issuer's keys of an id, which may be null */
    AccessTokenRules(TrustedIssuer trusted, Function<String, List<JWK>> keys, Clock clock) {
        this.trusted = trusted;
        this.keys = keys;
        this.clock = clock;
    }

    /** @throws TokenRefused when it breaks a rule */
    Credential accept(String token) {
        SignedJWT jwt = parse(token);
        headerSaysThatItMayBeAnAccessToken(jwt.getHeader());
        algorithmIsAllowed(jwt.getHeader());
        signatureIsTheIssuers(jwt);
        JWTClaimsSet claims = claims(jwt);
        issuerIsTheTrustedOne(claims);
        audienceNamesThisStore(claims);
        hasNotExpired(claims);
        hasBegun(claims);
        wasNotIssuedInTheFuture(claims);
        isAnAccessToken(claims);
        String subject = subject(claims);
        Optional<String> client = client(claims);
        return new Credential(client.orElse(subject), scopes(claims), authority(client, subject));
    }

    private static SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException notAJwt) {
            throw new TokenRefused("it is not a signed JWT");
        }
    }

    // RFC 9068, 4: https://www.rfc-editor.org/rfc/rfc9068#section-4
    private static void headerSaysThatItMayBeAnAccessToken(JWSHeader header) {
        if (header.getType() == null
                || !HEADER_TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT))) {
            throw new TokenRefused("its header has another typ than at+jwt or JWT");
        }
    }

    private static void algorithmIsAllowed(JWSHeader header) {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new TokenRefused("it is signed by another algorithm than RS256 or ES256 and their longer forms");
        }
    }

    private void signatureIsTheIssuers(SignedJWT jwt) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(jwt.getHeader());
        List<JWK> candidates = keys.apply(jwt.getHeader().getKeyID()).stream()
                .filter(matcher::matches)
                .toList();
        if (candidates.isEmpty()) {
            throw new TokenRefused("the issuer publishes no key like the one that it names");
        }
        if (candidates.stream().noneMatch(key -> verifies(jwt, key))) {
            throw new TokenRefused("its signature is wrong");
        }
    }

    private static boolean verifies(SignedJWT jwt, JWK key) {
        try {
            return jwt.verify(verifier(key));
        } catch (JOSEException unusable) {
            return false;
        }
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa && rsa.size() >= FEWEST_RSA_BITS) {
            return new RSASSAVerifier(rsa);
        }
        if (key instanceof ECKey ec) {
            return new ECDSAVerifier(ec);
        }
        throw new JOSEException("a key of another kind, or too short");
    }

    private static JWTClaimsSet claims(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException malformed) {
            throw new TokenRefused("its claims cannot be read");
        }
    }

    private void issuerIsTheTrustedOne(JWTClaimsSet claims) {
        if (!trusted.issuer().equals(claims.getIssuer())) {
            throw new TokenRefused("it comes from another issuer");
        }
    }

    private void audienceNamesThisStore(JWTClaimsSet claims) {
        if (!claims.getAudience().contains(trusted.audience())) {
            throw new TokenRefused("it is not meant for this store (aud)");
        }
    }

    private void hasNotExpired(JWTClaimsSet claims) {
        Date end = claims.getExpirationTime();
        if (end == null || !now().isBefore(end.toInstant().plus(SKEW))) {
            throw new TokenRefused("it has expired");
        }
    }

    private void hasBegun(JWTClaimsSet claims) {
        Date begin = claims.getNotBeforeTime();
        if (begin != null && now().isBefore(begin.toInstant().minus(SKEW))) {
            throw new TokenRefused("it is not valid yet");
        }
    }

    private void wasNotIssuedInTheFuture(JWTClaimsSet claims) {
        Date issued = claims.getIssueTime();
        if (issued == null || now().isBefore(issued.toInstant().minus(SKEW))) {
            throw new TokenRefused("it says no usable time of issue (iat)");
        }
    }

    /** Keycloak signs identity and refresh tokens with the same keys, and says which is which in a claim. */
    private static void isAnAccessToken(JWTClaimsSet claims) {
        Object type = claims.getClaim("typ");
        if (type != null && !type.equals("Bearer")) {
            throw new TokenRefused("it is another token than an access token (typ)");
        }
        // OpenID Connect Core 3.1.3.6: only identity tokens bind themselves to an access token.
        if (claims.getClaim("at_hash") != null || claims.getClaim("c_hash") != null) {
            throw new TokenRefused("it is an identity token");
        }
    }

    /** Without it, what a user did would pass for what the client did by itself. */
    private static String subject(JWTClaimsSet claims) {
        return Optional.ofNullable(claims.getSubject())
                .filter(subject -> !subject.isBlank())
                .orElseThrow(() -> new TokenRefused("it names no subject (sub)"));
    }

    /** RFC 9068 calls it {@code client_id}, OpenID Connect {@code azp}; whoever says both says the same. */
    private static Optional<String> client(JWTClaimsSet claims) {
        List<String> said = Stream.of("client_id", "azp")
                .map(claims::getClaim)
                .filter(claim -> claim instanceof String text && !text.isBlank())
                .map(String.class::cast)
                .distinct()
                .toList();
        if (said.size() > 1) {
            throw new TokenRefused("client_id and azp name different clients");
        }
        return said.stream().findFirst();
    }

    /**
     * A client that acts for itself, or whoever the token is about, is an account at the issuer; a client that acts for a
     * user makes, with the user, a Group.
     *
     * @see <a
     *     href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#requirements-for-storing-statements-using-3-legged-oauth">Data
     *     2.4.9, 3-legged OAuth</a>
     */
    private Authority authority(Optional<String> client, String subject) {
        if (Stream.concat(client.stream(), Stream.of(subject)).anyMatch(name -> name.length() > LONGEST_NAME)) {
            throw new TokenRefused("its subject or client has more than " + LONGEST_NAME + " characters");
        }
        return client.filter(name -> !name.equals(subject))
                .map(name -> new Authority(account(name), Optional.of(account(subject))))
                .orElseGet(() -> new Authority(account(subject), Optional.empty()));
    }

    private AgentIdentifier account(String name) {
        return AgentIdentifier.ofAccount(trusted.issuer(), name);
    }

    /** RFC 8693, 4.2 separates them by spaces; some providers make an array of them. */
    private Set<Scope> scopes(JWTClaimsSet claims) {
        Object claim = claims.getClaim("scope");
        Stream<String> words = claim instanceof Collection<?> array
                ? array.stream().map(String::valueOf)
                : Arrays.stream(String.valueOf(claim).split(" "));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        words.map(trusted.scopes()::get).filter(Objects::nonNull).forEach(scopes::add);
        return scopes;
    }

    private Instant now() {
        return clock.instant();
    }
}
