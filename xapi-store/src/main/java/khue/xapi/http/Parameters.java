/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The parameters of a request: each there once at most, and none that the request does not take.
 *
 * <p>Read from the query string alone. A servlet's own parameters mix in the fields of a form, and swallow a body that
 * calls itself one.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#32-error-codes">Communication
 *     3.2</a>
 */
public final class Parameters {

    private static final int MOST = 100;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    public static Parameters of(HttpServletRequest request) {
        return new Parameters(
                parse(Optional.ofNullable(request.getQueryString()).orElse("")));
    }

    /**
     * The fields of a query string or form (application/x-www-form-urlencoded, in UTF-8).
     *
     * @throws Failure 400 when it is not well-formed, or a name occurs twice
     */
    static Map<String, String> parse(String encoded) {
        Map<String, String> values = new TreeMap<>();
        String[] fields = encoded.split("&", MOST + 1);
        if (fields.length > MOST) {
            throw new LimitExceeded(
                    400,
                    "parameters-too-many",
                    MOST,
                    new Message(
                            "Yêu cầu có hơn " + MOST + " tham số.",
                            "The request has more than " + MOST + " parameters."));
        }
        for (String field : fields) {
            if (!field.isEmpty()) {
                String[] parts = field.split("=", 2);
                String name = decode(parts[0]);
                if (values.put(name, parts.length == 1 ? "" : decode(parts[1])) != null) {
                    throw Failure.badRequest(
                            "parameter-repeated",
                            "Tham số " + name + " xuất hiện nhiều lần.",
                            "The parameter " + name + " occurs more than once.");
                }
            }
        }
        return values;
    }

    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    // Communication 3.2: a request with parameters "which the LRS does not recognize in their intended context" is
    // refused: https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#32-error-codes
    public void areAmong(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw Failure.badRequest(
                        "parameter-unknown",
                        "Yêu cầu này không có tham số " + name + ".",
                        "This request does not take the parameter " + name + ".");
            }
        }
    }

    /**
     * A parameter's value, or empty when it is not there.
     *
     * @param reading the value of a text, empty when the text is not of the form
     * @param expected the form in words, as {@code a UUID}
     */
    public <T> Optional<T> find(String name, Function<String, Optional<T>> reading, String expected) {
        if (!has(name)) {
            return Optional.empty();
        }
        String text = values.get(name);
        // PostgreSQL keeps no NUL, and nobody means one.
        Optional<T> value = text.indexOf('\0') >= 0 ? Optional.empty() : reading.apply(text);
        if (value.isEmpty()) {
            throw Failure.badRequest(
                    "parameter-malformed",
                    "Tham số " + name + " không đúng dạng.",
                    "The parameter " + name + " is not " + expected + ".");
        }
        return value;
    }

    /** The value of a parameter that has to be there; otherwise as {@link #find}. */
    public <T> T require(String name, Function<String, Optional<T>> reading, String expected) {
        return find(name, reading, expected)
                .orElseThrow(() -> Failure.badRequest(
                        "parameter-missing",
                        "Thiếu tham số " + name + ".",
                        "The parameter " + name + " is missing; it is " + expected + "."));
    }

    /** @param encoded one character for each byte, as on the wire */
    private static String decode(String encoded) {
        try {
            byte[] utf8 =
                    URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            throw notUrlEncoded();
        }
    }

    private static Failure notUrlEncoded() {
        return Failure.badRequest(
                "parameters-not-url-encoded",
                "Chuỗi truy vấn (hoặc biểu mẫu) không được mã hoá URL đúng cách bằng UTF-8.",
                "The query string (or form) is not URL-encoded UTF-8.");
    }
}
