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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of a request that is read into memory, so it has a limit. */
public final class RequestBody {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);

    private RequestBody() {}

    /** @throws LimitExceeded beyond {@code largest} bytes, see {@link Limits#body()} */
    public static String readJson(HttpServletRequest request, int largest) throws IOException {
        contentTypeIsJson(request);
        return decodeUtf8(readBytes(request, largest));
    }

    // RFC 8259, 8.1: JSON that is exchanged between systems is UTF-8; the media type defines no charset parameter.
    private static void charsetIsUtf8(String type) {
        Matcher charset = CHARSET.matcher(type);
        if (charset.find() && !charset.group(1).equalsIgnoreCase("utf-8")) {
            throw new Failure(
                    415,
                    "charset-not-utf-8",
                    new Message(
                            "JSON phải ở dạng UTF-8; hãy bỏ charset khác khỏi Content-Type.",
                            "JSON has to be UTF-8; leave another charset out of Content-Type."));
        }
    }

    /** A body of any type, for example a document. */
    public static byte[] readBytes(HttpServletRequest request, int largest) throws IOException {
        if (request.getContentLengthLong() > largest) {
            throw tooLarge(largest);
        }
        try (InputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes(largest + 1);
            if (body.length > largest) {
                throw tooLarge(largest);
            }
            return body;
        }
    }

    /** What is answered to a body of more than {@code largest} bytes. */
    public static LimitExceeded tooLarge(long largest) {
        return new LimitExceeded(
                413,
                "body-too-large",
                largest,
                new Message(
                        "Phần thân lớn hơn " + largest + " byte. Hãy chia thành nhiều lần gửi.",
                        "The body is larger than " + largest + " bytes. Send it in several requests."));
    }

    /** Whether the body comes in parts, statements first and then their attachments. */
    public static boolean isMultipart(HttpServletRequest request) {
        return essence(request).equals("multipart/mixed");
    }

    private static void contentTypeIsJson(HttpServletRequest request) {
        if (!essence(request).equals("application/json")) {
            throw Failure.badRequest(
                    "content-type-not-json",
                    "Phần thân phải có Content-Type là application/json, hoặc multipart/mixed khi gửi câu xAPI.",
                    "The body must have the Content-Type application/json, or multipart/mixed for statements.");
        }
        charsetIsUtf8(request.getContentType());
    }

    private static String essence(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The text of bytes that have to be UTF-8. */
    public static String decodeUtf8(byte[] body) {
        // Three times as fast as the decoder that says what is wrong; but it puts this sign in the place of a fault.
        String text = new String(body, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : decodeStrictly(body);
    }

    private static String decodeStrictly(byte[] body) {
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
