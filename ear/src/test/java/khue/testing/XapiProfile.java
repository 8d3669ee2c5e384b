/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An xAPI Profile as whoever reads it checks statements against it: xAPI Profiles 1.0, part two, 8.0 and 8.1. */
public final class XapiProfile {

    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[([^]]+)]");

    private static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    private final JsonNode profile;

    public XapiProfile(JsonNode profile) {
        this.profile = profile;
    }

    /** The profile at an address, read as any stranger does. */
    public static XapiProfile at(String address) {
        try {
            return new XapiProfile(
                    new ObjectMapper().readTree(URI.create(address).toURL()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wrong with statements that say they follow this profile; empty when nothing is. */
    public List<String> violations(Iterable<JsonNode> statements) {
        List<String> violations = new ArrayList<>();
        for (JsonNode statement : statements) {
            // A voiding statement is xAPI's own kind, of no profile (xAPI 1.0.3, part 2, 2.3.2).
            if (!statement.at("/verb/id").asText().equals(VOIDED)) {
                violations.addAll(violations(statement));
            }
        }
        return violations;
    }

    public List<String> violations(JsonNode statement) {
        String what = statement.at("/verb/id").asText() + " "
                + statement.at("/object/definition/type").asText();
        if (!ids(statement, "category").contains(profile.at("/versions/0/id").asText())) {
            return List.of(what + ": not of this profile's version");
        }
        List<JsonNode> matching = all(profile.path("templates"))
                .filter(template -> determines(template, statement))
                .toList();
        if (matching.isEmpty()) {
            return List.of(what + ": no template");
        }
        return matching.stream()
                .flatMap(template -> all(template.path("rules"))
                        .filter(rule -> !follows(rule, statement))
                        .map(rule -> what + ": " + rule))
                .toList();
    }

    private static boolean determines(JsonNode template, JsonNode statement) {
        return template.path("verb").asText().equals(statement.at("/verb/id").asText())
                && template.path("objectActivityType")
                        .asText()
                        .equals(statement.at("/object/definition/type").asText())
                && all(template.path("contextGroupingActivityType"))
                        .allMatch(type -> types(statement, "grouping").contains(type.asText()));
    }

    /** 8.1: presence, any, all and none of one rule; a recommended place that is empty asks for nothing. */
    private static boolean follows(JsonNode rule, JsonNode statement) {
        List<JsonNode> found = at(rule.path("location").asText(), statement);
        String presence = rule.path("presence").asText();
        if (presence.equals("excluded")) {
            return found.isEmpty();
        }
        if (found.isEmpty()) {
            return presence.equals("recommended") || presence.isEmpty() && !rule.has("any");
        }
        return (!rule.has("any") || found.stream().anyMatch(value -> isIn(rule.path("any"), value)))
                && (!rule.has("all") || found.stream().allMatch(value -> isIn(rule.path("all"), value)))
                && (!rule.has("none") || found.stream().noneMatch(value -> isIn(rule.path("none"), value)));
    }

    /** The values at a JSONPath of members, quoted members, unions, indices and stars. */
    static List<JsonNode> at(String path, JsonNode root) {
        List<JsonNode> here = List.of(root);
        Matcher steps = STEP.matcher(path);
        while (steps.find()) {
            String step = steps.group(1) == null ? steps.group(2) : "'" + steps.group(1) + "'";
            here = here.stream().flatMap(node -> children(node, step)).toList();
        }
        return here;
    }

    private static Stream<JsonNode> children(JsonNode node, String step) {
        if (step.equals("*")) {
            return all(node);
        }
        return Stream.of(step.split(","))
                .map(String::strip)
                .map(one -> one.startsWith("'")
                        ? node.get(one.substring(1, one.length() - 1))
                        : node.get(Integer.parseInt(one)))
                .filter(child -> child != null && !child.isNull());
    }

    private static boolean isIn(JsonNode values, JsonNode value) {
        return all(values).anyMatch(value::equals);
    }

    private static List<String> ids(JsonNode statement, String kind) {
        return all(statement.at("/context/contextActivities/" + kind))
                .map(activity -> activity.path("id").asText())
                .toList();
    }

    private static List<String> types(JsonNode statement, String kind) {
        return all(statement.at("/context/contextActivities/" + kind))
                .map(activity -> activity.at("/definition/type").asText())
                .toList();
    }

    private static Stream<JsonNode> all(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
