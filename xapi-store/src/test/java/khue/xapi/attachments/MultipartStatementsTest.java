/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import khue.xapi.http.LimitExceeded;
import khue.xapi.http.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartStatementsTest {

    private static final Limits SMALL = new Limits(2048, 10, 1024, 3072, 1024, 16, 1024, 10, 60, 600);

    @TempDir
    private Path directory;

    @Test
    void readsDataAsOftenAsWanted() throws IOException {
        String data = "some data";

        try (MultipartStatements body = body("{}", part(data), part(data), part("x"))) {
            assertThat(body.statements()).isEqualTo("{}");
            Map<Sha2, SpooledContent> received = body.attachments(List.of(declared(data), declared("x")));

            SpooledContent content = received.get(declared(data).sum());
            assertThat(received).hasSize(2);
            assertThat(content.size()).isEqualTo(9);
            for (int i = 0; i < 2; i++) {
                assertThat(content.open().readAllBytes()).isEqualTo(bytes(data));
            }
        }
    }

    @Test
    void leavesNothingOnDiskWhateverHappens() throws IOException {
        MultipartStatements complete = body("{}", part("data"));
        complete.statements();
        complete.attachments(List.of(declared("data")));
        complete.close();

        MultipartStatements refused = body("{}", part("data"), part("not declared"));
        refused.statements();
        assertThatThrownBy(() -> refused.attachments(List.of(declared("data")))).isInstanceOf(MalformedMultipart.class);
        refused.close();

        body("{}").close();

        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void hasNoNameOnDiskWhileItIsInUse() throws IOException {
        try (MultipartStatements body = body("{}", part("data"))) {
            body.statements();
            body.attachments(List.of(declared("data")));

            // So that a killed process leaves nothing behind.
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void refusesTooLargeStatements() throws IOException {
        try (MultipartStatements body = body("[" + " ".repeat(2047) + "]")) {
            assertThatThrownBy(body::statements).isInstanceOfSatisfying(LimitExceeded.class, refused -> {
                assertThat(refused.status()).isEqualTo(413);
                assertThat(refused.code()).isEqualTo("body-too-large");
                assertThat(refused.limit()).isEqualTo(2048);
            });
        }
    }

    @Test
    void takesAnAttachmentOfTheLimitAndNamesALargerOneByItsPlace() throws IOException {
        String largest = "x".repeat(1024);
        try (MultipartStatements body = body("{}", part(largest))) {
            body.statements();
            assertThat(body.attachments(List.of(declared(largest)))).hasSize(1);
        }

        String larger = "x".repeat(1025);
        try (MultipartStatements body = body("{}", part(larger))) {
            body.statements();
            assertThatThrownBy(() -> body.attachments(List.of(declared(larger))))
                    .isInstanceOfSatisfying(LimitExceeded.class, refused -> {
                        assertThat(refused.status()).isEqualTo(413);
                        assertThat(refused.code()).isEqualTo("attachment-too-large");
                        assertThat(refused.limit()).isEqualTo(1024);
                        assertThat(refused.pointer()).contains("/attachments/0");
                    });
        }
    }

    @Test
    void refusesMoreThanTheLimitInAllParts() throws IOException {
        String[] data = {"a".repeat(1000), "b".repeat(1000), "c".repeat(1000)};
        try (MultipartStatements body = body("{}", part(data[0]), part(data[1]), part(data[2]))) {
            assertThatThrownBy(() -> {
                        body.statements();
                        body.attachments(Stream.of(data)
                                .map(MultipartStatementsTest::declared)
                                .toList());
                    })
                    .isInstanceOfSatisfying(LimitExceeded.class, refused -> {
                        assertThat(refused.code()).isEqualTo("request-too-large");
                        assertThat(refused.limit()).isEqualTo(3072);
                    });
        }
    }

    private MultipartStatements body(String statements, String... parts) {
        StringBuilder body = new StringBuilder("--b\r\nContent-Type: application/json\r\n\r\n" + statements);
        for (String part : parts) {
            body.append("\r\n--b\r\n").append(part);
        }
        body.append("\r\n--b--");
        return new MultipartStatements(
                new ByteArrayInputStream(bytes(body.toString())),
                "multipart/mixed; boundary=b",
                SMALL,
                new Spool(directory));
    }

    private static String part(String data) {
        return "Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: "
                + declared(data).sha2() + "\r\n\r\n" + data;
    }

    private static DeclaredAttachment declared(String data) {
        MessageDigest sha256 = Sha2.newDigest("SHA-256");
        return new DeclaredAttachment(
                "/attachments/0", HexFormat.of().formatHex(sha256.digest(bytes(data))), "text/plain");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
