/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The one OpenID provider whose access tokens the store takes, and what they have to say.
 *
 * @param issuer as it stands in tokens, letter by letter; https, or http on this very machine
 * @param audience how a token says that it is meant for this store
 * @param scopes what the provider's scopes mean here, by the provider's words; never {@link Scope#KEYS} or {@link Scope#ERASE}
 */
record TrustedIssuer(String issuer, String audience, Map<String, Scope> scopes) {

    /**
     * The words of xAPI, but for three: {@code profile} is, in every OpenID provider, the scope of a person's name and
     * picture, and keys are managed and people erased by keys alone.
     */
    private static final Set<Scope> BY_THEIR_OWN_WORDS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Scope.PROFILE, Scope.KEYS, Scope.ERASE)));

    TrustedIssuer {
        if (!isSafe(issuer)) {
            throw new IllegalArgumentException("the issuer is an https address, or an http address of this machine");
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException("the audience that tokens for this store have is missing");
        }
        scopes = Map.copyOf(scopes);
    }

    /** @param mapping pairs such as {@code lrs.write=statements/write}, separated by commas; empty: the words of xAPI */
    static TrustedIssuer of(String issuer, String audience, String mapping) {
        return new TrustedIssuer(issuer, audience, mapping.isBlank() ? ownWords() : pairs(mapping));
    }

    private static Map<String, Scope> ownWords() {
        Map<String, Scope> scopes = new HashMap<>();
        BY_THEIR_OWN_WORDS.forEach(scope -> scopes.put(scope.word(), scope));
        return scopes;
    }

    private static Map<String, Scope> pairs(String mapping) {
        Map<String, Scope> scopes = new HashMap<>();
        Arrays.stream(mapping.split(",")).map(String::strip).forEach(pair -> {
            String[] sides = pair.split("=", 2);
            Scope scope = Scope.of(sides[sides.length - 1].strip())
                    .filter(Scope::isForTokens)
                    .filter(known -> sides.length == 2 && !sides[0].isBlank())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "scopes are pairs like lrs.write=statements/write, separated by commas; this is none: "
                                    + pair));
            scopes.put(sides[0].strip(), scope);
        });
        return scopes;
    }

    /** Whether what is read from this address can be trusted to come from there. */
    static boolean isSafe(String address) {
        try {
            URI uri = new URI(address);
            String host = uri.getHost();
            boolean thisMachine = "localhost".equals(host)
                    || "[::1]".equals(host)
                    || (host != null && host.matches("127(\\.\\d{1,3}){3}"));
            return host != null
                    && uri.getRawUserInfo() == null
                    && ("https".equals(uri.getScheme()) || (thisMachine && "http".equals(uri.getScheme())));
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }
}
