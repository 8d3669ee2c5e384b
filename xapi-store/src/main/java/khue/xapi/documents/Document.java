/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import khue.xapi.http.Failure;
import khue.xapi.http.RequestBody;
import khue.xapi.http.RequestJson;
import khue.xapi.http.TaggedAnswer;

/**
 * The contents of a document.
 *
 * @param contentType as it was sent
 * @param content any bytes; nobody changes them
 */
public record Document(String contentType, byte[] content) {

    private static final String JSON = "application/json";

    String etag() {
        return TaggedAnswer.etag(content);
    }

    boolean isJson() {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    /** @throws Failure 400 when it calls itself JSON and is not */
    void isWhatItSays(RequestJson json) {
        if (isJson()) {
            JsonText.check(text(), json);
        }
    }

    /**
     * This document with the properties of a posted one: each top-level property is taken whole, and keeps its text.
     *
     * @throws Failure 400 when either is not a JSON object
     * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#json-procedure-with-requirements">
     *     Communication 2.2, JSON procedure</a>
     */
    Document mergedWith(Document posted, RequestJson json) {
        if (!isJson() || !posted.isJson()) {
            throw notMergeable();
        }
        Map<String, String> properties = new LinkedHashMap<>(JsonText.properties(text(), json));
        properties.putAll(JsonText.properties(posted.text(), json));
        return new Document(posted.contentType, JsonText.object(properties).getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        return RequestBody.decodeUtf8(content);
    }

    static Failure notMergeable() {
        return Failure.badRequest(
                "documents-not-mergeable",
                "POST vào tài liệu đã có chỉ trộn được hai đối tượng JSON (application/json). Hãy dùng PUT để thay cả"
                        + " tài liệu.",
                "A POST to a document that exists merges two JSON objects (application/json), and one of these is none."
                        + " Replace the whole document by PUT.");
    }
}
