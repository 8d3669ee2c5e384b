/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * PDF (ISO 32000-2), without what devices and programs write beside the pages: what embedded photographs tell, the metadata of 14.3.2 and
 * the author of 14.3.3. All is overwritten where it stands: a PDF names its parts by their places. What a PDF has packed or locked away is
 * left; no device is known to put a place there.
 */
final class PortableDocument {

    private static final String METADATA_BEGINS = "<x:xmpmeta";
    private static final String METADATA_ENDS = "</x:xmpmeta>";

    /** What tells who, in a document's information: names in other words than the pupil's own. */
    private static final String[] NAMES = {"/Author", "/Company", "/Manager", "/LastModifiedBy"};

    /** The trailer's entry of 7.6.2. */
    private static final String LOCK = "/Encrypt ";

    private static final int WINDOW = 1 << 20;

    /** Longer than any metadata or name of a document that somebody wrote. */
    private static final int LONGEST = 1 << 16;

    private final Recordings.Bytes file;

    private PortableDocument(Recordings.Bytes file) {
        this.file = file;
    }

    /** @param draft which nobody else sees yet */
    static void forget(Path draft) throws IOException, FileRefused {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            new PortableDocument(new Recordings.Bytes(channel)).forget();
        }
    }

    private void forget() throws IOException, FileRefused {
        if (isLocked()) {
            return;
        }
        new EmbeddedPhotographs(file).forget();
        long size = file.size();
        for (long from = 0; from < size; from += WINDOW) {
            int length = (int) Math.min((long) WINDOW + LONGEST, size - from);
            byte[] window = file.read(from, length).array();
            String text = new String(window, StandardCharsets.ISO_8859_1);
            boolean changed = metadata(text, window);
            for (String name : NAMES) {
                changed |= named(text, name, window);
            }
            if (changed) {
                file.write(from, ByteBuffer.wrap(window));
            }
        }
    }

    /** In a locked document all is unreadable to us, and another byte in a text would spoil it. */
    private boolean isLocked() throws IOException, FileRefused {
        long size = file.size();
        for (long from = 0; from < size; from += WINDOW) {
            byte[] window = file.read(from, (int) Math.min((long) WINDOW + LOCK.length(), size - from))
                    .array();
            if (new String(window, StandardCharsets.ISO_8859_1).contains(LOCK)) {
                return true;
            }
        }
        return false;
    }

    private static boolean metadata(String text, byte[] window) {
        boolean changed = false;
        for (int at = text.indexOf(METADATA_BEGINS); at >= 0 && at < WINDOW; ) {
            int end = text.indexOf(METADATA_ENDS, at);
            // Without an end the rest of what is looked at goes: it begins like metadata and is in the clear.
            int to = end < 0 ? Math.min(text.length(), at + LONGEST) : end + METADATA_ENDS.length();
            Arrays.fill(window, at, to, (byte) ' ');
            changed = true;
            at = text.indexOf(METADATA_BEGINS, to);
        }
        return changed;
    }

    private static boolean named(String text, String name, byte[] window) {
        boolean changed = false;
        for (int at = text.indexOf(name); at >= 0 && at < WINDOW; at = text.indexOf(name, at + 1)) {
            int value = at + name.length();
            while (value < text.length() && Character.isWhitespace(text.charAt(value))) {
                value++;
            }
            if (value < text.length() && text.charAt(value) == '(') {
                Arrays.fill(window, value + 1, endOfLiteral(text, value), (byte) ' ');
                changed = true;
            } else if (value < text.length() && text.charAt(value) == '<' && !text.startsWith("<<", value)) {
                int end = text.indexOf('>', value);
                Arrays.fill(window, value + 1, end < 0 ? value + 1 : end, (byte) '0');
                changed = true;
            }
        }
        return changed;
    }

    /** Where a literal string's own bracket closes it (7.3.4.2): a backslash hides one, and pairs may stand inside. */
    private static int endOfLiteral(String text, int opening) {
        int depth = 0;
        for (int i = opening; i < text.length() && i < opening + LONGEST; i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '(' -> depth++;
                case ')' -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                default -> {
                    // A letter of the name.
                }
            }
        }
        return opening + 1;
    }
}
