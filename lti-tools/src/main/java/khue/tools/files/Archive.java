/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A ZIP that somebody sent, opened with care: a few bytes can claim a table that fills the memory, or hold a document that fills a disk. */
final class Archive implements AutoCloseable {

    private static final int MOST_ENTRIES = 10_000;
    private static final long LARGEST_DIRECTORY = 2L << 20;

    /** The largest document that is taken has pictures, which do not shrink: it unpacks to little more than it is. */
    private static final long MOST_UNPACKED = 256L << 20;

    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private final ZipFile zip;

    Archive(Path file) throws IOException, FileRefused {
        requireModestDirectory(file);
        this.zip = new ZipFile(file.toFile());
    }

    /** The record at the archive's end, before anything believes it (APPNOTE 6.3, 4.3.16). */
    private static void requireModestDirectory(Path file) throws IOException, FileRefused {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(bytes.length(), END_SIZE + LONGEST_COMMENT);
            byte[] tail = new byte[length];
            bytes.seek(bytes.length() - length);
            bytes.readFully(tail);
            for (int i = length - END_SIZE; i >= 0; i--) {
                if (tail[i] == 'P' && tail[i + 1] == 'K' && tail[i + 2] == 5 && tail[i + 3] == 6) {
                    if (number(tail, i + 10, 2) > MOST_ENTRIES || number(tail, i + 12, 4) > LARGEST_DIRECTORY) {
                        throw new FileRefused(FileRefused.Reason.ARCHIVE_SIZE);
                    }
                    return;
                }
            }
        }
    }

    private static long number(byte[] bytes, int at, int length) {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | bytes[at + i] & 0xFF;
        }
        return number;
    }

    /** Unpacks everything into nothing: what the entries say of their sizes need not be true. */
    void requireModest() throws IOException, FileRefused {
        long unpacked = 0;
        byte[] buffer = new byte[1 << 16];
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            try (InputStream content = zip.getInputStream(entries.nextElement())) {
                for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                    unpacked += read;
                    if (unpacked > MOST_UNPACKED) {
                        throw new FileRefused(FileRefused.Reason.ARCHIVE_SIZE);
                    }
                }
            }
        }
    }

    /** The beginning of an entry; empty when there is none. */
    String text(String name, int most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return "";
        }
        try (InputStream content = zip.getInputStream(entry)) {
            return new String(content.readNBytes(most), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
