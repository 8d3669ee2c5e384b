/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import khue.tools.files.Recordings.Bytes;

/**
 * WebM: EBML elements (RFC 8794) in a Segment (RFC 9559). Tags, attachments, chapters and titles become {@code Void} elements of zeros; a
 * film with other tracks than picture and sound is refused.
 */
final class MatroskaRecording {

    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549A966;
    private static final int TRACKS = 0x1654AE6B;
    private static final int CLUSTER = 0x1F43B675;
    private static final int TRACK = 0xAE;
    private static final int TRACK_TYPE = 0x83;
    private static final int VOID = 0xEC;

    /** SeekHead, Info, Tracks, Cluster, Cues; and what a Cluster of unknown size leaves on the same level. */
    private static final Set<Integer> IN_SEGMENT =
            Set.of(0x114D9B74, INFO, TRACKS, CLUSTER, 0x1C53BB6B, VOID, 0xE7, 0xA3, 0xA0, 0xAB, 0xA7);

    /** SegmentUUID, TimestampScale, Duration, MuxingApp, WritingApp. */
    private static final Set<Integer> IN_INFO = Set.of(0x73A4, 0x2AD7B1, 0x4489, 0x4D80, 0x5741, VOID);

    private final Bytes file;
    private boolean picture;

    MatroskaRecording(Bytes file) {
        this.file = file;
    }

    /** @param end of what is there, should the element claim to be longer */
    private record Element(int id, long start, long content, long end, boolean open) {}

    private interface Visitor {
        void visit(Element element) throws IOException, FileRefused;
    }

    /** @return whether there is a picture in it, rather than sound alone */
    boolean forget() throws IOException, FileRefused {
        elements(0, file.size(), top -> {
            if (top.id() == SEGMENT) {
                segment(top.content(), top.end());
            } else if (top.id() != EBML) {
                blank(top);
            }
        });
        return picture;
    }

    private void segment(long from, long to) throws IOException, FileRefused {
        elements(from, to, element -> {
            if (!IN_SEGMENT.contains(element.id())) {
                blank(element);
            } else if (element.id() == VOID) {
                file.erase(element.content(), element.end());
            } else if (element.id() == INFO) {
                elements(element.content(), element.end(), told -> {
                    if (!IN_INFO.contains(told.id())) {
                        blank(told);
                    }
                });
            } else if (element.id() == TRACKS) {
                elements(element.content(), element.end(), this::requireShown);
            }
        });
    }

    /** TrackType: 1 is picture, 2 is sound (RFC 9559, 5.1.4.1.3). */
    private void requireShown(Element track) throws IOException, FileRefused {
        if (track.id() != TRACK) {
            return;
        }
        elements(track.content(), track.end(), told -> {
            if (told.id() == TRACK_TYPE) {
                long type = number(told.content(), (int) (told.end() - told.content()));
                if (type != 1 && type != 2) {
                    throw Bytes.damaged();
                }
                picture |= type == 1;
            }
        });
    }

    private void elements(long from, long to, Visitor visitor) throws IOException, FileRefused {
        long place = from;
        while (place < to) {
            file.countPart();
            int idLength = length(place, 4);
            int id = (int) number(place, idLength);
            int sizeLength = length(place + idLength, 8);
            long mask = (1L << (7 * sizeLength)) - 1;
            long size = number(place + idLength, sizeLength) & mask;
            long content = place + idLength + sizeLength;
            boolean open = size == mask;
            // A recording that was cut off ends in the middle of its last Cluster.
            long end = open || size > to - content ? to : content + size;
            if (end < content || (size > to - content && !open && id != CLUSTER && id != SEGMENT && id != 0xA3)) {
                throw Bytes.damaged();
            }
            visitor.visit(new Element(id, place, content, end, open));
            // The elements of a Cluster without a size follow as if they stood beside it.
            place = open && id == CLUSTER ? content : end;
        }
    }

    /** The leading zeros of the first byte say how long a number is (RFC 8794, 4). */
    private int length(long place, int most) throws IOException, FileRefused {
        int first = file.read(place, 1).get() & 0xFF;
        int length = Integer.numberOfLeadingZeros(first) - 23;
        if (length > most) {
            throw Bytes.damaged();
        }
        return length;
    }

    private long number(long place, int length) throws IOException, FileRefused {
        if (length > 8) {
            throw Bytes.damaged();
        }
        ByteBuffer bytes = file.read(place, length);
        long number = 0;
        while (bytes.hasRemaining()) {
            number = number << 8 | bytes.get() & 0xFF;
        }
        return number;
    }

    private void blank(Element element) throws IOException, FileRefused {
        if (element.open()) {
            throw Bytes.damaged();
        }
        long total = element.end() - element.start();
        ByteBuffer head = total < 9
                ? ByteBuffer.wrap(new byte[] {(byte) VOID, (byte) (0x80 | total - 2)})
                : ByteBuffer.allocate(9)
                        .put((byte) VOID)
                        .putLong(1L << 56 | total - 9)
                        .flip();
        int headLength = head.remaining();
        file.write(element.start(), head);
        file.erase(element.start() + headLength, element.end());
    }
}
