/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What payloads have in common, and how they are compressed with it: the number of the dictionary (four bytes), the
 * length of the text (four bytes), and the text as raw deflate (RFC 1951) that starts with the dictionary in its window.
 *
 * @param bytes at most 32 KB, the window of deflate; what is met most often stands at the end
 */
public record PayloadDictionary(int id, byte[] bytes) {

    /** The window of deflate. */
    public static final int LARGEST = 32 * 1024;

    private static final int HEADER = 2 * Integer.BYTES;

    /** The number of the dictionary that {@code packed} needs. */
    static int idOf(byte[] packed) {
        return ByteBuffer.wrap(packed).getInt();
    }

    public byte[] pack(String payload) {
        byte[] text = payload.getBytes(StandardCharsets.UTF_8);
        byte[] packed = deflate(text);
        return ByteBuffer.allocate(HEADER + packed.length)
                .putInt(id)
                .putInt(text.length)
                .put(packed)
                .array();
    }

    /** The text in UTF-8. */
    public byte[] unpack(byte[] packed) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(bytes);
            inflater.setInput(packed, HEADER, packed.length - HEADER);
            byte[] text = new byte[ByteBuffer.wrap(packed).getInt(Integer.BYTES)];
            int length = 0;
            while (length < text.length) {
                int more = inflater.inflate(text, length, text.length - length);
                if (more == 0) {
                    throw new IllegalStateException("a packed payload ends too early");
                }
                length += more;
            }
            return text;
        } catch (DataFormatException damaged) {
            throw new IllegalStateException("a packed payload is damaged", damaged);
        } finally {
            inflater.end();
        }
    }

    /** How much of {@code payload} is left when it is packed: 1 is all of it. */
    public double remainder(String payload) {
        byte[] text = payload.getBytes(StandardCharsets.UTF_8);
        return (double) deflate(text).length / Math.max(1, text.length);
    }

    private byte[] deflate(byte[] text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(bytes);
            deflater.setInput(text);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(text.length / 2 + 64);
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
