/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, from its query and its form alike. Which of two values counts is nobody's guess: there may be one only. */
public record Parameters(Map<String, List<String>> values) {

    /**
     * Reads them as browsers write them.
     *
     * @param query what stands after the question mark; null when there is none
     * @param form the body of a form post; empty when there is none
     * @throws LaunchRejected when an escape is broken
     * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">URL Standard, application/x-www-form-urlencoded parsing</a>
     */
    public static Parameters of(String query, String form) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : ((query == null ? "" : query) + "&" + form).split("&")) {
            if (!part.isEmpty()) {
                String[] pair = part.split("=", 2);
                values.computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>())
                        .add(pair.length == 2 ? decoded(pair[1]) : "");
            }
        }
        return new Parameters(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new LaunchRejected(LaunchReason.PARAMETER_UNUSABLE, "an escape is broken");
        }
    }

    /**
     * A parameter that may be left out; an empty one counts as left out.
     *
     * @param longest in characters
     * @throws LaunchRejected when it was sent twice, is too long or holds a control character
     */
    public Optional<String> optional(String name, int longest) {
        List<String> sent = values.getOrDefault(name, List.of());
        if (sent.size() > 1) {
            throw new LaunchRejected(LaunchReason.PARAMETER_REPEATED, name + " was sent " + sent.size() + " times");
        }
        Optional<String> value = sent.stream().filter(text -> !text.isBlank()).findFirst();
        value.ifPresent(text -> {
            if (text.length() > longest) {
                throw new LaunchRejected(
                        LaunchReason.PARAMETER_UNUSABLE,
                        name + " has " + text.length() + " characters, more than " + longest);
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new LaunchRejected(LaunchReason.PARAMETER_UNUSABLE, name + " holds a control character");
            }
        });
        return value;
    }
}
