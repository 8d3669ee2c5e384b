/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import khue.tools.files.Recordings.Bytes;

/** WAVE: chunks in one RIFF chunk. Whatever is not the sound itself becomes a {@code JUNK} chunk of zeros. */
final class WaveRecording {

    private static final Set<String> NEEDED = Set.of("fmt ", "fact", "data");
    private static final int RIFF_HEAD = 12;

    private final Bytes file;

    WaveRecording(Bytes file) {
        this.file = file;
    }

    void forget() throws IOException, FileRefused {
        long end = file.size();
        long place = RIFF_HEAD;
        while (end - place >= 8) {
            file.countPart();
            ByteBuffer head = file.read(place, 8).order(ByteOrder.LITTLE_ENDIAN);
            byte[] id = new byte[4];
            head.get(id);
            // A recorder that was cut off leaves a length that is not true yet: the chunk goes to the end.
            long size = Math.min(Integer.toUnsignedLong(head.getInt()), end - place - 8);
            if (!NEEDED.contains(new String(id, StandardCharsets.ISO_8859_1))) {
                file.write(place, ByteBuffer.wrap("JUNK".getBytes(StandardCharsets.US_ASCII)));
                file.erase(place + 8, place + 8 + size);
            }
            place += 8 + size + size % 2;
        }
        if (place < end) {
            file.erase(place, end);
        }
    }
}
