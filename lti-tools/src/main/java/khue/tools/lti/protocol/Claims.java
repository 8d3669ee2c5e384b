/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims as they came. A member of the wrong type counts as left out: what is required is then missing, what is optional is not there. */
final class Claims {

    private static final int LONGEST_TEXT = 10_000;

    private final ObjectNode members;

    Claims(ObjectNode members) {
        this.members = members;
    }

    boolean has(String name) {
        return members.hasNonNull(name);
    }

    /** A text that is not blank and not absurdly long, without the blanks around it. */
    Optional<String> text(String name) {
        return text(members.path(name));
    }

    /** A text that is nobody's business but the sender's: exactly as it came, be it empty. */
    Optional<String> opaque(String name) {
        return Optional.ofNullable(members.path(name).textValue());
    }

    /** A text of at most {@code longest} ASCII characters that can be seen, as identifiers in LTI are; exactly as it came. */
    Optional<String> identifier(String name, int longest) {
        JsonNode value = members.path(name);
        return Optional.ofNullable(value.isTextual() ? value.textValue() : null)
                .filter(text -> !text.isBlank() && text.length() <= longest)
                .filter(text -> text.chars().allMatch(character -> character >= ' ' && character <= '~'));
    }

    /** The texts of a list; a single text counts as a list of one. */
    List<String> texts(String name) {
        JsonNode value = members.path(name);
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        });
        return texts;
    }

    Optional<Boolean> flag(String name) {
        JsonNode value = members.path(name);
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }

    /**
     * A NumericDate: seconds since 1970, a fraction allowed, before the year 10000.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-2">RFC 7519, §2</a>
     */
    Optional<Instant> time(String name) {
        JsonNode value = members.path(name);
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() >= 253_402_300_800d) {
            return Optional.empty();
        }
        return Optional.of(
                Instant.ofEpochMilli(value.decimalValue().movePointRight(3).longValue()));
    }

    /** The claims inside a claim; none when it is not an object. */
    Claims object(String name) {
        return new Claims(members.path(name) instanceof ObjectNode object ? object : Json.newObject());
    }

    /** The objects of a list. */
    List<Claims> objects(String name) {
        List<Claims> objects = new ArrayList<>();
        members.path(name).forEach(element -> {
            if (element instanceof ObjectNode object) {
                objects.add(new Claims(object));
            }
        });
        return objects;
    }

    /** The members that are texts, numbers or booleans, as texts. */
    Map<String, String> plainMembers() {
        Map<String, String> plain = new LinkedHashMap<>();
        members.properties().forEach(member -> {
            if (member.getValue().isNumber() || member.getValue().isBoolean()) {
                plain.put(member.getKey(), member.getValue().asText());
            } else {
                text(member.getValue()).ifPresent(value -> plain.put(member.getKey(), value));
            }
        });
        return plain;
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.isTextual() ? value.textValue() : null)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_TEXT)
                .filter(text -> text.indexOf('\0') < 0);
    }
}
