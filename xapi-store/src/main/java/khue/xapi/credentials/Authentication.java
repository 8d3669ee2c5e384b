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
import java.util.Optional;
import java.util.Set;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** HTTP Basic authentication (RFC 7617) with a key's name and secret. */
public class Authentication extends HttpFilter {

    private static final String SCHEME = "Basic ";

    /** What anybody may ask for. */
    private static final Set<String> OPEN = Set.of("/about");

    @Inject
    private Verification verification;

    @Inject
    @ConfigProperty(name = "khue.base.url", defaultValue = "http://localhost:8080")
    private String baseUrl;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OPEN.contains(request.getServletPath())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Credential> credential =
                decode(request.getHeader("Authorization")).flatMap(this::verify);
        if (credential.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"xAPI\", charset=\"UTF-8\"");
            throw new Failure(
                    401,
                    "key-not-accepted",
                    new Message(
                            "Cần một khoá còn hiệu lực: gửi tên khoá và bí mật bằng HTTP Basic.",
                            "A valid key is needed: send its name and secret by HTTP Basic."));
        }
        credential.get().attachTo(request);
        chain.doFilter(request, response);
    }

    private Optional<Credential> verify(NameAndSecret sent) {
        return verification.verify(sent.name(), sent.secret()).map(this::credential);
    }

    private Credential credential(Key key) {
        String store = baseUrl.replaceAll("/+$", "") + "/xapi";
        return new Credential(
                key.name(), key.scopes(), key.authority().orElseGet(() -> new Authority(store, key.name())));
    }

    private static Optional<NameAndSecret> decode(String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
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
