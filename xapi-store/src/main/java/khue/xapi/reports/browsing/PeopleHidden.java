/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.browsing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A statement without what people are called. Our own never say it, but other systems send names and addresses along; evaluators see
 * pseudonyms and numbers of accounts.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#242-actor">Data 2.4.2, Actor</a>
 */
public final class PeopleHidden {

    /** Stands for what is not shown. */
    static final String HIDDEN = "…";

    private static final List<String> ADDRESSES = List.of("mbox", "mbox_sha1sum", "openid");
    private static final Set<String> PLACES = Set.of("actor", "authority", "instructor", "team", "member");

    private PeopleHidden() {}

    public static JsonNode in(JsonNode statement) {
        return copy(statement, false);
    }

    private static JsonNode copy(JsonNode json, boolean person) {
        if (json instanceof ArrayNode array) {
            ArrayNode copies = array.arrayNode();
            array.forEach(item -> copies.add(copy(item, person)));
            return copies;
        }
        if (!(json instanceof ObjectNode object)) {
            return json;
        }
        boolean isPerson = person
                || Stream.of("Agent", "Group")
                        .anyMatch(object.path("objectType").asText()::equals)
                || ADDRESSES.stream().anyMatch(object::has);
        ObjectNode copies = object.objectNode();
        object.properties().forEach(property -> {
            String name = property.getKey();
            if (isPerson && ADDRESSES.contains(name)) {
                copies.put(name, HIDDEN);
            } else if (isPerson && name.equals("account")) {
                copies.set(name, account(property.getValue()));
            } else if (!isPerson || !name.equals("name")) {
                copies.set(name, copy(property.getValue(), PLACES.contains(name)));
            }
        });
        return copies;
    }

    private static JsonNode account(JsonNode account) {
        boolean isAnAddress = account.path("name").asText().indexOf('@') >= 0;
        return isAnAddress && account instanceof ObjectNode object
                ? object.deepCopy().put("name", HIDDEN)
                : account;
    }
}
