/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The JPEGs that lie as they are within a document's bytes, as cameras and scanners write them. What they tell beside their pixels is
 * overwritten where it stands, so that nothing of the document moves; only how the camera was held is said anew.
 */
final class EmbeddedPhotographs {

    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int START_OF_SCAN = 0xDA;

    private static final String EXIF = "Exif\0\0";

    /** A picture's head; in a file that has more of them somebody makes us work. */
    private static final int MOST_SEGMENTS = 200;

    private static final int WINDOW = 1 << 20;

    private final Recordings.Bytes file;

    EmbeddedPhotographs(Recordings.Bytes file) {
        this.file = file;
    }

    void forget() throws IOException, FileRefused {
        long size = file.size();
        for (long from = 0; from + 4 <= size; from += WINDOW) {
            byte[] window =
                    file.read(from, (int) Math.min(WINDOW + 3L, size - from)).array();
            for (int i = 0; i + 3 < window.length; i++) {
                boolean begins = window[i] == (byte) 0xFF
                        && window[i + 1] == (byte) 0xD8
                        && window[i + 2] == (byte) 0xFF
                        && i < WINDOW;
                if (begins) {
                    forgetOne(from + i + 2, size);
                }
            }
        }
    }

    /** Follows the segments of a picture's head (ISO/IEC 10918-1, B.1.1.4) for as long as they are some. */
    private void forgetOne(long head, long size) throws IOException, FileRefused {
        long place = head;
        for (int segments = 0; segments < MOST_SEGMENTS && place + 4 <= size; segments++) {
            ByteBuffer start = file.read(place, 4);
            int lead = start.get() & 0xFF;
            int marker = start.get() & 0xFF;
            int length = start.getShort() & 0xFFFF;
            boolean isSegment = lead == 0xFF && marker >= 0xC0 && length >= 2 && place + 2 + length <= size;
            if (!isSegment || marker == START_OF_SCAN) {
                return;
            }
            if (tells(marker)) {
                blank(marker, place + 4, place + 2 + length);
            }
            place += 2 + length;
        }
    }

    /** JFIF's and Adobe's words are needed to show the picture, and so is its profile of colours. */
    private static boolean tells(int marker) {
        boolean application = marker >= APP0 && marker <= APP15;
        return marker == COMMENT || application && marker != APP0 && marker != APP2 && marker != APP14;
    }

    private void blank(int marker, long from, long to) throws IOException, FileRefused {
        int length = (int) (to - from);
        byte[] said = file.read(from, length).array();
        boolean exif = marker == APP1 && startsWith(said, EXIF);
        byte[] instead = new byte[length];
        if (exif) {
            byte[] held = Orientation.only(Orientation.of(said, EXIF.length()));
            if (held.length <= length) {
                System.arraycopy(held, 0, instead, 0, held.length);
            }
        }
        file.write(from, ByteBuffer.wrap(instead));
    }

    private static boolean startsWith(byte[] bytes, String text) {
        return bytes.length >= text.length()
                && new String(bytes, 0, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** How a camera was held: tag 274 of Exif 2.32, 4.6.4, 1 to 8. */
    private static final class Orientation {

        private static final int UPRIGHT = 1;
        private static final int TAG = 0x0112;
        private static final int ENTRY = 12;

        private Orientation() {}

        /** @param at where the TIFF header stands */
        static int of(byte[] exif, int at) {
            if (exif.length < at + 8) {
                return UPRIGHT;
            }
            ByteBuffer tiff = ByteBuffer.wrap(exif, at, exif.length - at).slice();
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            if (directory < 8 || directory > tiff.limit() - 2) {
                return UPRIGHT;
            }
            int entries = tiff.getShort(directory) & 0xFFFF;
            for (int i = 0; i < entries && directory + 2 + (i + 1) * ENTRY <= tiff.limit(); i++) {
                int entry = directory + 2 + i * ENTRY;
                if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                    int said = tiff.getShort(entry + 8);
                    return said >= 1 && said <= 8 ? said : UPRIGHT;
                }
            }
            return UPRIGHT;
        }

        /** An Exif segment that says nothing else. */
        static byte[] only(int orientation) {
            return ByteBuffer.allocate(EXIF.length() + 8 + 2 + ENTRY + 4)
                    .put(EXIF.getBytes(StandardCharsets.ISO_8859_1))
                    .put("MM".getBytes(StandardCharsets.US_ASCII))
                    .putShort((short) 42)
                    .putInt(8)
                    .putShort((short) 1)
                    .putShort((short) TAG)
                    .putShort((short) 3)
                    .putInt(1)
                    .putShort((short) orientation)
                    .putShort((short) 0)
                    .putInt(0)
                    .array();
        }
    }
}
