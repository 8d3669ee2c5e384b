/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Knows who asks, before any resource is: by a key, as HTTP Basic (RFC 7617), or by an access token of the trusted OpenID
 * provider, as Bearer (RFC 6750).
 */
public class Authentication extends HttpFilter {

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String BEARER_CHALLENGE = "Bearer realm=\"xAPI\"";

    /** What anybody may ask for. */
    private static final Set<String> OPEN = Set.of("/about");

    @Inject
    private Verification verification;

    @Inject
    private AccessTokens tokens;

    @Inject
    @ConfigProperty(name = "khue.base.url", defaultValue = "http://localhost:8080")
    private String baseUrl;

    /** Those of the keys that name no other authority; there are as many as such keys. */
    private final transient Map<String, Authority> accounts = new ConcurrentHashMap<>();

    /** Settings of the OpenID provider that cannot be used stop the start, not the first request. */
    @Override
    public void init() throws ServletException {
        try {
            tokens.areTaken();
        } catch (RuntimeException unusable) {
            throw new ServletException("khue.xapi.oidc.issuer, .audience or .scopes cannot be used", unusable);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OPEN.contains(request.getServletPath())) {
            chain.doFilter(request, response);
            return;
        }
        String shown = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (isOf(BEARER, shown) && tokens.areTaken()) {
            byToken(shown.substring(BEARER.length()).strip(), request, response, chain);
        } else {
            byKey(shown, response).attachTo(request);
            chain.doFilter(request, response);
        }
    }

    private Credential byKey(String shown, HttpServletResponse response) {
        return decode(shown).flatMap(this::verify).orElseThrow(() -> {
            response.addHeader(CHALLENGE, "Basic realm=\"xAPI\", charset=\"UTF-8\"");
            if (tokens.areTaken()) {
                response.addHeader(CHALLENGE, BEARER_CHALLENGE);
            }
            return new Failure(
                    401,
                    "key-not-accepted",
                    new Message(
                            "Cần một khoá còn hiệu lực: gửi tên khoá và bí mật bằng HTTP Basic.",
                            "A valid key is needed: send its name and secret by HTTP Basic."));
        });
    }

    // RFC 6750, 3: https://www.rfc-editor.org/rfc/rfc6750#section-3
    private void byToken(String token, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            tokens.accept(token).orElseThrow().attachTo(request);
            chain.doFilter(request, response);
        } catch (TokenRefused refused) {
            response.setHeader(
                    CHALLENGE,
                    BEARER_CHALLENGE + ", error=\"invalid_token\", error_description=\"" + refused.reason() + "\"");
            throw refused;
        } catch (ScopeMissing missing) {
            response.setHeader(
                    CHALLENGE,
                    BEARER_CHALLENGE + ", error=\"insufficient_scope\", scope=\""
                            + missing.scope().word() + "\"");
            throw missing;
        }
    }

    private Optional<Credential> verify(NameAndSecret sent) {
        return verification.verify(sent.name(), sent.secret()).map(this::credential);
    }

    private Credential credential(Key key) {
        return new Credential(
                key.name(),
                key.scopes(),
                key.authority().orElseGet(() -> accounts.computeIfAbsent(key.name(), this::accountOfThisStore)));
    }

    private Authority accountOfThisStore(String name) {
        return new Authority(baseUrl.replaceAll("/+$", "") + "/xapi", name);
    }

    private static boolean isOf(String scheme, String shown) {
        return shown.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static Optional<NameAndSecret> decode(String shown) {
        if (!isOf(BASIC, shown)) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(shown.substring(BASIC.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 || pair.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(new NameAndSecret(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private record NameAndSecret(String name, String secret) {}
}
