/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Statements of every kind that the standard allows in 2.0, the same ones for the same seed; and wrong ones close to them. */
public final class RandomStatements {

    private static final List<String> LANGUAGES = List.of("vi", "en", "en-GB", "zh-Hant", "und", "vi-VN");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "1.0",
            "1.50",
            "0.10",
            "1e0",
            "1E+2",
            "2.5e-3",
            "12345678901234567890",
            "0.1234567890123456789",
            "1e300",
            "1e-300",
            "1E999999999",
            "100");
    private static final List<String> SCALED = List.of("0", "1", "-1", "0.5", "1.0", "-1.00", "1e-3", "0.1E1");
    private static final List<String> DURATIONS = List.of("PT4H35M59.14S", "P4W", "P1Y2M3D", "PT0.001S", "PT16559.14S");
    private static final List<String> TIMES = List.of(
            "2026-09-05T07:30:00Z",
            "2026-09-05T07:30:00.123456789Z",
            "2026-09-05T14:30:00+07:00",
            "1999-12-31T23:59:59.9Z",
            "2026-02-28T00:00:00-11:30");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "học sinh lớp 7A",
            "🎓👩‍🎓",
            "\u0001\t\n",
            "\u2028",
            "\"quoted\" \\ /",
            "\uFEFF",
            "e\u0301",
            "<script>",
            "%00",
            "עברית");
    private static final List<String> INTERACTIONS = List.of(
            "true-false",
            "choice",
            "fill-in",
            "long-fill-in",
            "matching",
            "performance",
            "sequencing",
            "likert",
            "numeric",
            "other");

    private final Random random;

    public RandomStatements(long seed) {
        this.random = new Random(seed);
    }

    public ObjectNode statement() {
        ObjectNode statement = object();
        maybe(() -> statement.put("id", uuid()));
        statement.set("actor", agentOrGroup());
        statement.set("verb", verb());
        boolean aboutAnActivity = fillObject(statement, true);
        maybe(() -> statement.set("result", result()));
        maybe(() -> statement.set("context", context(aboutAnActivity)));
        maybe(() -> statement.put("timestamp", pick(TIMES)));
        maybe(() -> statement.set("attachments", list(this::attachment)));
        return statement;
    }

    /** The statement with one change at a random place, which may make it wrong. */
    public ObjectNode mutated(ObjectNode statement) {
        ObjectNode changed = statement.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(changed, containers);
        JsonNode container = pick(containers);
        if (container instanceof ArrayNode array) {
            int at = random.nextInt(array.size());
            if (random.nextBoolean()) {
                array.remove(at);
            } else {
                array.set(at, nonsense());
            }
        } else {
            change((ObjectNode) container);
        }
        return changed;
    }

    /** Any JSON value. */
    public JsonNode nonsense() {
        return nonsense(0);
    }

    private void change(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = pick(names);
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name, nonsense());
            case 2 -> object.set(text(), object.remove(name));
            case 3 -> object.set(pick(List.of("objectType", "mbox", "id", "definition", "member", "x")), nonsense());
            default -> object.put(name, object.path(name).asText() + text());
        }
    }

    private JsonNode nonsense(int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> JsonNodeFactory.instance.nullNode();
            case 1 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 2 -> JsonNodeFactory.instance.rawValueNode(new RawValue(pick(NUMBERS)));
            case 3 -> JsonNodeFactory.instance.textNode(pick(TIMES));
            case 4 -> JsonNodeFactory.instance.textNode(iri());
            case 5 -> JsonNodeFactory.instance.textNode(text());
            case 6 -> list(() -> nonsense(depth + 1));
            default -> {
                ObjectNode object = object();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(
                            random.nextBoolean() ? text() : pick(List.of("id", "objectType", "mbox")),
                            nonsense(depth + 1));
                }
                yield object;
            }
        };
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
        }
        node.forEach(child -> collect(child, containers));
    }

    /** @return whether the object is an activity */
    private boolean fillObject(ObjectNode statement, boolean subStatementIsAllowed) {
        int kind = random.nextInt(subStatementIsAllowed ? 8 : 7);
        statement.set(
                "object",
                switch (kind) {
                    case 0, 1, 2, 3 -> activity();
                    case 4 -> agent().put("objectType", "Agent");
                    case 5 -> group();
                    case 6 -> object().put("objectType", "StatementRef").put("id", uuid());
                    default -> subStatement();
                });
        return kind <= 3;
    }

    private ObjectNode subStatement() {
        ObjectNode statement = object().put("objectType", "SubStatement");
        statement.set("actor", agentOrGroup());
        statement.set("verb", verb());
        boolean aboutAnActivity = fillObject(statement, false);
        maybe(() -> statement.set("result", result()));
        maybe(() -> statement.set("context", context(aboutAnActivity)));
        maybe(() -> statement.put("timestamp", pick(TIMES)));
        return statement;
    }

    private ObjectNode verb() {
        ObjectNode verb = object().put("id", iri());
        maybe(() -> verb.set("display", languageMap()));
        return verb;
    }

    private ObjectNode agentOrGroup() {
        return random.nextInt(4) == 0 ? group() : agent();
    }

    private ObjectNode agent() {
        ObjectNode agent = identify(object());
        maybe(() -> agent.put("objectType", "Agent"));
        maybe(() -> agent.put("name", text()));
        return agent;
    }

    private ObjectNode group() {
        ObjectNode group = object().put("objectType", "Group");
        maybe(() -> group.put("name", text()));
        if (random.nextBoolean()) {
            identify(group);
            maybe(() -> group.set("member", list(this::agent)));
        } else {
            group.set("member", list(this::agent));
        }
        return group;
    }

    private ObjectNode identify(ObjectNode agent) {
        switch (random.nextInt(4)) {
            case 0 -> agent.put("mbox", "mailto:pupil" + random.nextInt(1000) + "@example.vn");
            case 1 -> agent.put("mbox_sha1sum", hex(40));
            case 2 -> agent.put("openid", "https://id.example.vn/" + random.nextInt(1000));
            default ->
                agent.set(
                        "account",
                        object().put("homePage", "https://school.example.vn/").put("name", "p" + text()));
        }
        return agent;
    }

    private ObjectNode activity() {
        ObjectNode activity = object().put("id", iri());
        maybe(() -> activity.put("objectType", "Activity"));
        maybe(() -> activity.set("definition", definition()));
        return activity;
    }

    private ObjectNode definition() {
        ObjectNode definition = object();
        maybe(() -> definition.set("name", languageMap()));
        maybe(() -> definition.set("description", languageMap()));
        maybe(() -> definition.put("type", iri()));
        maybe(() -> definition.put("moreInfo", iri()));
        maybe(() -> definition.set("extensions", extensions()));
        maybe(() -> interaction(definition));
        return definition;
    }

    private void interaction(ObjectNode definition) {
        String type = pick(INTERACTIONS);
        definition.put("interactionType", type);
        definition.set("correctResponsesPattern", array().add(text()));
        switch (type) {
            case "choice", "sequencing" -> definition.set("choices", components());
            case "likert" -> definition.set("scale", components());
            case "matching" -> {
                definition.set("source", components());
                definition.set("target", components());
            }
            case "performance" -> definition.set("steps", components());
            default -> {
                // The other types have no components.
            }
        }
    }

    private ArrayNode components() {
        ArrayNode components = array();
        for (int i = 0; i <= random.nextInt(3); i++) {
            ObjectNode component = object().put("id", "c" + i);
            maybe(() -> component.set("description", languageMap()));
            components.add(component);
        }
        return components;
    }

    private ObjectNode result() {
        ObjectNode result = object();
        maybe(() -> result.set("score", score()));
        maybe(() -> result.put("success", random.nextBoolean()));
        maybe(() -> result.put("completion", random.nextBoolean()));
        maybe(() -> result.put("response", text()));
        maybe(() -> result.put("duration", pick(DURATIONS)));
        maybe(() -> result.set("extensions", extensions()));
        return result;
    }

    private ObjectNode score() {
        ObjectNode score = object();
        maybe(() -> score.putRawValue("scaled", new RawValue(pick(SCALED))));
        maybe(() -> {
            score.putRawValue("min", new RawValue("-1E+999999998"));
            score.putRawValue("max", new RawValue("1e999999999"));
            score.putRawValue("raw", new RawValue(pick(NUMBERS)));
        });
        return score;
    }

    private ObjectNode context(boolean aboutAnActivity) {
        ObjectNode context = object();
        maybe(() -> context.put("registration", uuid()));
        maybe(() -> context.set("instructor", agentOrGroup()));
        maybe(() -> context.set("team", group()));
        maybe(() -> context.set("contextActivities", contextActivities()));
        maybe(() -> context.put("language", pick(LANGUAGES)));
        maybe(() -> context.set(
                "statement", object().put("objectType", "StatementRef").put("id", uuid())));
        maybe(() -> context.set("extensions", extensions()));
        maybe(() -> context.set(
                "contextAgents",
                list(() -> object().put("objectType", "contextAgent").set("agent", agent()))));
        maybe(() -> context.set(
                "contextGroups",
                list(() -> object().put("objectType", "contextGroup").set("group", group()))));
        if (aboutAnActivity) {
            maybe(() -> context.put("revision", text()));
            maybe(() -> context.put("platform", text()));
        }
        return context;
    }

    private ObjectNode contextActivities() {
        ObjectNode activities = object();
        for (String kind : List.of("parent", "grouping", "category", "other")) {
            maybe(() -> activities.set(kind, random.nextBoolean() ? activity() : list(this::activity)));
        }
        return activities;
    }

    private ObjectNode attachment() {
        return object().put("usageType", iri())
                .put("contentType", "image/png")
                .put("length", random.nextInt(1_000_000))
                .put("sha2", hex(64))
                .put("fileUrl", iri())
                .set("display", languageMap());
    }

    private ObjectNode languageMap() {
        ObjectNode map = object();
        for (int i = 0; i <= random.nextInt(3); i++) {
            map.put(pick(LANGUAGES), text());
        }
        return map;
    }

    private ObjectNode extensions() {
        ObjectNode extensions = object();
        for (int i = random.nextInt(3); i > 0; i--) {
            extensions.set(iri(), nonsense());
        }
        return extensions;
    }

    private String iri() {
        return pick(List.of("http://example.vn/", "https://w3id.org/xapi/", "urn:uuid:", "tag:example.vn,2026:"))
                + pick(List.of("x", "học", "a%20b", "q?r=1&s=2#f", "%F0%9F%8E%93"))
                + random.nextInt(1000);
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String text() {
        return pick(TEXTS) + (random.nextBoolean() ? "" : pick(TEXTS));
    }

    private String hex(int digits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }

    private ArrayNode list(Supplier<? extends JsonNode> element) {
        ArrayNode list = array();
        for (int i = 0; i <= random.nextInt(3); i++) {
            list.add(element.get());
        }
        return list;
    }

    private void maybe(Runnable addition) {
        if (random.nextInt(3) == 0) {
            addition.run();
        }
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
