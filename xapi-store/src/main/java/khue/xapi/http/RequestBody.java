/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The body of a request: JSON in UTF-8, no larger than the store is willing to hold in memory. */
public final class RequestBody {

    /** In bytes; a batch of some ten thousand statements of usual size. */
    public static final int LARGEST = 16 * 1024 * 1024;

    private RequestBody() {}

    public static String readJson(HttpServletRequest request) throws IOException {
        contentTypeIsJson(request);
        return decodeUtf8(readBounded(request));
    }

    private static void contentTypeIsJson(HttpServletRequest request) {
        String type = request.getContentType();
        String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (essence.equals("application/json")) {
            return;
        }
        if (essence.equals("multipart/mixed")) {
            throw new Failure(
                    415,
                    "attachments-not-supported",
                    new Message(
                            "Kho chưa nhận tệp đính kèm (multipart/mixed). Hãy gửi application/json và ghi fileUrl"
                                    + " cho từng tệp đính kèm.",
                            "This store does not take attachment data (multipart/mixed) yet. Send application/json,"
                                    + " with a fileUrl for each attachment."));
        }
        throw Failure.badRequest(
                "content-type-not-json",
                "Phần thân phải có Content-Type là application/json.",
                "The body must have the Content-Type application/json.");
    }

    private static byte[] readBounded(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LARGEST) {
            throw tooLarge();
        }
        try (InputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                throw tooLarge();
            }
            return body;
        }
    }

    private static Failure tooLarge() {
        return new Failure(
                413,
                "body-too-large",
                new Message(
                        "Phần thân lớn hơn " + LARGEST + " byte. Hãy chia thành nhiều lần gửi.",
                        "The body is larger than " + LARGEST + " bytes. Send it in several requests."));
    }

    static String decodeUtf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw Failure.badRequest(
                    "body-not-utf-8", "Phần thân không phải là UTF-8 hợp lệ.", "The body is not well-formed UTF-8.");
        }
    }
}
