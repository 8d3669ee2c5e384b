/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Films and sounds, without what devices write beside them: places above all, names, pictures. What stays is what is known to be needed for
 * playing; all else is overwritten where it stands, so that nothing of the film moves. A file that cannot be followed to its end is refused,
 * because something could hide in it.
 */
final class Recordings {

    private Recordings() {}

    /**
     * @param draft which nobody else sees yet
     * @return the kind, which for some is known only when its parts have been looked at
     */
    static FileKind forget(Path draft, FileKind kind) throws IOException, FileRefused {
        try (FileChannel file = FileChannel.open(draft, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            switch (kind) {
                case MP4 -> {
                    // Safari's microphone writes no brand that says so.
                    return new BoxedRecording(new Bytes(file)).forget() ? FileKind.M4A : FileKind.MP4;
                }
                case MOV, M4A -> new BoxedRecording(new Bytes(file)).forget();
                case WEBM -> {
                    return new MatroskaRecording(new Bytes(file)).forget() ? FileKind.WEBM : FileKind.WEBM_SOUND;
                }
                case WAV -> new WaveRecording(new Bytes(file)).forget();
                case MP3 -> new MpegSound(new Bytes(file)).forget();
                default -> throw new IllegalArgumentException(kind + " is no recording");
            }
            return kind;
        }
    }

    /** A recording's bytes by their place. Whoever reads beyond the end has been lied to. */
    static final class Bytes {

        /** Far more parts than any recording of the largest size has; less than a moment's work. */
        private static final int MOST_PARTS = 200_000;

        private static final int AT_ONCE = 1 << 16;

        private final FileChannel file;
        private int parts;

        Bytes(FileChannel file) {
            this.file = file;
        }

        long size() throws IOException {
            return file.size();
        }

        ByteBuffer read(long from, int length) throws IOException, FileRefused {
            requireInside(from, length);
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, from + bytes.position()) < 0) {
                    throw damaged();
                }
            }
            return bytes.flip();
        }

        void write(long to, ByteBuffer bytes) throws IOException {
            long place = to;
            while (bytes.hasRemaining()) {
                place += file.write(bytes, place);
            }
        }

        void erase(long from, long to) throws IOException, FileRefused {
            requireInside(from, to - from);
            for (long place = from; place < to; place += AT_ONCE) {
                write(place, ByteBuffer.allocate((int) Math.min(AT_ONCE, to - place)));
            }
        }

        /** Keeps only what is between these places. */
        void keepOnly(long from, long to) throws IOException, FileRefused {
            if (from >= to) {
                throw damaged();
            }
            for (long place = from; place < to; place += AT_ONCE) {
                write(place - from, read(place, (int) Math.min(AT_ONCE, to - place)));
            }
            file.truncate(to - from);
        }

        /** Called for each part: a file of nothing but tiny parts is not worth our time. */
        void countPart() throws FileRefused {
            if (++parts > MOST_PARTS) {
                throw damaged();
            }
        }

        private void requireInside(long from, long length) throws IOException, FileRefused {
            if (from < 0 || length < 0 || from > file.size() - length) {
                throw damaged();
            }
        }

        static FileRefused damaged() {
            return new FileRefused(FileRefused.Reason.RECORDING);
        }
    }
}
