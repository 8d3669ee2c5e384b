/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Json;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.Fingerprints;
import khue.xapi.model.XapiVersion;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is kept is what was sent, character by character, but for what the store sets. */
class StatementTextTest {

    private static final Credential SENDER =
            new Credential("key", Set.of(Scope.ALL), new Authority("http://localhost/xapi", "key"));
    private static final Instant STORED = Instant.parse("2026-11-22T01:02:03.000004Z");

    @Property(tries = 300)
    void keepsEveryValueAsItWasWritten(@ForAll("json") String value, @ForAll("space") String space) {
        String result = "\"result\"" + space + ":" + space + "{\"extensions\":{\"http://e.vn/x\":" + value + "}}";
        String sent = "{" + space + "\"stored\":\"2000-01-01T00:00:00Z\"," + space + result + space + "," + space
                + "\"actor\":{\"mbox\":\"mailto:a@e.vn\"},\"verb\":{\"id\":\"http://e.vn/v\"},"
                + "\"object\":{\"id\":\"http://e.vn/o\"}" + space + "}";

        String kept = complete(sent);

        assertThat(kept).contains(result).doesNotContain("2000-01-01");
    }

    @Property(tries = 100)
    void changesNothingButWhatTheStoreSets(@ForAll("json") String value, @ForAll("space") String space)
            throws Exception {
        String sent = ("{'actor':{'mbox':'mailto:a@e.vn'},'verb':{'id':'http://e.vn/v'},'object':{'id':'http://e.vn/o',"
                        + "'definition':{'extensions':{'http://e.vn/x':VALUE}}},SPACE'version':'1.0.2'}")
                .replace('\'', '"')
                .replace("VALUE", value)
                .replace("SPACE", space);

        ObjectNode kept = (ObjectNode) Json.mapper().readTree(complete(sent));

        assertThat(kept.get("stored").textValue()).isEqualTo(STORED.toString());
        assertThat(kept.get("timestamp").textValue()).isEqualTo(STORED.toString());
        assertThat(kept.get("version").textValue()).isEqualTo("1.0.2");
        assertThat(kept.get("authority")).isEqualTo(SENDER.authority().toJson());
        kept.remove("id");
        kept.remove("stored");
        kept.remove("timestamp");
        kept.remove("authority");
        JsonNode original = Json.mapper().readTree(sent);
        assertThat((JsonNode) kept).isEqualTo(original);
        assertThat(StatementComparison.areSame(Json.mapper().readTree(complete(sent)), original))
                .isTrue();
    }

    private static String complete(String sent) {
        SentStatement statement =
                new StatementReader(new RequestJson(Limits.USUAL)).read(sent).get(0);
        return new ReceivedStatement(
                        UUID.randomUUID(), statement, XapiVersion.V2, SENDER, List.of(), new Fingerprints())
                .complete(STORED);
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> number = Combinators.combine(
                        Arbitraries.of("", "-"),
                        Arbitraries.of("0", "7", "10", "12345678901234567890"),
                        Arbitraries.of("", ".0", ".50", ".1234567890123456789"),
                        Arbitraries.of("", "e5", "E-7", "E+0"))
                .as((sign, whole, fraction, exponent) -> sign + whole + fraction + exponent);
        Arbitrary<String> text = Arbitraries.of("\"\"", "\"Nguyễn\"", "\"a\\\"},\\\\\"", "\"\\u00e9\\n\"", "\"🎓\"");
        Arbitrary<String> plain = Arbitraries.oneOf(number, text, Arbitraries.of("true", "false", "null", "{}", "[]"));
        return Arbitraries.recursive(
                () -> plain,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(values -> "[" + String.join(" , ", values) + "]"),
                        inner.map(value -> "{ \"stored\" :" + value + ",\"id\":1}")),
                0,
                3);
    }

    @Provide
    Arbitrary<String> space() {
        return Arbitraries.of("", " ", "\n\t ", "\r\n");
    }
}
