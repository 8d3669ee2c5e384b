/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import jakarta.activation.MimeType;
import jakarta.activation.MimeTypeParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a multipart body part by part, holding one buffer of it in memory.
 *
 * <p>Strict where leniency would change data: a line ends with CR LF only, a delimiter needs the one before it, and the
 * body has to be closed. What stands before the first delimiter and after the last one is ignored, as the standard says.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1">RFC 2046, 5.1</a>
 */
public final class MultipartReader {

    private static final int BUFFER = 64 * 1024;
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    /** RFC 2045, 5.1 wants quotes around a value with "="; some clients, jxapi for one, leave them out. */
    private static final Pattern UNQUOTED_BOUNDARY = Pattern.compile("(?i)(;\\s*boundary=)([^\";\\s]+)");

    private static final Pattern BOUNDARY =
            Pattern.compile("[0-9A-Za-z'()+_,\\-./:=? ]{0,69}[0-9A-Za-z'()+_,\\-./:=?]");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \\t]*:(.*)", Pattern.DOTALL);

    private final InputStream in;

    /** CR LF, two hyphens, the boundary. */
    private final byte[] delimiter;

    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private boolean atEndOfInput;

    /** How many of the bytes from {@code position} on belong to the body for certain. */
    private int certain;

    private boolean atDelimiter;
    private boolean closed;

    /** @param contentType the header of the request, which names the boundary */
    public MultipartReader(InputStream in, String contentType) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary(contentType)).getBytes(StandardCharsets.US_ASCII);
        // The first delimiter may stand at the very beginning; with a line end before it, it is like all others.
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    private static String boundary(String contentType) {
        try {
            String quoted = UNQUOTED_BOUNDARY.matcher(contentType).replaceFirst("$1\"$2\"");
            String boundary = new MimeType(quoted).getParameter("boundary");
            if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
                throw MalformedMultipart.because(
                        "its Content-Type needs the parameter boundary, of 1 to 70 characters that RFC 2046 allows");
            }
            return boundary;
        } catch (MimeTypeParseException malformed) {
            throw MalformedMultipart.because("its Content-Type cannot be read (" + malformed.getMessage() + ")");
        }
    }

    /**
     * The next part; what is left of the one before is skipped. Empty behind the last part.
     *
     * @throws MalformedMultipart when the body is not well-formed or ends too early
     */
    public Optional<Part> next() throws IOException {
        if (closed) {
            return Optional.empty();
        }
        skipBody();
        position += delimiter.length;
        atDelimiter = false;
        certain = 0;
        String restOfLine = restOfDelimiterLine();
        if (restOfLine.equals("--")) {
            closed = true;
            return Optional.empty();
        }
        Map<String, String> headers = headers();
        findDelimiter();
        return Optional.of(new Part(headers, new Body()));
    }

    private void skipBody() throws IOException {
        while (!atDelimiter || certain > 0) {
            if (certain == 0) {
                refill();
            }
            position += certain;
            certain = 0;
        }
    }

    /** What follows the boundary: nothing before another part, two hyphens at the end; spaces behind it are padding. */
    private String restOfDelimiterLine() throws IOException {
        StringBuilder rest = new StringBuilder();
        boolean padding = false;
        for (int c = read(); c != '\r'; c = read()) {
            boolean space = c == ' ' || c == '\t';
            boolean hyphen = c == '-' && !padding && rest.length() < 2;
            padding |= space;
            if (c == -1 && rest.toString().equals("--")) {
                return "--";
            }
            if (!space && !hyphen) {
                throw MalformedMultipart.because(
                        c == -1 ? "it ends in a delimiter" : "something follows the boundary on its line");
            }
            if (hyphen) {
                rest.append('-');
            }
        }
        if (rest.length() == 1 || read() != '\n') {
            throw MalformedMultipart.because("the line of a boundary does not end with CR LF");
        }
        return rest.toString();
    }

    /** Names in lower case. */
    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        StringBuilder header = new StringBuilder();
        int bytes = 0;
        while (true) {
            String line = line(MOST_HEADER_BYTES - bytes);
            bytes += line.length() + 2;
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (folded && header.length() == 0) {
                throw MalformedMultipart.because("the first header of a part begins with a space");
            }
            if (!folded && header.length() > 0) {
                add(header.toString(), headers);
                header.setLength(0);
            }
            header.append(line);
            if (line.isEmpty()) {
                // The empty line's CR LF also begins the delimiter when the part has no body at all.
                position -= 2;
                fill(delimiter.length);
                if (!isDelimiterAt(position)) {
                    position += 2;
                }
                return headers;
            }
        }
    }

    private static void add(String header, Map<String, String> headers) {
        var nameAndValue = HEADER.matcher(header);
        if (!nameAndValue.matches()) {
            throw MalformedMultipart.because("a line among the headers of a part is not a header");
        }
        String name = nameAndValue.group(1).toLowerCase(Locale.ROOT);
        if (headers.put(name, nameAndValue.group(2).strip()) != null) {
            throw MalformedMultipart.because("a part has the header " + name + " twice");
        }
    }

    private String line(int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = read(); c != '\r'; c = read()) {
            if (c == -1 || c == '\n' || c == 0) {
                throw MalformedMultipart.because("the headers of a part are not lines that end with CR LF");
            }
            if (line.size() == most) {
                throw MalformedMultipart.because(
                        "the headers of a part have more than " + MOST_HEADER_BYTES + " bytes");
            }
            line.write(c);
        }
        if (read() != '\n') {
            throw MalformedMultipart.because("the headers of a part are not lines that end with CR LF");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        fill(1);
        return position < end ? buffer[position++] & 0xFF : -1;
    }

    /** Makes bytes of the body certain, or finds that the delimiter stands here. */
    private void refill() throws IOException {
        fill(delimiter.length);
        findDelimiter();
        if (certain == 0 && !atDelimiter) {
            throw MalformedMultipart.because("it ends without the closing delimiter");
        }
    }

    private void findDelimiter() {
        int candidate = position;
        while (candidate + delimiter.length <= end) {
            if (isDelimiterAt(candidate)) {
                certain = candidate - position;
                atDelimiter = true;
                return;
            }
            candidate++;
        }
        certain = candidate - position;
    }

    private boolean isDelimiterAt(int index) {
        if (index + delimiter.length > end) {
            return false;
        }
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[index + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads until at least {@code wanted} bytes lie ahead or the input ends; what lies behind the last two is given up. */
    private void fill(int wanted) throws IOException {
        if (end - position >= wanted || atEndOfInput) {
            return;
        }
        int kept = Math.min(2, position);
        System.arraycopy(buffer, position - kept, buffer, 0, end - position + kept);
        end -= position - kept;
        position = kept;
        while (end - position < wanted) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                atEndOfInput = true;
                return;
            }
            end += read;
        }
    }

    /**
     * One part of the body.
     *
     * @param headers by their names in lower case
     * @param body readable until the next part is asked for
     */
    public record Part(Map<String, String> headers, InputStream body) {

        public Part {
            headers = Map.copyOf(headers);
        }

        /** The value of a header; its name is compared without regard to case. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    private final class Body extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (certain == 0) {
                if (atDelimiter) {
                    return -1;
                }
                refill();
                if (certain == 0) {
                    return -1;
                }
            }
            int given = Math.min(length, certain);
            System.arraycopy(buffer, position, target, offset, given);
            position += given;
            certain -= given;
            return given;
        }
    }
}
