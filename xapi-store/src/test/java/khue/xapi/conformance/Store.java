/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import khue.xapi.ServerForTests;
import khue.xapi.model.XapiVersion;

/** The store as a client of one edition meets it, with a key that may do everything. */
record Store(XapiVersion version) {

    static final String VERSION_HEADER = "X-Experience-API-Version";

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** A request to a resource such as {@code /statements}, with the headers that every request needs. */
    Call to(String resource) {
        return new Call(URI.create(ServerForTests.address() + "/xapi" + resource))
                .header("Authorization", authorization())
                .header(VERSION_HEADER, version.latestPatch())
                .header("Content-Type", "application/json");
    }

    Call statements() {
        return to("/statements");
    }

    /** Follows a relative address that the store gave. */
    Call follow(String address) {
        return new Call(URI.create(ServerForTests.address()).resolve(address))
                .header("Authorization", authorization())
                .header(VERSION_HEADER, version.latestPatch());
    }

    /** Stores a statement, and gives it back as the store then tells it. */
    JsonNode accepts(Sample sample) {
        statements().post(sample).is(200);
        return stored(sample.id());
    }

    JsonNode stored(String id) {
        return statements().with("statementId", id).get().is(200).json();
    }

    /**
     * A statement whose last change breaks a rule: it is refused as the client's fault, for a fault at that place, and
     * nothing of it is kept.
     */
    void refuses(Sample sample) {
        JsonNode failure = statements().post(sample).is(400).json();
        assertThat(failure.path("code").asText()).isEqualTo("statement-rejected");
        assertThat(Answer.texts(failure.path("violations"), "pointer"))
                .as("the place of %s in %s", sample, failure)
                .isNotEmpty()
                .anyMatch(pointer ->
                        pointer.startsWith(sample.changed()) || sample.changed().startsWith(pointer));
        if (UUID_FORM.matcher(sample.id()).matches()) {
            statements().with("statementId", sample.id()).get().is(404);
        }
    }

    static String authorization() {
        return basic(ServerForTests.KEYS.get("khue.lrs.key"), ServerForTests.KEYS.get("khue.lrs.secret"));
    }

    static String basic(String key, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
