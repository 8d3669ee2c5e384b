/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The xAPI Profile that our statements follow: {@code xapi/profile.jsonld} with this installation's IRI base in the place of {@code {P}}.
 * What holds for every statement stands in the file once, as {@code rulesOfEveryTemplate}; in the document it is in each template, because
 * the specification (xAPI Profiles 1.0, part two, 8.0) knows of no other place.
 */
final class Profile {

    static final String MEDIA_TYPE = "application/ld+json";

    private static final String COMMON = "rulesOfEveryTemplate";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Profile() {}

    static ObjectNode document(String iriBase) {
        try (InputStream file = Profile.class.getResourceAsStream("/xapi/profile.jsonld")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("{P}", iriBase);
            ObjectNode document = (ObjectNode) JSON.readTree(text);
            ArrayNode common = (ArrayNode) document.remove(COMMON);
            document.get("templates")
                    .forEach(template -> ((ArrayNode) template.get("rules")).addAll(common.deepCopy()));
            return document;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
