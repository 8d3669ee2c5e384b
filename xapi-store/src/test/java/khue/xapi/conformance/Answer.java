/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the store answered. */
record Answer(HttpResponse<byte[]> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same answer, after a look at its status. */
    Answer is(int status) {
        assertThat(response.statusCode()).as(this::toString).isEqualTo(status);
        return this;
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    byte[] bytes() {
        return response.body();
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return JSON.readTree(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(toString(), e);
        }
    }

    /** The texts of an array, or those that a property of each of its objects holds. */
    static List<String> texts(JsonNode array, String... property) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(
                property.length == 0
                        ? element.asText()
                        : element.path(property[0]).asText()));
        return texts;
    }

    @Override
    public String toString() {
        String body = text();
        return response.request().method() + " " + response.uri() + " → " + response.statusCode() + " "
                + body.substring(0, Math.min(600, body.length()));
    }
}
