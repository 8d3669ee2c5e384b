/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.evaluation.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * A table of reference data.
 *
 * @param all how many rows it has
 * @param from the first of {@code rows}, which are some of them
 */
public record ReferenceTable(
        String name, String title, List<Column> columns, int all, int from, List<List<String>> rows) {

    /**
     * A column of the table and of its file.
     *
     * @param holds what kind of value, such as {@code day}
     */
    public record Column(String name, String title, String explanation, String holds, boolean required) {}

    static ReferenceTable of(JsonNode json, CellWords words) {
        Locale locale = words.locale();
        List<Column> columns = StreamSupport.stream(json.path("columns").spliterator(), false)
                .map(column -> new Column(
                        column.path("name").asText(),
                        said(column.path("title"), locale),
                        said(column.path("explanation"), locale),
                        column.path("kind").asText(),
                        column.path("required").asBoolean()))
                .toList();
        JsonNode rows = json.path("rows");
        return new ReferenceTable(
                json.path("name").asText(),
                said(json.path("title"), locale),
                columns,
                rows.isNumber() ? rows.asInt() : json.path("all").asInt(),
                json.path("from").asInt(),
                StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> columns.stream()
                                .map(column -> words.of(
                                        column.name(), row.path(column.name()).asText()))
                                .toList())
                        .toList());
    }

    static String said(JsonNode message, Locale locale) {
        return message.path(locale.getLanguage()).asText();
    }
}
