/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import khue.tools.files.Recordings.Bytes;

/**
 * MPEG-4 and QuickTime: boxes in boxes (ISO/IEC 14496-12, 4.2). Phones write the place into {@code udta} and {@code meta}; drones and some
 * phones also into a track of its own, beside picture and sound. Boxes that playing does not need become {@code free} space of zeros, and so
 * do such tracks with every sample of theirs.
 */
final class BoxedRecording {

    /** What stays in each box that is looked into; a box that is not a key here stays as a whole. */
    private static final Map<String, Set<String>> NEEDED = Map.of(
            "", Set.of("ftyp", "styp", "moov", "mdat", "moof", "mfra", "sidx", "ssix"),
            "moov", Set.of("mvhd", "iods", "mvex", "trak"),
            "trak", Set.of("tkhd", "tref", "edts", "tapt", "clip", "matt", "load", "mdia"),
            "mdia", Set.of("mdhd", "hdlr", "elng", "minf"),
            "minf", Set.of("vmhd", "smhd", "gmhd", "hdlr", "dinf", "stbl"),
            "stbl",
                    Set.of(
                            "stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stco", "co64", "stss", "stsh", "sdtp",
                            "stps", "sgpd", "sbgp", "subs", "saiz", "saio", "padb", "stdp"),
            "moof", Set.of("mfhd", "traf"),
            "traf", Set.of("tfhd", "tfdt", "trun", "sdtp", "sgpd", "sbgp", "subs", "saiz", "saio"));

    /** Pictures, sound, and depths or see-through parts of pictures: the only tracks that stay. */
    private static final Set<String> SHOWN = Set.of("vide", "soun", "auxv");

    /** In them nothing is looked for; what they are made of is meant to be empty. */
    private static final Set<String> EMPTY = Set.of("free", "skip", "wide");

    private final Bytes file;
    private boolean picture;
    private boolean sound;
    private boolean fragmented;
    private boolean tracksErased;
    private long samplesErased;

    BoxedRecording(Bytes file) {
        this.file = file;
    }

    /** One box: where it starts, where its content does, where it ends. */
    private record Box(String type, long start, long content, long end) {}

    private interface Visitor {
        void visit(Box box) throws IOException, FileRefused;
    }

    /** @return whether there is sound in it, and nothing else */
    boolean forget() throws IOException, FileRefused {
        forget("", 0, file.size());
        if (fragmented && tracksErased) {
            // The samples of such a track lie in each fragment; no device is known to write that.
            throw Bytes.damaged();
        }
        return sound && !picture;
    }

    private void forget(String parent, long from, long to) throws IOException, FileRefused {
        boxes(from, to, box -> {
            fragmented |= box.type().equals("moof");
            if (!NEEDED.get(parent).contains(box.type())) {
                blank(box);
            } else if (box.type().equals("trak") && !isShown(box)) {
                eraseSamples(box);
                blank(box);
                tracksErased = true;
            } else if (NEEDED.containsKey(box.type())) {
                forget(box.type(), box.content(), box.end());
            }
        });
    }

    private void boxes(long from, long to, Visitor visitor) throws IOException, FileRefused {
        long place = from;
        // A few bytes at the end that are too short for a box are a terminator of QuickTime's, or nothing.
        while (to - place >= 8) {
            file.countPart();
            ByteBuffer head = file.read(place, 8);
            long size = Integer.toUnsignedLong(head.getInt());
            byte[] type = new byte[4];
            head.get(type);
            int headSize = 8;
            if (size == 1) {
                size = file.read(place + 8, 8).getLong();
                headSize = 16;
            } else if (size == 0) {
                size = to - place;
            }
            if (size < headSize || size > to - place) {
                throw Bytes.damaged();
            }
            visitor.visit(
                    new Box(new String(type, StandardCharsets.ISO_8859_1), place, place + headSize, place + size));
            place += size;
        }
        file.erase(place, to);
    }

    private void blank(Box box) throws IOException, FileRefused {
        if (!EMPTY.contains(box.type())) {
            file.write(box.start() + 4, ByteBuffer.wrap("free".getBytes(StandardCharsets.US_ASCII)));
        }
        file.erase(box.content(), box.end());
    }

    private Map<String, Box> children(Box parent) throws IOException, FileRefused {
        Map<String, Box> children = new HashMap<>();
        boxes(parent.content(), parent.end(), box -> children.putIfAbsent(box.type(), box));
        return children;
    }

    private Box child(Box parent, String type) throws IOException, FileRefused {
        Box child = children(parent).get(type);
        if (child == null) {
            throw Bytes.damaged();
        }
        return child;
    }

    /** The handler says what a track is (8.4.3.3: version, flags and a word that is 0 stand before it). */
    private boolean isShown(Box track) throws IOException, FileRefused {
        Box handler = child(child(track, "mdia"), "hdlr");
        byte[] type = new byte[4];
        file.read(handler.content() + 8, 4).get(type);
        String shows = new String(type, StandardCharsets.ISO_8859_1);
        sound |= shows.equals("soun");
        picture |= SHOWN.contains(shows) && !shows.equals("soun");
        return SHOWN.contains(shows);
    }

    /** Sample sizes (8.7.3), samples in each chunk (8.7.4), and where the chunks are (8.7.5). */
    private void eraseSamples(Box track) throws IOException, FileRefused {
        Map<String, Box> tables = children(child(child(child(track, "mdia"), "minf"), "stbl"));
        Box offsets = tables.getOrDefault("stco", tables.get("co64"));
        Box sizes = tables.get("stsz");
        Box runs = tables.get("stsc");
        if (offsets == null || sizes == null || runs == null) {
            throw Bytes.damaged();
        }
        boolean wide = offsets.type().equals("co64");
        int chunks = count(offsets, 4, wide ? 8 : 4);
        int everySize = file.read(sizes.content() + 4, 4).getInt();
        int samples = everySize == 0
                ? count(sizes, 8, 4)
                : file.read(sizes.content() + 8, 4).getInt();
        int runCount = count(runs, 4, 12);
        int run = 0;
        int sample = 0;
        for (int chunk = 0; chunk < chunks && sample < samples; chunk++) {
            while (run + 1 < runCount
                    && file.read(runs.content() + 8 + 12L * (run + 1), 4).getInt() <= chunk + 1) {
                run++;
            }
            long inChunk = runCount == 0
                    ? 0
                    : Integer.toUnsignedLong(
                            file.read(runs.content() + 12 + 12L * run, 4).getInt());
            long length = 0;
            for (long i = 0; i < inChunk && sample < samples; i++, sample++) {
                file.countPart();
                length += everySize == 0
                        ? Integer.toUnsignedLong(
                                file.read(sizes.content() + 12 + 4L * sample, 4).getInt())
                        : Integer.toUnsignedLong(everySize);
            }
            long start = wide
                    ? file.read(offsets.content() + 8 + 8L * chunk, 8).getLong()
                    : Integer.toUnsignedLong(
                            file.read(offsets.content() + 8 + 4L * chunk, 4).getInt());
            samplesErased += length;
            if (samplesErased > file.size()) {
                throw Bytes.damaged();
            }
            file.erase(start, start + length);
        }
    }

    /** A table's count, which stands {@code at} so many bytes after its version; refused when the box is too small for it. */
    private int count(Box table, int at, int entry) throws IOException, FileRefused {
        long count = Integer.toUnsignedLong(file.read(table.content() + at, 4).getInt());
        if (count * entry > table.end() - table.content()) {
            throw Bytes.damaged();
        }
        return (int) count;
    }
}
