/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Grade;
import khue.samplelms.school.LineItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    @TempDir
    Path directory;

    private Options options() {
        return Options.defaults().withDirectory(directory);
    }

    private static String keys(SampleLms lms) throws Exception {
        return JWKSet.parse(Visitor.nobody(lms).get(lms.addresses().jwks()).body())
                .toString();
    }

    @Test
    void findsToolsActivitiesGradesAndKeysAfterARestart() throws Exception {
        String clientId;
        String keysBefore;
        try (SampleLms lms = SampleLms.start(options());
                FakeTool tool = FakeTool.registeredAt(lms)) {
            clientId = tool.clientId();
            keysBefore = keys(lms);
            lms.school().save(new Activity("10", clientId, "Vườn trường em", "", tool.launchUri(), Map.of("a", "b")));
            lms.school().save(new LineItem("11", clientId, "10", "Vườn", 10, "", "", "", Map.of()));
            lms.school()
                    .changeGrade(
                            "11",
                            "4",
                            before -> new Grade(
                                    "11",
                                    "4",
                                    7.5,
                                    "Tốt",
                                    "Completed",
                                    "FullyGraded",
                                    Instant.parse("2026-11-22T05:00:00.25Z")));
            lms.school()
                    .changeGrade(
                            "11", "5", before -> new Grade("11", "5", null, "", "Submitted", "Pending", Instant.EPOCH));
        }
        try (SampleLms lms = SampleLms.start(options())) {
            assertThat(lms.school().findTool(clientId)).isPresent();
            assertThat(lms.school().findActivity("10").orElseThrow().custom()).containsEntry("a", "b");
            assertThat(lms.school().findGrade("11", "4").flatMap(Grade::score)).contains(7.5);
            assertThat(lms.school().findGrade("11", "5").map(Grade::score)).contains(Optional.empty());
            assertThat(keys(lms)).isEqualTo(keysBefore);
        }
    }

    @Test
    void givesNoIdTwice() throws Exception {
        String before;
        try (SampleLms lms = SampleLms.start(options());
                FakeTool tool = FakeTool.registeredAt(lms)) {
            before = tool.registered().deploymentId();
        }
        try (SampleLms lms = SampleLms.start(options());
                FakeTool tool = FakeTool.registeredAt(lms)) {
            assertThat(tool.registered().deploymentId()).isNotEqualTo(before);
        }
    }

    @Test
    void doesNotStartOverAFileItCannotRead() throws Exception {
        Files.writeString(directory.resolve("sample-lms.json"), "{ not JSON");

        assertThatThrownBy(() -> SampleLms.start(options()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sample-lms.json");
    }
}
