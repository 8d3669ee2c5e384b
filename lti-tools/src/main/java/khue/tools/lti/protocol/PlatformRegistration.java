/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a tool and a platform have agreed on. The pair (issuer, client id) names it; an issuer alone does not, because tenants of a hosted
 * platform share one.
 *
 * @param issuer compared letter by letter, as the specification wants
 * @param authorizationEndpoint where a login initiation is answered to
 * @param tokenEndpoint where access tokens for the services come from
 * @param tokenAudience the {@code aud} of our assertions where it is not the token endpoint itself
 * @param jwksUri where the platform publishes its public keys
 * @param furtherOrigins the web origins of its pages and services that are not those of its issuer and endpoints: a hosted platform has one
 *     issuer for all schools, and each school at an address of its own
 * @see <a href="https://www.imsglobal.org/spec/security/v1p0/#platform-originating-messages">Security Framework 1.0, §5</a>
 */
public record PlatformRegistration(
        String issuer,
        String clientId,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        Optional<String> tokenAudience,
        URI jwksUri,
        Set<String> furtherOrigins) {

    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_CLIENT_ID = 255;

    /** @throws IllegalArgumentException when a URL is not an absolute http(s) URL, or a value is empty or too long */
    public PlatformRegistration {
        requireWebUrl(URI.create(issuer));
        requireWebUrl(authorizationEndpoint);
        requireWebUrl(tokenEndpoint);
        requireWebUrl(jwksUri);
        if (clientId.isBlank() || clientId.length() > LONGEST_CLIENT_ID) {
            throw new IllegalArgumentException("a client id has 1 to " + LONGEST_CLIENT_ID + " characters");
        }
        tokenAudience = tokenAudience.filter(audience -> !audience.isBlank());
        Set<String> further = new TreeSet<>();
        furtherOrigins.forEach(origin -> further.add(WebOrigin.of(URI.create(origin))));
        further.removeAll(originsOf(issuer, authorizationEndpoint, tokenEndpoint, jwksUri));
        furtherOrigins = Collections.unmodifiableSet(further);
    }

    /** A platform that is where its issuer and its endpoints are. */
    public PlatformRegistration(
            String issuer,
            String clientId,
            URI authorizationEndpoint,
            URI tokenEndpoint,
            Optional<String> tokenAudience,
            URI jwksUri) {
        this(issuer, clientId, authorizationEndpoint, tokenEndpoint, tokenAudience, jwksUri, Set.of());
    }

    private static void requireWebUrl(URI url) {
        boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!web || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("an absolute http(s) URL is expected: " + url);
        }
        if (url.toString().length() > LONGEST_URL) {
            throw new IllegalArgumentException("a URL has at most " + LONGEST_URL + " characters");
        }
    }

    /** The signature algorithms that this platform may use; never what a token's header says. */
    public Set<String> signatureAlgorithms() {
        return Set.of("RS256");
    }

    /** The {@code aud} of an assertion that asks for an access token. */
    public String assertionAudience() {
        return tokenAudience.orElse(tokenEndpoint.toString());
    }

    /** The web origins that are the platform's: those of its issuer and of its endpoints, and the further ones. */
    public Set<String> origins() {
        Set<String> origins = originsOf(issuer, authorizationEndpoint, tokenEndpoint, jwksUri);
        origins.addAll(furtherOrigins);
        return origins;
    }

    private static Set<String> originsOf(String issuer, URI... endpoints) {
        Set<String> origins = new LinkedHashSet<>();
        origins.add(WebOrigin.of(URI.create(issuer)));
        for (URI url : endpoints) {
            origins.add(WebOrigin.of(url));
        }
        return origins;
    }

    /**
     * Whom messages between windows go to and come from: a platform keeps a tool's values at the origin of its authorization endpoint.
     *
     * @see <a href="https://www.imsglobal.org/spec/lti-cs-oidc/v0p1">LTI OIDC Login with Client Side postMessages 0.1</a>
     */
    public String storageOrigin() {
        return WebOrigin.of(authorizationEndpoint);
    }

    /** Whether somebody who registers with these values says nothing new: other origins of the platform may have become known since. */
    public boolean covers(PlatformRegistration again) {
        return again.issuer.equals(issuer)
                && again.clientId.equals(clientId)
                && again.authorizationEndpoint.equals(authorizationEndpoint)
                && again.tokenEndpoint.equals(tokenEndpoint)
                && again.tokenAudience.equals(tokenAudience)
                && again.jwksUri.equals(jwksUri)
                && furtherOrigins.containsAll(again.furtherOrigins);
    }

    /** Whether a URL that a message brought leads to this platform and nowhere else. */
    public boolean owns(URI url) {
        boolean plain = url.getHost() != null && url.getRawUserInfo() == null;
        return plain && origins().contains(WebOrigin.of(url));
    }

    /** {@link #owns(URI)} of a text that may not even be a URL. */
    public boolean owns(String url) {
        return WebOrigin.parse(url).filter(this::owns).isPresent();
    }
}
