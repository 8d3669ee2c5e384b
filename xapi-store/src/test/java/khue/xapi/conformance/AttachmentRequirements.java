/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachments' data, in and out. */
abstract class AttachmentRequirements extends InBothEditions {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/mixed;.*boundary=\"?([^\";]+)\"?.*");

    private final String activity = "http://example.vn/attachments/" + UUID.randomUUID();
    private final byte[] content = ("dữ liệu\r\n--" + activity + "\0").getBytes(StandardCharsets.UTF_8);

    @Test
    @Requirement({"XAPI-00127", "XAPI-00128", "XAPI-00130", "XAPI-00132", "XAPI-00133", "XAPI-00134", "XAPI-00135"})
    void aStatementBringsItsAttachment() {
        Sample sample = withAttachment(content);

        send(Multipart.of(sample).attachment(content)).is(200);

        assertThat(store().stored(sample.id()).get("attachments"))
                .isEqualTo(sample.json().get("attachments"));
    }

    @Test
    @Requirement({"XAPI-00127", "XAPI-00144"})
    void aPutBringsItsAttachmentToo() {
        Sample sample = withAttachment(content);

        store().statements()
                .with("statementId", sample.id())
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .put(Multipart.of(sample).attachment(content).bytes())
                .is(204);

        store().stored(sample.id());
    }

    @Test
    @Requirement({"XAPI-00127", "XAPI-00133"})
    void aBatchSharesAnAttachment() {
        Sample one = withAttachment(content);
        Sample two = withAttachment(content);

        send(Multipart.of(List.of(one, two)).attachment(content)).is(200);

        store().stored(one.id());
        store().stored(two.id());
    }

    @ParameterizedTest
    @Requirement("XAPI-00127")
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=" + Multipart.BOUNDARY,
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/octet-stream"
            })
    void anotherContentTypeIsRefused(String contentType) {
        Sample sample = withAttachment(content);

        store().statements()
                .header("Content-Type", contentType)
                .post(Multipart.of(sample).attachment(content).bytes())
                .is(400);

        isNotKept(sample);
    }

    @Test
    @Requirement("XAPI-00128")
    void aPartThatNoStatementMentionsIsRefused() {
        Sample sample = withAttachment(content);
        byte[] other = "other".getBytes(StandardCharsets.UTF_8);

        send(Multipart.of(sample).attachment(content).attachment(other)).is(400);
        send(Multipart.of(Sample.about(activity)).attachment(other)).is(400);

        isNotKept(sample);
    }

    @Test
    @Requirement("XAPI-00129")
    void asJsonEachAttachmentHasAnAddress() {
        Sample sample = withAttachment(content);

        store().refuses(sample.with("/attachments/0/fileUrl", "-"));
        store().accepts(sample.with("/attachments/0/fileUrl", "'http://example.vn/files/1'"));
    }

    @Test
    @Requirement("XAPI-00128")
    void anAttachmentWithoutDataAndAddressIsRefused() {
        Sample sample = withAttachment(content);

        send(Multipart.of(sample)).is(400);

        isNotKept(sample);
    }

    @Test
    @Requirement({"XAPI-00130", "XAPI-00131"})
    void partsAreSeparatedByTheBoundaryThatIsNamed() {
        Sample sample = withAttachment(content);
        byte[] body = Multipart.of(sample).attachment(content).bytes();

        for (String contentType :
                List.of("multipart/mixed", "multipart/mixed; boundary=", "multipart/mixed; boundary=another")) {
            store().statements().header("Content-Type", contentType).post(body).is(400);
        }
        String once =
                new String(body, StandardCharsets.ISO_8859_1).replace("\r\n--" + Multipart.BOUNDARY + "\r\n", "\r\n");
        store().statements()
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .post(once.getBytes(StandardCharsets.ISO_8859_1))
                .is(400);

        isNotKept(sample);
    }

    @Test
    @Requirement("XAPI-00132")
    void eachPartNamesItsHash() {
        Sample sample = withAttachment(content);

        send(Multipart.of(sample)
                        .part(content, "Content-Type: application/octet-stream", "Content-Transfer-Encoding: binary"))
                .is(400);
        send(Multipart.of(sample)
                        .part(
                                content,
                                "Content-Type: application/octet-stream",
                                "Content-Transfer-Encoding: binary",
                                "X-Experience-API-Hash: " + "0".repeat(64)))
                .is(400);

        isNotKept(sample);
    }

    @Test
    @Requirement("XAPI-00132")
    void aPartIsWhatItsHashSays() {
        Sample sample = withAttachment(content);
        byte[] changed = content.clone();
        changed[0]++;

        send(Multipart.of(sample)
                        .part(
                                changed,
                                "Content-Type: application/octet-stream",
                                "Content-Transfer-Encoding: binary",
                                "X-Experience-API-Hash: " + Multipart.sha256(content)))
                .is(400);

        isNotKept(sample);
    }

    @Test
    @Requirement("XAPI-00133")
    void theFirstPartHoldsAllStatements() {
        Sample one = withAttachment(content);
        Sample two = withAttachment(content);
        byte[] second = two.toString().getBytes(StandardCharsets.UTF_8);

        send(Multipart.of(one).part(second, "Content-Type: application/json").attachment(content))
                .is(400);
        send(new Multipart().attachment(content).part(second, "Content-Type: application/json"))
                .is(400);

        isNotKept(one);
        isNotKept(two);
    }

    @Test
    @Requirement("XAPI-00134")
    void theFirstPartIsJson() {
        Sample sample = withAttachment(content);
        byte[] json = sample.toString().getBytes(StandardCharsets.UTF_8);

        send(new Multipart().part(json, "Content-Type: text/plain").attachment(content))
                .is(400);

        isNotKept(sample);
    }

    @ParameterizedTest
    @Requirement("XAPI-00135")
    @ValueSource(strings = {"X-Other: 1", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: 7bit"})
    void eachFurtherPartIsBinary(String header) {
        Sample sample = withAttachment(content);

        send(Multipart.of(sample)
                        .part(
                                content,
                                "Content-Type: application/octet-stream",
                                header,
                                "X-Experience-API-Hash: " + Multipart.sha256(content)))
                .is(400);

        isNotKept(sample);
    }

    @Test
    @Requirement({"XAPI-00161", "XAPI-00165"})
    void withoutTheParameterAnAnswerIsJson() {
        Sample sample = withAttachment(content);
        send(Multipart.of(sample).attachment(content)).is(200);

        for (Call call : List.of(
                store().statements().with("activity", activity),
                store().statements().with("activity", activity).with("attachments", false),
                store().statements().with("statementId", sample.id()).with("attachments", false))) {
            Answer answer = call.get().is(200);
            assertThat(answer.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(answer.text()).doesNotContain("dữ liệu");
        }
    }

    @Test
    @Requirement({"XAPI-00161", "XAPI-00167", "XAPI-00150", "XAPI-00151"})
    void withTheParameterAnAnswerBringsTheData() {
        Sample sample = withAttachment(content);
        send(Multipart.of(sample).attachment(content)).is(200);

        for (Call call : List.of(
                store().statements().with("activity", activity).with("attachments", true),
                store().statements().with("statementId", sample.id()).with("attachments", true))) {
            Answer answer = call.get().is(200);
            Matcher type = BOUNDARY.matcher(answer.header("Content-Type").orElseThrow());
            assertThat(type.matches()).isTrue();
            List<String> parts = List.of(new String(answer.bytes(), StandardCharsets.ISO_8859_1)
                    .split("\r?\n?--" + Pattern.quote(type.group(1))));
            assertThat(parts).hasSize(4);
            assertThat(parts.get(1))
                    .containsIgnoringCase("Content-Type: application/json")
                    .contains(sample.id());
            assertThat(parts.get(2))
                    .containsIgnoringCase("Content-Transfer-Encoding: binary")
                    .containsIgnoringCase("X-Experience-API-Hash: " + Multipart.sha256(content))
                    .endsWith(new String(content, StandardCharsets.ISO_8859_1));
            assertThat(parts.get(3)).startsWith("--");
        }
    }

    private Answer send(Multipart body) {
        return store().statements()
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .post(body.bytes());
    }

    private void isNotKept(Sample sample) {
        store().statements().with("statementId", sample.id()).get().is(404);
    }

    private Sample withAttachment(byte[] content) {
        return Sample.about(activity).with("/attachments", """
                        [{'usageType':'http://example.vn/usage/text','display':{'vi':'Tệp'},
                          'contentType':'application/octet-stream','length':%d,'sha2':'%s'}]""".formatted(content.length, Multipart.sha256(content)));
    }
}
