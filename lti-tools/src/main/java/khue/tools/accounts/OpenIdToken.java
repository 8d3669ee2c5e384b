/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an ID token says about who signed in, once every rule holds.
 *
 * @param verifiedEmail in small letters; only an address that the provider has verified
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0, §3.1.3.7</a>
 */
record OpenIdToken(String issuer, String subject, Optional<String> verifiedEmail) {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final int SMALLEST_RSA_KEY = 2048;
    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_EMAIL = 254;

    /** Never what the token wishes: {@code none}, and HMAC with a public key, are not among them. */
    private static final Map<JWSAlgorithm, KeyType> ALGORITHMS = Map.of(
            JWSAlgorithm.RS256, KeyType.RSA,
            JWSAlgorithm.PS256, KeyType.RSA,
            JWSAlgorithm.ES256, KeyType.EC);

    /**
     * What the token must fit.
     *
     * @param issuer letter by letter
     */
    record Expected(String issuer, String clientId, String nonce, Instant now) {}

    /** @throws OpenIdRefused with the first rule that the token breaks */
    static OpenIdToken of(String token, List<JWK> keys, Expected expected) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            signatureIsTheProviders(jwt, keys);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            require(expected.issuer().equals(claims.getIssuer()), "iss is not the provider");
            audienceIsUs(claims, expected.clientId());
            timesAreNow(claims, expected.now());
            require(expected.nonce().equals(claims.getStringClaim("nonce")), "the nonce is another sign-in's");
            String subject = claims.getSubject();
            require(
                    subject != null && !subject.isBlank() && subject.length() <= LONGEST_SUBJECT,
                    "sub is missing or too long");
            return new OpenIdToken(claims.getIssuer(), subject, verifiedEmail(claims));
        } catch (ParseException | JOSEException unreadable) {
            throw new OpenIdRefused(OpenIdRefused.Reason.TOKEN, "the token cannot be read: " + unreadable.getMessage());
        }
    }

    private static void signatureIsTheProviders(SignedJWT jwt, List<JWK> keys) throws JOSEException {
        JWSHeader header = jwt.getHeader();
        KeyType type = ALGORITHMS.get(header.getAlgorithm());
        require(type != null, "algorithm " + header.getAlgorithm());
        require(header.getCriticalParams() == null, "the header has crit");
        List<JWK> fit = keys.stream()
                .filter(key -> header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
                .filter(key -> key.getKeyType().equals(type))
                .filter(key -> key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                .filter(key -> key.getAlgorithm() == null
                        || key.getAlgorithm()
                                .getName()
                                .equals(header.getAlgorithm().getName()))
                .toList();
        require(fit.size() == 1, fit.size() + " keys of the provider fit");
        JWK key = fit.get(0);
        JWSVerifier verifier;
        if (type.equals(KeyType.RSA)) {
            require(key.size() >= SMALLEST_RSA_KEY, "an RSA key of " + key.size() + " bits");
            verifier = new RSASSAVerifier(key.toRSAKey().toRSAPublicKey());
        } else {
            verifier = new ECDSAVerifier(key.toECKey());
        }
        require(jwt.verify(verifier), "the signature is not the provider's");
    }

    /** Rules 3 to 5: us, and the token was issued to us when it is meant for others, too. */
    private static void audienceIsUs(JWTClaimsSet claims, String clientId) throws ParseException {
        require(claims.getAudience().contains(clientId), "aud is not us");
        String party = claims.getStringClaim("azp");
        require(
                Objects.equals(party, clientId)
                        || (party == null && claims.getAudience().size() == 1),
                "azp is not us");
    }

    /** Rules 9 and 10. */
    private static void timesAreNow(JWTClaimsSet claims, Instant now) {
        Date expires = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        require(expires != null && issued != null, "exp or iat is missing");
        require(now.isBefore(expires.toInstant().plus(CLOCK_SKEW)), "the token has expired");
        require(!issued.toInstant().isAfter(now.plus(CLOCK_SKEW)), "the token is of the future");
        require(!issued.toInstant().isBefore(now.minus(OLDEST)), "the token was issued too long ago");
    }

    /** §5.1: an address proves something only when the provider says that it has verified it; some say it by a text. */
    private static Optional<String> verifiedEmail(JWTClaimsSet claims) {
        Object verified = claims.getClaim("email_verified");
        boolean isVerified = Boolean.TRUE.equals(verified) || "true".equals(verified);
        return Optional.ofNullable(claims.getClaim("email"))
                .filter(email -> isVerified && email instanceof String)
                .map(email -> ((String) email).strip().toLowerCase(Locale.ROOT))
                .filter(email -> !email.isEmpty() && email.length() <= LONGEST_EMAIL && email.indexOf('\0') < 0);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new OpenIdRefused(OpenIdRefused.Reason.TOKEN, otherwise);
        }
    }
}
