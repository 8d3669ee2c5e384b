/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/**
 * A WebP picture's parts (RFC 9649, 2): chunks, of which some hold others. The size that a picture says at its front need not be that of the
 * pictures in it, for which a reader makes room.
 */
final class WebPicture {

    /** A picture in a film of pictures begins behind where and how long it is shown (2.7.1.2). */
    private static final int FRAME_HEAD = 16;

    private static final int CHUNK_HEAD = 8;
    private static final int RIFF_HEAD = 12;
    private static final int MOST_CHUNKS = 10_000;
    private static final Set<String> PICTURES = Set.of("VP8 ", "VP8L");

    private final FileChannel file;
    private int chunks;

    private WebPicture(FileChannel file) {
        this.file = file;
    }

    /** @throws FileRefused when any picture in it has more pixels than one may have */
    static void requireModest(Path original) throws IOException, FileRefused {
        try (FileChannel file = FileChannel.open(original)) {
            new WebPicture(file).requireModest(RIFF_HEAD, file.size());
        }
    }

    private void requireModest(long from, long to) throws IOException, FileRefused {
        long place = from;
        while (place + CHUNK_HEAD <= to) {
            if (++chunks > MOST_CHUNKS) {
                throw new FileRefused(FileRefused.Reason.PICTURE_DAMAGED);
            }
            ByteBuffer head = read(place, CHUNK_HEAD);
            byte[] name = new byte[4];
            head.get(name);
            long size = Integer.toUnsignedLong(head.getInt());
            long content = place + CHUNK_HEAD;
            String type = new String(name, StandardCharsets.ISO_8859_1);
            if (type.equals("ANMF")) {
                requireModest(content + FRAME_HEAD, Math.min(to, content + size));
            } else if (PICTURES.contains(type) && pixels(type, content) > Pictures.MOST_PIXELS) {
                throw new FileRefused(FileRefused.Reason.PICTURE_PIXELS);
            }
            place = content + size + (size & 1);
        }
    }

    /** VP8: two numbers of 14 bits behind a tag and a start code (RFC 6386, 9.1); lossless: the same, less one, behind a signature (RFC 9649, 3.4). */
    private long pixels(String type, long content) throws IOException, FileRefused {
        if (type.equals("VP8 ")) {
            ByteBuffer size = read(content + 6, 4);
            return (long) (size.getShort() & 0x3FFF) * (size.getShort() & 0x3FFF);
        }
        int size = read(content + 1, 4).getInt();
        return (long) ((size & 0x3FFF) + 1) * ((size >> 14 & 0x3FFF) + 1);
    }

    private ByteBuffer read(long from, int length) throws IOException, FileRefused {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new FileRefused(FileRefused.Reason.PICTURE_DAMAGED);
            }
        }
        return bytes.flip();
    }
}
