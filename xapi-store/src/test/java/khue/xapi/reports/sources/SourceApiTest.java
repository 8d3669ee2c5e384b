/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import khue.xapi.http.Json;
import khue.xapi.reports.ApiDocument;
import khue.xapi.reports.sources.Sources.Source;
import org.junit.jupiter.api.Test;

/** What docs/reference/reports-api.json says of sources is what is written, field by field. */
class SourceApiTest {

    private final ApiDocument document = new ApiDocument();

    @Test
    void describesASourceOfAList() throws IOException {
        Source known = source(Optional.of("Moodle"), new Rhythm(20, OptionalInt.of(1), 4, 3));
        Source stranger = source(Optional.empty(), new Rhythm(1, OptionalInt.empty(), 0, 10));

        assertThat(document.problems("Source", json -> SourceJson.write(known, json)))
                .isEmpty();
        assertThat(document.problems("Source", json -> SourceJson.write(stranger, json)))
                .isEmpty();
    }

    @Test
    void describesASourceByItself() throws IOException {
        Look look = new Look("https://khue.io/xapi/", Map.of(), (homePage, name) -> false);
        look.take(Json.mapper().readTree("""
                {"actor":{"account":{"homePage":"https://moodle.example.vn","name":"4"}},
                 "verb":{"id":"http://a.vn/did","display":{"en":"did"}},"object":{"id":"http://a.vn"}}"""));
        Source source = source(Optional.empty(), new Rhythm(20, OptionalInt.of(1), 0, 3));

        assertThat(document.problems("Source", json -> SourceJson.write(source, look, json)))
                .isEmpty();
    }

    private static Source source(Optional<String> label, Rhythm rhythm) {
        return new Source(UUID.randomUUID(), "key", label, Instant.EPOCH, 1, 2, 3, rhythm);
    }
}
