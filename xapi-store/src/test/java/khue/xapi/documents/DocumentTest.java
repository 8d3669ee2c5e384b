/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import khue.xapi.http.Failure;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    private static final RequestJson JSON = new RequestJson(Limits.USUAL);

    @Test
    void hasTheSha1OfItsContentInQuotesAsEntityTag() {
        assertThat(new Document("text/plain", "abc".getBytes(StandardCharsets.UTF_8)).etag())
                .isEqualTo("\"a9993e364706816aba3e25717850c26c9cd0d89d\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"x\":\"foo\",\"y\":\"bar\"} | {\"x\":\"bash\",\"z\":\"faz\"} | {\"x\":\"bash\",\"y\":\"bar\",\"z\":\"faz\"}",
                "{\"a\":{\"b\":1,\"c\":2}} | {\"a\":{\"b\":3}} | {\"a\":{\"b\":3}}",
                "{\"a\" : 1.50E1, \"b\":[ 1 ]} | { \"c\":1e2 } | {\"a\":1.50E1,\"b\":[ 1 ],\"c\":1e2}",
                "{\"a\":1} | {\"a\":null} | {\"a\":null}",
                "{} | {} | {}",
                "{\"a\\\"b\":true} | {\"ê🎓\":\"\\u00ea\"} | {\"a\\\"b\":true,\"ê🎓\":\"\\u00ea\"}",
            })
    void mergesTopLevelPropertiesAndKeepsTheTextOfEachValue(String existing, String posted, String merged) {
        Document result = json(existing).mergedWith(json(posted), JSON);

        assertThat(new String(result.content(), StandardCharsets.UTF_8)).isEqualTo(merged);
        assertThat(result.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"a\"", "1", "null"})
    void refusesToMergeJsonThatIsNoObject(String other) {
        isRefused(() -> json("{}").mergedWith(json(other), JSON), "documents-not-mergeable");
        isRefused(() -> json(other).mergedWith(json("{}"), JSON), "documents-not-mergeable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1", "{}{", "{\"a\":1,\"a\":2}", ""})
    void refusesJsonThatIsNotWellFormed(String broken) {
        assertThatThrownBy(() -> json("{}").mergedWith(json(broken), JSON)).isInstanceOf(Failure.class);
        isRefused(() -> json(broken).isWhatItSays(JSON), "json-malformed");
    }

    @Test
    void refusesToMergeWhatDoesNotCallItselfJson() {
        Document text = new Document("text/plain", "{}".getBytes(StandardCharsets.UTF_8));

        isRefused(() -> text.mergedWith(json("{}"), JSON), "documents-not-mergeable");
        isRefused(() -> json("{}").mergedWith(text, JSON), "documents-not-mergeable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=UTF-8", "application/json;charset=utf-8"})
    void knowsJsonByItsMediaType(String type) {
        assertThat(new Document(type, new byte[0]).isJson()).isTrue();
    }

    private static Document json(String text) {
        return new Document("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void isRefused(Runnable work, String code) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.status()).isEqualTo(400);
            assertThat(failure.code()).isEqualTo(code);
        });
    }
}
