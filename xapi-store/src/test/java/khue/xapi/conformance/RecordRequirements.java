/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement says about itself: timestamp, stored, authority, version. */
abstract class RecordRequirements extends InBothEditions {

    @ParameterizedTest
    @Requirement({"XAPI-00022", "XAPI-00123"})
    @ValueSource(
            strings = {
                "2026-10-01T07:00:00Z",
                "2026-10-01T07:00:00.123Z",
                "2026-10-01T07:00:00+07:00",
                "2026-10-01T07:00:00.123456-05:30",
                "2024-02-29T23:59:59+00:00"
            })
    void aTimestampOfIso8601IsTakenAndMeansTheSameAfterwards(String timestamp) {
        JsonNode stored = store().accepts(Sample.statement().with("/timestamp", "'" + timestamp + "'"));

        Instant sent = OffsetDateTime.parse(timestamp).toInstant();
        assertThat(OffsetDateTime.parse(stored.get("timestamp").textValue()).toInstant())
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00022", "XAPI-00123"})
    @ValueSource(
            strings = {
                "'yesterday'",
                "'01/10/2026'",
                "'2026-10-01'",
                "'2026-02-30T00:00:00Z'",
                "'2026-10-01T25:00:00Z'",
                "'2026-10-01T07:00:00-00:00'",
                "'2026-10-01T07:00:00-00'",
                "'2026-10-01T07:00:00-0000'",
                "1759302000"
            })
    void anotherTimestampIsRefused(String timestamp) {
        refuses("/timestamp", timestamp);
        store().refuses(Sample.withSubStatement().with("/object/timestamp", timestamp));
    }

    @Test
    @Requirement("XAPI-00122")
    void aTimestampKeepsItsMilliseconds() {
        JsonNode stored = store().accepts(Sample.statement().with("/timestamp", "'2026-10-01T07:00:00.123Z'"));

        assertThat(Instant.parse(stored.get("timestamp").textValue()))
                .isEqualTo(Instant.parse("2026-10-01T07:00:00.123Z"));
        assertThat(stored.get("stored").textValue()).matches(".*:\\d\\d\\.\\d{3,9}Z");
    }

    @Test
    @Requirement("XAPI-TIMESTAMP-OF-STORE")
    void aStatementWithoutATimestampHappenedWhenItWasStored() {
        JsonNode stored = store().accepts(Sample.statement().without("/timestamp"));

        assertThat(stored.get("timestamp")).isEqualTo(stored.get("stored"));
    }

    @Test
    @Requirement("XAPI-TIMESTAMP-FUTURE")
    void aTimestampInTheFutureIsNoFault() {
        Instant soon = Instant.now().plus(10, ChronoUnit.MINUTES);

        store().accepts(Sample.statement().with("/timestamp", "'" + soon + "'"));
    }

    @Test
    @Requirement({"XAPI-00023", "XAPI-00097"})
    void theStoreSaysItselfWhenItStoredAStatement() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Sample sample = Sample.statement().with("/stored", "'2011-07-15T00:00:00Z'");

        Instant stored = Instant.parse(store().accepts(sample).get("stored").textValue());

        assertThat(stored).isBetween(before, Instant.now().plusMillis(1));
    }

    @ParameterizedTest
    @Requirement("XAPI-00023")
    @ValueSource(strings = {"'now'", "1759302000", "'2026-10-01'", "{}"})
    void aSentStoredIsATimestampToo(String stored) {
        refuses("/stored", stored);
    }

    @Test
    @Requirement("XAPI-00099")
    void theStoreSaysWhoVouchesForAStatement() {
        JsonNode authority = store().accepts(Sample.statement()).get("authority");

        assertThat(authority.path("objectType").asText()).isEqualTo("Agent");
        assertThat(authority.at("/account/name").textValue()).isEqualTo("everything");
    }

    @ParameterizedTest
    @Requirement({"XAPI-00024", "XAPI-00098", "XAPI-00100"})
    @ValueSource(
            strings = {
                "'Bình'",
                "{}",
                "{'name':'Bình'}",
                "{'objectType':'Activity','id':'http://example.vn/activities/1'}",
                "{'objectType':'Group','mbox':'mailto:class@example.vn'}",
                "{'objectType':'Group','member':[{'mbox':'mailto:a@example.vn'}]}",
                "{'objectType':'Group','member':[{'mbox':'mailto:a@example.vn'},{'mbox':'mailto:b@example.vn'},"
                        + "{'mbox':'mailto:c@example.vn'}]}",
                "{'objectType':'Group','mbox':'mailto:class@example.vn','member':[{'mbox':'mailto:a@example.vn'},"
                        + "{'mbox':'mailto:b@example.vn'}]}"
            })
    void anAuthorityIsAnAgentOrThePairOfOAuth(String authority) {
        refuses("/authority", authority);
    }

    @ParameterizedTest
    @Requirement("XAPI-00024")
    @ValueSource(
            strings = {
                "{'mbox':'mailto:a@example.vn'}",
                "{'objectType':'Group','member':[{'account':{'homePage':'http://example.vn/oauth','name':'app'}},"
                        + "{'mbox':'mailto:a@example.vn'}]}"
            })
    void aSentAuthorityIsTaken(String authority) {
        accepts("/authority", authority);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00101", "XAPI-00330", "XAPI-00332"})
    @ValueSource(strings = {"1.0.0", "1.0.2", "1.0.9"})
    void aStatementKeepsTheVersionItWasSentWith(String sent) {
        Sample sample = Sample.statement().with("/version", "'" + sent + "'");

        assertThat(store().accepts(sample).get("version").textValue()).isEqualTo(sent);
    }

    @ParameterizedTest
    @Requirement("XAPI-00101")
    @ValueSource(strings = {"'0.9.9'", "'1.1.0'", "'1'", "'2.1.0'", "'3.0.0'", "''", "'latest'", "1.0"})
    void anUnknownVersionIsRefused(String version) {
        refuses("/version", version);
    }

    @Test
    @Requirement({"XAPI-00101", "XAPI-VERSION"})
    void aStatementOfVersion2BelongsInARequestOfVersion2() {
        Sample second = Sample.statement().with("/version", "'2.0.0'");

        if (version == XapiVersion.V2) {
            assertThat(store().accepts(second).get("version").textValue()).isEqualTo("2.0.0");
        } else {
            store().refuses(second);
        }
    }

    @Test
    @Requirement("XAPI-00332")
    void aStatementWithoutAVersionGetsThatOfItsEdition() {
        assertThat(store().accepts(Sample.statement()).get("version").textValue())
                .isEqualTo(version == XapiVersion.V2 ? "2.0.0" : "1.0.0");
    }

    @Test
    @Requirement("XAPI-TIMESTAMP-UTC")
    void aTimestampWithAnotherOffsetIsTakenAndToldInUtcIn20() {
        Sample sample = Sample.statement().with("/timestamp", "'2026-10-01T07:00:00.250+07:00'");

        String timestamp = store().accepts(sample).get("timestamp").textValue();

        if (version == XapiVersion.V2) {
            assertThat(timestamp).isEqualTo("2026-10-01T00:00:00.250Z");
        }
        assertThat(OffsetDateTime.parse(timestamp).toInstant()).isEqualTo(Instant.parse("2026-10-01T00:00:00.250Z"));
    }

    @ParameterizedTest
    @Requirement({"XAPI-00025", "XAPI-00102", "XAPI-00103", "XAPI-00104", "XAPI-00105", "XAPI-00106", "XAPI-00107"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /attachments               | {}
                /attachments               | 'file'
                /attachments               | ['file']
                /attachments               | [1]
                /attachments/0/usageType   | -
                /attachments/0/usageType   | 'usage'
                /attachments/0/usageType   | 1
                /attachments/0/display     | -
                /attachments/0/display     | 'Tệp'
                /attachments/0/display     | {'a12345678':'x'}
                /attachments/0/description | ['Một tệp']
                /attachments/0/contentType | -
                /attachments/0/contentType | 'text'
                /attachments/0/contentType | 1
                /attachments/0/length      | -
                /attachments/0/length      | '27'
                /attachments/0/length      | 27.5
                /attachments/0/length      | -1
                /attachments/0/sha2        | -
                /attachments/0/sha2        | 1
                /attachments/0/sha2        | 'abc'
                /attachments/0/fileUrl     | 'file'
                /attachments/0/fileUrl     | 1
                /attachments/0/colour      | 'red'
                """)
    void anAttachmentIsDescribedInItsForm(String place, String value) {
        store().refuses(withAttachment().with(place, value));
    }

    @Test
    @Requirement({"XAPI-00025", "XAPI-00102", "XAPI-00103", "XAPI-00104", "XAPI-00105", "XAPI-00106", "XAPI-00107"})
    void anAttachmentWithAnAddressNeedsNoData() {
        Sample sample = withAttachment();

        assertThat(store().accepts(sample).get("attachments"))
                .isEqualTo(sample.json().get("attachments"));
    }

    private static Sample withAttachment() {
        return Sample.statement().with("/attachments", """
                [{'usageType':'http://example.vn/usage/photo','display':{'vi':'Tệp'},'description':{'vi':'Một tệp'},
                  'contentType':'text/plain; charset=utf-8','length':27,
                  'sha2':'495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a',
                  'fileUrl':'http://example.vn/files/%s'}]""".formatted(UUID.randomUUID()));
    }
}
