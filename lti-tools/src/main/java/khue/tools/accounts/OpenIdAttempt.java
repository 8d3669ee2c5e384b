/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sign-in by the OpenID provider, as the browser's own cookie keeps it until the provider has sent the browser back: whoever brings a
 * code without this cookie did not begin here. The server keeps nothing, so that strangers who begin and never end fill nothing.
 *
 * @param verifier RFC 7636, §4.1
 * @param linking the visit in which somebody links the own account; empty: a sign-in
 * @param to the page that was asked for
 */
record OpenIdAttempt(String state, String nonce, String verifier, Optional<UUID> linking, String to) {

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_PAGE = 1_000;
    private static final String SECRET = "([A-Za-z0-9_-]{43})";
    private static final Pattern COOKIE =
            Pattern.compile(SECRET + "\\." + SECRET + "\\." + SECRET + "\\.([0-9a-f-]{36})?\\.([A-Za-z0-9_-]*)");

    static OpenIdAttempt begin(RandomGenerator random, Optional<UUID> linking, String to) {
        String page = to == null || to.length() > LONGEST_PAGE ? "" : to;
        return new OpenIdAttempt(secret(random), secret(random), secret(random), linking, page);
    }

    static Optional<OpenIdAttempt> read(String cookie) {
        Matcher parts = COOKIE.matcher(cookie);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OpenIdAttempt(
                    parts.group(1),
                    parts.group(2),
                    parts.group(3),
                    Optional.ofNullable(parts.group(4)).map(UUID::fromString),
                    new String(Base64.getUrlDecoder().decode(parts.group(5)), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    String cookie() {
        return String.join(
                ".",
                state,
                nonce,
                verifier,
                linking.map(UUID::toString).orElse(""),
                Base64.getUrlEncoder().withoutPadding().encodeToString(to.getBytes(StandardCharsets.UTF_8)));
    }

    boolean isAnsweredBy(String returnedState) {
        return returnedState != null
                && MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8), returnedState.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(RandomGenerator random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Secrets are in no log. */
    @Override
    public String toString() {
        return "OpenIdAttempt";
    }
}
