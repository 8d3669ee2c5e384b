/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A body of multipart/mixed, part by part. */
final class Multipart {

    static final String BOUNDARY = "a-boundary-of-the-tests";
    static final String CONTENT_TYPE = "multipart/mixed; boundary=" + BOUNDARY;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** Statements first, as they should be. */
    static Multipart of(Object statements) {
        return new Multipart()
                .part(statements.toString().getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    /** An attachment with the headers it needs. */
    Multipart attachment(byte[] content) {
        return part(
                content,
                "Content-Type: application/octet-stream",
                "Content-Transfer-Encoding: binary",
                "X-Experience-API-Hash: " + sha256(content));
    }

    Multipart part(byte[] content, String... headers) {
        text("--" + BOUNDARY + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
        body.writeBytes(content);
        text("\r\n");
        return this;
    }

    byte[] bytes() {
        text("--" + BOUNDARY + "--\r\n");
        return body.toByteArray();
    }

    private void text(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
