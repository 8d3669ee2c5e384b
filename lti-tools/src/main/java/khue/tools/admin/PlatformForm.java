/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import khue.tools.lti.platforms.NewPlatform;
import khue.tools.lti.platforms.Platform;
import khue.tools.lti.protocol.PlatformRegistration;

/**
 * An LMS as an administrator types it in, with what has to be mended before it can be kept.
 *
 * @param problems by field, the key of the sentence that says what is wrong
 */
record PlatformForm(Map<String, String> typed, Map<String, String> problems) {

    private static final int LONGEST = 2_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CLIENT_ID = 255;

    /** More than any LMS has; each is named in every page's security policy. */
    private static final int MOST_ORIGINS = 10;

    static PlatformForm of(
            String name,
            String issuer,
            String clientId,
            String authorization,
            String token,
            String keys,
            String audience,
            String origins) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("name", text(name));
        typed.put("issuer", text(issuer));
        typed.put("client_id", text(clientId));
        typed.put("authorization", text(authorization));
        typed.put("token", text(token));
        typed.put("keys", text(keys));
        typed.put("audience", text(audience));
        typed.put("origins", text(origins));
        Map<String, String> problems = new LinkedHashMap<>();
        requireText(typed, "name", LONGEST_NAME, problems);
        requireText(typed, "client_id", LONGEST_CLIENT_ID, problems);
        for (String url : new String[] {"issuer", "authorization", "token", "keys"}) {
            if (!isWebAddress(typed.get(url))) {
                problems.put(url, "admin.connect.problem.url");
            }
        }
        List<String> further = words(typed.get("origins"));
        if (further.size() > MOST_ORIGINS || !further.stream().allMatch(PlatformForm::isWebAddress)) {
            problems.put("origins", "admin.connect.problem.origins");
        }
        return new PlatformForm(typed, problems);
    }

    /** What is known beforehand, for a form that nobody has filled in. */
    static PlatformForm startingWith(Map<String, String> known) {
        return new PlatformForm(known, Map.of());
    }

    /** An LMS as it is, to be changed. */
    static PlatformForm of(Platform platform) {
        PlatformRegistration agreed = platform.registration();
        return of(
                platform.name(),
                agreed.issuer(),
                agreed.clientId(),
                agreed.authorizationEndpoint().toString(),
                agreed.tokenEndpoint().toString(),
                agreed.jwksUri().toString(),
                agreed.tokenAudience().orElse(""),
                String.join("\n", agreed.furtherOrigins()));
    }

    boolean isComplete() {
        return problems.isEmpty();
    }

    /** Only for a form that {@link #isComplete}. */
    NewPlatform platform() {
        return NewPlatform.of(
                typed.get("name"),
                new PlatformRegistration(
                        typed.get("issuer"),
                        typed.get("client_id"),
                        URI.create(typed.get("authorization")),
                        URI.create(typed.get("token")),
                        Optional.of(typed.get("audience")),
                        URI.create(typed.get("keys")),
                        Set.copyOf(words(typed.get("origins")))));
    }

    private static void requireText(
            Map<String, String> typed, String field, int longest, Map<String, String> problems) {
        if (typed.get(field).isEmpty() || typed.get(field).length() > longest) {
            problems.put(field, "admin.connect.problem." + field);
        }
    }

    private static boolean isWebAddress(String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return web
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && text.length() <= LONGEST;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    /** What stands between spaces, or each on a line of its own. */
    private static List<String> words(String text) {
        return Stream.of(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    private static String text(String value) {
        return Optional.ofNullable(value).orElse("").strip();
    }
}
