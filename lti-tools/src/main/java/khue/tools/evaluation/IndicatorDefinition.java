/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * An indicator that the store can compute.
 *
 * @param title in the reader's language
 * @param unit what its value is, such as {@code share}
 * @param breakdowns what it can be cut by, the usual one first
 */
public record IndicatorDefinition(String id, int version, String title, String unit, List<String> breakdowns) {

    static IndicatorDefinition of(JsonNode json, Locale locale) {
        return new IndicatorDefinition(
                json.path("id").asText(),
                json.path("version").asInt(),
                json.path("title").path(locale.getLanguage()).asText(),
                json.path("unit").asText(),
                StreamSupport.stream(json.path("breakdowns").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }
}
