/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;

/** How this store handles JSON: strict, bounded, and without ever turning a number into a float. */
public final class Json {

    /** In characters. No measurement has as many digits; arithmetic with them stays cheap. */
    static final int LONGEST_NUMBER = 400;

    /** In characters. The longest names are IRIs of extensions. */
    static final int LONGEST_NAME = 4096;

    // What is kept may be older than today's limits, so these are the largest that the limits can be set to.
    private static final ObjectMapper MAPPER = mapper(Limits.DEEPEST, Limits.LONGEST_STRING);

    private static final JsonFactory SCANNER = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEEPEST)
                    .maxStringLength(Limits.LONGEST_STRING)
                    .build())
            .build();

    private Json() {}

    /** For what the store kept or made itself; a request's JSON is read by {@link RequestJson}. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Reads what the store kept once more, without checking again what was checked when it came. */
    public static JsonParser scanner(byte[] utf8) throws IOException {
        return SCANNER.createParser(utf8);
    }

    /** As above. */
    public static JsonParser scanner(String text) throws IOException {
        return SCANNER.createParser(text);
    }

    public static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.createGenerator(out);
    }

    static ObjectMapper mapper(int deepest, int longestString) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(deepest)
                        .maxStringLength(longestString)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
