/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A value inside a body together with its pointer: what a rule looks at, and where it reports to.
 *
 * <p>The pointer is put together when a fault is reported: most statements have none.
 */
final class Place {

    private static final int MOST_VIOLATIONS = 50;
    private static final int LONGEST_QUOTE = 80;

    private final JsonNode value;
    private final Place parent;
    private final Object name;
    private final List<Violation> violations;

    /**
     * @param pointer of this value, where it is not part of another
     * @param violations where faults are collected, up to a bound that keeps an answer readable
     */
    Place(JsonNode value, String pointer, List<Violation> violations) {
        this(value, null, pointer, violations);
    }

    /** @param name of the property, or index in the array, that this value is; without a parent the pointer itself */
    private Place(JsonNode value, Place parent, Object name, List<Violation> violations) {
        this.value = value;
        this.parent = parent;
        this.name = name;
        this.violations = violations;
    }

    JsonNode value() {
        return value;
    }

    String pointer() {
        return parent == null ? name() : parent.pointer() + "/" + escape(name());
    }

    void violates(Rule rule, String detail) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(pointer(), rule, detail));
        }
    }

    Place at(String property) {
        return new Place(value.path(property), this, property, violations);
    }

    Place at(int index) {
        return new Place(value.path(index), this, index, violations);
    }

    boolean has(String property) {
        return value.has(property);
    }

    boolean hasText(String property, String text) {
        return value.path(property).isTextual()
                && value.path(property).textValue().equals(text);
    }

    Optional<Place> find(String property) {
        return has(property) ? Optional.of(at(property)) : Optional.empty();
    }

    /** Whether this is a JSON object that holds no property but {@code known} ones; reports what is not so. */
    boolean isObjectOf(Set<String> known) {
        if (!isObject()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            if (!known.contains(property.getKey())) {
                at(property.getKey())
                        .violates(Rule.KNOWN_PROPERTY, "no such property here; known are " + sorted(known));
            }
        }
        return true;
    }

    boolean isObject() {
        return is(value.isObject(), "an object");
    }

    boolean isText() {
        return is(value.isTextual(), "a string");
    }

    boolean isNumber() {
        return is(value.isNumber(), "a number");
    }

    void isBoolean() {
        is(value.isBoolean(), "true or false");
    }

    boolean isArray() {
        return is(value.isArray(), "an array");
    }

    void requires(String property) {
        if (!has(property)) {
            violates(Rule.REQUIRED_PROPERTY, "the property " + property + " is missing");
        }
    }

    /** Applies a rule to a property that may be absent. */
    void optional(String property, Consumer<Place> rule) {
        if (has(property)) {
            rule.accept(at(property));
        }
    }

    /** Applies a rule to a property that has to be there. */
    void required(String property, Consumer<Place> rule) {
        requires(property);
        optional(property, rule);
    }

    void eachElement(Consumer<Place> rule) {
        for (int i = 0; i < value.size(); i++) {
            rule.accept(at(i));
        }
    }

    void eachProperty(Consumer<Place> rule) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            rule.accept(new Place(property.getValue(), this, property.getKey(), violations));
        }
    }

    /** Whether this is a string of the form; reports what is not so. */
    boolean isTextWith(Predicate<String> form, Rule rule, String expected) {
        if (!isText()) {
            return false;
        }
        if (!form.test(value.textValue())) {
            violates(rule, quote(value.textValue()) + " is not " + expected);
            return false;
        }
        return true;
    }

    String name() {
        return name.toString();
    }

    private boolean is(boolean typeFits, String expected) {
        if (value.isNull()) {
            violates(Rule.NO_NULL, "null is allowed in extensions only");
            return false;
        }
        if (!typeFits) {
            violates(Rule.JSON_TYPE, "expected " + expected);
        }
        return typeFits;
    }

    private static String quote(String text) {
        return '"' + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + '"';
    }

    private static String escape(String property) {
        return property.replace("~", "~0").replace("/", "~1");
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }
}
