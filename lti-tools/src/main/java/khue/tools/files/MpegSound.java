/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import khue.tools.files.Recordings.Bytes;

/** MP3: frames of sound, with tags before and after them. Only the frames stay. */
final class MpegSound {

    private static final int HEAD = 10;

    /** Padding that some writers leave between their tag and the first frame. */
    private static final int MOST_PADDING = 1 << 16;

    private final Bytes file;

    MpegSound(Bytes file) {
        this.file = file;
    }

    void forget() throws IOException, FileRefused {
        file.keepOnly(firstFrame(afterTags()), beforeTags());
    }

    /** ID3v2, 3.1: four times seven bits say how long the tag is; several may stand one behind the other. */
    private long afterTags() throws IOException, FileRefused {
        long place = 0;
        while (says(place, "ID3")) {
            place = Math.min(file.size(), place + HEAD + size(place + 6) + (hasFooter(place) ? HEAD : 0));
        }
        return place;
    }

    private boolean hasFooter(long tag) throws IOException, FileRefused {
        return (file.read(tag + 5, 1).get() & 0x10) != 0;
    }

    private long size(long place) throws IOException, FileRefused {
        ByteBuffer bytes = file.read(place, 4);
        long size = 0;
        while (bytes.hasRemaining()) {
            size = size << 7 | bytes.get() & 0x7F;
        }
        return size;
    }

    /** A frame begins with eleven bits of ones (ISO/IEC 11172-3, 2.4.2.3). */
    private long firstFrame(long from) throws IOException, FileRefused {
        int there = (int) Math.min(MOST_PADDING, file.size() - from);
        ByteBuffer bytes = file.read(from, there);
        for (int i = 0; i + 1 < there; i++) {
            if (bytes.get(i) == (byte) 0xFF && (bytes.get(i + 1) & 0xE0) == 0xE0) {
                return from + i;
            }
        }
        throw Bytes.damaged();
    }

    /** ID3v1 in the last 128 bytes; before it APE tags, whose footer says how long they are, and ID3v2 that was appended. */
    private long beforeTags() throws IOException, FileRefused {
        long end = file.size();
        while (true) {
            file.countPart();
            if (says(end - 128, "TAG")) {
                end -= 128;
            } else if (says(end - 227, "TAG+")) {
                end -= 227;
            } else if (says(end - 32, "APETAGEX")) {
                ByteBuffer footer = file.read(end - 32, 32).order(ByteOrder.LITTLE_ENDIAN);
                boolean hasHeader = footer.getInt(20) < 0;
                end -= Integer.toUnsignedLong(footer.getInt(12)) + (hasHeader ? 32 : 0);
            } else if (says(end - HEAD, "3DI")) {
                end -= 2 * HEAD + size(end - 4);
            } else {
                return end;
            }
            if (end <= 0) {
                throw Bytes.damaged();
            }
        }
    }

    private boolean says(long place, String word) throws IOException, FileRefused {
        if (place < 0 || place > file.size() - Math.max(HEAD, word.length())) {
            return false;
        }
        byte[] bytes = new byte[word.length()];
        file.read(place, bytes.length).get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).equals(word);
    }
}
