/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

    private static final String TYPE = "multipart/mixed; boundary=b";

    @Property(tries = 500)
    void givesBackEveryPartHoweverTheBytesArrive(
            @ForAll("bodies") List<byte[]> bodies, @ForAll("preambles") String preamble, @ForAll long seed)
            throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(ascii(preamble));
        for (byte[] body : bodies) {
            sent.writeBytes(ascii("--b \t\r\nX-Number: 1\r\n\r\n"));
            sent.writeBytes(body);
            sent.writeBytes(ascii("\r\n"));
        }
        sent.writeBytes(ascii("--b--\r\nan epilogue\r\n--b\r\n"));

        List<byte[]> read = new ArrayList<>();
        MultipartReader reader = new MultipartReader(new Trickle(sent.toByteArray(), seed), TYPE);
        for (Optional<MultipartReader.Part> part = reader.next(); part.isPresent(); part = reader.next()) {
            assertThat(part.get().header("x-number")).contains("1");
            read.add(part.get().body().readAllBytes());
        }

        assertThat(read).usingRecursiveComparison().isEqualTo(bodies);
    }

    /** Full of what a reader could take for a delimiter: every piece of it, and its neighbours. */
    @Provide
    Arbitrary<List<byte[]>> bodies() {
        Arbitrary<String> piece = Arbitraries.of(
                "\r\n-", "\r\n--", "\n--b", "--b", "--b--", "\r--b", "\r", "\n", "-", "b", "\0", "\r\n", "é");
        return piece.list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces))
                .filter(body -> !("\r\n" + body).contains("\r\n--b"))
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> preambles() {
        return Arbitraries.of("", "\r\n", "To whom it may concern\r\n", "--\r\n");
    }

    @Property(tries = 500)
    void neverFailsInAnotherWayThanAsMalformed(@ForAll("noise") String noise, @ForAll long seed) throws IOException {
        MultipartReader reader = new MultipartReader(new Trickle(ascii(noise), seed), TYPE);
        try {
            while (reader.next().isPresent()) {
                // Whatever it finds.
            }
        } catch (MalformedMultipart refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.of("--b", "--", "\r\n", "\r", "\n", "A: b", ":", " ", "x", "\0", "\u00ff")
                .list()
                .ofMaxSize(20)
                .map(pieces -> "--b\r\n" + String.join("", pieces));
    }

    @Test
    void holdsABufferAndNotThePart() throws IOException {
        byte[] body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        byte[] sent = join(ascii("--b\r\n\r\n"), body, ascii("\r\n--b--"));

        MultipartReader reader = new MultipartReader(new ByteArrayInputStream(sent), TYPE);

        assertThat(reader.next().orElseThrow().body().readAllBytes()).isEqualTo(body);
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void readsHeadersThatGoOnInTheNextLineAndPartsWithoutHeadersOrBody() throws IOException {
        MultipartReader reader = reader("--b\r\nA: one\r\n two\r\nb:\r\n\r\nx\r\n--b\r\n\r\n--b\r\nC: d\r\n\r\n--b--");

        MultipartReader.Part first = reader.next().orElseThrow();
        assertThat(first.headers()).isEqualTo(Map.of("a", "one two", "b", ""));
        assertThat(first.body().readAllBytes()).isEqualTo(ascii("x"));
        MultipartReader.Part second = reader.next().orElseThrow();
        assertThat(second.headers()).isEmpty();
        assertThat(second.body().readAllBytes()).isEmpty();
        assertThat(reader.next().orElseThrow().header("c")).contains("d");
        assertThat(reader.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no delimiter",
                "--b\r\n\r\nbody",
                "--b\r\n\r\nbody\r\n--b",
                "--b\r\n\r\nbody\r\n--b-",
                "--b\n\nbody\n--b--",
                "--b\r\n\r\nbody\n--b--",
                "--b\r\n\r\nbody\r\n--bc\r\n\r\n--b--",
                "--b\r\nno header\r\n\r\nbody\r\n--b--",
                "--b\r\n: nameless\r\n\r\nbody\r\n--b--",
                "--b\r\n folded: first\r\n\r\nbody\r\n--b--",
                "--b\r\nA: b\nC: d\r\n\r\nbody\r\n--b--",
                "--b\r\nA: b\r\na: c\r\n\r\nbody\r\n--b--",
                "--b\r\nA: \0\r\n\r\nbody\r\n--b--",
            })
    void refusesWhatIsNotWellFormed(String body) {
        assertThatThrownBy(() -> {
                    MultipartReader reader = reader(body);
                    while (reader.next().isPresent()) {
                        // Reads on.
                    }
                })
                .isInstanceOf(MalformedMultipart.class);
    }

    @Test
    void refusesHeadersWithoutEnd() {
        String endless = "--b\r\n" + "A: b\r\n".repeat(1).concat("C: " + "d".repeat(20_000));

        assertThatThrownBy(() -> reader(endless).next())
                .isInstanceOf(MalformedMultipart.class)
                .hasMessageContaining("more than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed",
                "multipart/mixed;",
                "multipart/mixed; boundary=",
                "multipart/mixed; boundary=\"\"",
                "multipart/mixed; boundary=\"ends in space \"",
                "multipart/mixed; boundary=\"é\"",
                "multipart/mixed; boundary=0123456789012345678901234567890123456789012345678901234567890123456789x",
            })
    void needsABoundary(String contentType) {
        InputStream nothing = InputStream.nullInputStream();

        assertThatThrownBy(() -> new MultipartReader(nothing, contentType)).isInstanceOf(MalformedMultipart.class);
    }

    @Test
    void takesABoundaryWhoseQuotesWereForgotten() throws IOException {
        byte[] sent = ascii("--===1===\r\n\r\nhello\r\n--===1===--\r\n");

        MultipartReader reader =
                new MultipartReader(new ByteArrayInputStream(sent), "multipart/mixed; boundary====1===; charset=UTF-8");

        assertThat(reader.next().orElseThrow().body().readAllBytes()).isEqualTo(ascii("hello"));
    }

    @Test
    void takesEveryCharacterThatABoundaryCanHave() throws IOException {
        String boundary = "abcABC0123'()+_,-./:=? x";
        byte[] sent = ascii("--" + boundary + "\r\n\r\nhello\r\n--" + boundary + "--\r\n");

        MultipartReader reader = new MultipartReader(
                new ByteArrayInputStream(sent), "Multipart/Mixed; charset=x; BOUNDARY=\"" + boundary + "\"");

        assertThat(reader.next().orElseThrow().body().readAllBytes()).isEqualTo(ascii("hello"));
    }

    private static MultipartReader reader(String body) {
        return new MultipartReader(new ByteArrayInputStream(ascii(body)), TYPE);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }

    /** Gives some bytes at a time, like a network. */
    private static final class Trickle extends FilterInputStream {

        private final Random random;

        Trickle(byte[] bytes, long seed) {
            super(new ByteArrayInputStream(bytes));
            this.random = new Random(seed);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5)));
        }
    }
}
