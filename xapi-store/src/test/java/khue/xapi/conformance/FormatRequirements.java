/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How statements are written: JSON, types, letter case, formats. */
abstract class FormatRequirements extends InBothEditions {

    @ParameterizedTest
    @Requirement({"XAPI-00003", "XAPI-00004", "XAPI-00005"})
    @ValueSource(strings = {"/actor", "/verb", "/object"})
    void actorVerbAndObjectAreRequired(String property) {
        store().refuses(Sample.statement().without(property));
    }

    @Test
    @Requirement({"XAPI-00003", "XAPI-00004", "XAPI-00005"})
    void actorVerbAndObjectAreEnough() {
        store().accepts(Sample.about("http://example.vn/enough"));
    }

    @ParameterizedTest
    @Requirement("XAPI-00001")
    @ValueSource(
            strings = {
                "/id",
                "/actor",
                "/actor/name",
                "/verb/display",
                "/verb/display/vi",
                "/object/objectType",
                "/object/definition",
                "/object/definition/name/vi",
                "/object/definition/choices/0/id",
                "/result/response",
                "/result/score/raw",
                "/context/registration",
                "/context/team/member/0",
                "/timestamp"
            })
    void nullIsNoValue(String place) {
        refuses(place, "null");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00001", "XAPI-00119", "XAPI-00120"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /object/definition/extensions | null
                /result/extensions            | null
                /context/extensions           | null
                /object/definition/extensions | ''
                /result/extensions            | {}
                /context/extensions           | [null,{'a':null}]
                """)
    void anExtensionHoldsAnything(String extensions, String value) {
        Sample sample = Sample.statement().with(extensions, "{'http://example.vn/ext/any':" + value + "}");

        store().statements().with("statementId", sample.id()).put(sample).is(204);

        assertThat(store().stored(sample.id()).at(extensions))
                .isEqualTo(sample.json().at(extensions));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00118", "XAPI-00078", "XAPI-00057", "XAPI-00120"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /object/definition/extensions | {'shoe':1}
                /result/extensions            | {'shoe':1}
                /context/extensions           | {'':1}
                /object/definition/extensions | 'x'
                /result/extensions            | []
                /context/extensions           | 1
                """)
    void extensionsAreAnObjectWhoseKeysAreIris(String extensions, String value) {
        refuses(extensions, value);
    }

    @ParameterizedTest
    @Requirement("XAPI-00006")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /actor                                   | 'Bình'
                /actor/name                              | 12
                /actor/name                              | {}
                /verb                                    | ['http://example.vn/verbs/did']
                /verb/id                                 | 12
                /object                                  | true
                /object/definition                       | 'lesson'
                /object/definition/correctResponsesPattern | 'a'
                /object/definition/choices               | {'id':'a'}
                /object/definition/choices/0             | 'a'
                /object/definition/choices/0/description | 'A'
                /result                                  | []
                /result/success                          | 'true'
                /result/completion                       | 1
                /result/response                         | true
                /result/score                            | 1
                /result/score/max                        | '100'
                /context                                 | 'here'
                /context/contextActivities               | []
                /context/platform                        | 1
                /context/revision                        | {}
                /context/language                        | 1
                /timestamp                               | 1759302000
                /attachments                             | {}
                /version                                 | 1.0
                """)
    void everyPropertyHasItsType(String place, String value) {
        refuses(place, value);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00007", "XAPI-00011"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /id                           | ''
                /actor/mbox                   | ''
                /actor/mbox                   | 'binh@example.vn'
                /verb/id                      | ''
                /verb/id                      | 'example.vn/verbs/did'
                /object/id                    | ''
                /object/id                    | 'lesson'
                /object/definition/type       | 'lesson'
                /object/definition/moreInfo   | 'more'
                /context/registration         | ''
                /context/language             | ''
                /context/instructor/account/homePage | 'example.vn'
                /context/team/member/0/openid | 'binh'
                /timestamp                    | ''
                /result/duration              | ''
                """)
    void aStringWithAFormatFollowsIt(String place, String value) {
        refuses(place, value);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00008", "XAPI-00010"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /Actor                         | {'mbox':'mailto:binh@example.vn'}
                /Verb                          | {'id':'http://example.vn/verbs/did'}
                /Timestamp                     | '2026-10-01T07:00:00Z'
                /actor/Name                    | 'Bình'
                /verb/Display                  | {'vi':'x'}
                /object/definition/moreinfo    | 'http://example.vn/more'
                /result/Score                  | {'raw':1}
                /result/score/Raw              | 1
                /context/contextActivities/Parent | [{'id':'http://example.vn/activities/p'}]
                """)
    void propertiesAreWrittenInTheirLetterCase(String place, String value) {
        refuses(place, value);
    }

    @ParameterizedTest
    @Requirement("XAPI-00009")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /actor/objectType                     | 'agent'
                /object/objectType                    | 'activity'
                /object/definition/interactionType    | 'Choice'
                /context/team/objectType              | 'group'
                /context/statement/objectType         | 'statementRef'
                """)
    void namedValuesAreWrittenInTheirLetterCase(String place, String value) {
        refuses(place, value);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00013", "XAPI-00121"})
    @ValueSource(strings = {"a12345678", "vi-", "tiếng Việt", "-vi", "12"})
    void aLanguageMapsKeysAreLanguageTags(String tag) {
        refuses("/verb/display", "{'" + tag + "':'x'}");
        refuses("/object/definition/name", "{'" + tag + "':'x'}");
        refuses("/object/definition/description", "{'" + tag + "':'x'}");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00013", "XAPI-00121"})
    @ValueSource(strings = {"vi", "en-US", "zh-Hant-TW", "sr-Latn-RS", "es-419", "x-truong"})
    void aLanguageMapTakesEveryTagOfRfc5646(String tag) {
        accepts("/verb/display", "{'" + tag + "':'x'}");
    }

    @Test
    @Requirement("XAPI-00002")
    void numbersComeBackAsTheyWereSent() {
        String id = UUID.randomUUID().toString();
        String numbers =
                "{\"scaled\":0.12345678901234567,\"raw\":1.50E1,\"min\":-3.4028234663852886E38,\"max\":3.4e38}";
        store().statements()
                .post(Sample.about("http://example.vn/numbers")
                        .with("/id", "'" + id + "'")
                        .with("/result", "{'score':{}}")
                        .toString()
                        .replace("{\"score\":{}}", "{\"score\":" + numbers + "}"))
                .is(200);

        assertThat(store().statements().with("statementId", id).get().is(200).text())
                .contains(numbers);
    }

    @ParameterizedTest
    @Requirement("XAPI-00014")
    @ValueSource(strings = {"", "{", "{}", "null", "12", "'text'", "{'actor':}", "[{]", "{'a':1,}", "{'id' 'x'}"})
    void aStatementIsAWellFormedJsonObject(String body) {
        store().statements().post(body.replace('\'', '"')).is(400);
        store().statements()
                .with("statementId", UUID.randomUUID())
                .put(body.replace('\'', '"'))
                .is(400);
    }

    @Test
    @Requirement("XAPI-00015")
    void textIsUtf8() {
        Sample sample = Sample.statement().with("/actor/name", "'Đặng Thị Ngọc 😀 \\u0111'");

        assertThat(store().accepts(sample).at("/actor/name").textValue()).isEqualTo("Đặng Thị Ngọc 😀 đ");
    }

    @Test
    @Requirement("XAPI-00015")
    void bytesThatAreNotUtf8AreRefused() {
        byte[] before = "{\"actor\":{\"mbox\":\"mailto:a@example.vn\",\"name\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] after = "\"},\"verb\":{\"id\":\"http://example.vn/v\"},\"object\":{\"id\":\"http://example.vn/o\"}}"
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream latin1 = new ByteArrayOutputStream();
        latin1.writeBytes(before);
        latin1.write(0xC4);
        latin1.writeBytes(after);

        store().statements().post(latin1.toByteArray()).is(400);
    }

    @Test
    @Requirement("XAPI-00026")
    void aStatementWithoutAnIdGetsOne() {
        Answer answer = store().statements()
                .post(Sample.about("http://example.vn/no-id").without("/id"))
                .is(200);

        String id = answer.json().get(0).textValue();
        assertThat(UUID.fromString(id)).hasToString(id);
        assertThat(store().stored(id).get("id").textValue()).isEqualTo(id);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00027", "XAPI-00028", "XAPI-00029", "XAPI-00030"})
    @ValueSource(
            strings = {
                "'fd41c918-b88b-4b20-a0a5-a4c32391aaa'",
                "'gd41c918-b88b-4b20-a0a5-a4c32391aaa0'",
                "'fd41c918b88b4b20a0a5a4c32391aaa0'",
                "'{fd41c918-b88b-4b20-a0a5-a4c32391aaa0}'",
                "12345"
            })
    void everyUuidHasTheStandardForm(String uuid) {
        refuses("/id", uuid);
        refuses("/context/registration", uuid);
        refuses("/context/statement/id", uuid);
        store().refuses(Sample.forOtherObjects().with("/object", "{'objectType':'StatementRef','id':" + uuid + "}"));
    }

    @ParameterizedTest
    @Requirement("XAPI-00012")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                statementId       | not-a-uuid
                voidedStatementId | not-a-uuid
                agent             | {"mbox":"binh@example.vn"}
                agent             | {"mbox":"mailto:a@example.vn","openid":"http://example.vn/a"}
                agent             | mailto:a@example.vn
                verb              | did
                activity          | lesson
                registration      | not-a-uuid
                since             | yesterday
                until             | 2026-13-01T00:00:00Z
                limit             | -1
                limit             | many
                related_agents    | maybe
                related_activities| 1
                ascending         | upwards
                format            | pretty
                attachments       | maybe
                """)
    void aParameterFollowsTheFormatOfItsType(String parameter, String value) {
        store().statements().with(parameter, value).get().is(400);
    }
}
