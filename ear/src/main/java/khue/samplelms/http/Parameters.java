/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of a query or of a posted form, in their order, with repeated names kept apart. */
public final class Parameters {
    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Reads {@code application/x-www-form-urlencoded} text; refuses broken percent-encoding. */
    public static Parameters parse(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
        }
        return new Parameters(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw Refusal.badRequest("A parameter has broken percent-encoding.");
        }
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(all -> all.get(0));
    }

    /** The value, or an empty string when the parameter is absent. */
    public String get(String name) {
        return find(name).orElse("");
    }

    public Set<String> names() {
        return values.keySet();
    }

    /** The names that occur more than once. OAuth 2.0 (RFC 6749 §3.1) forbids that. */
    public Set<String> repeated() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        values.forEach((name, all) -> map.put(name, all.get(0)));
        return map;
    }
}
