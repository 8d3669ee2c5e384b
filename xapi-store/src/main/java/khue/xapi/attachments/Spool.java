/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * The attachments of one request, waiting on disk until they are known to be right. One file for all of them, made when
 * the first one comes; it has no name any more when it is written, so that nothing is left of it when this is closed
 * or the process is killed.
 */
public final class Spool implements Closeable {

    private static final int STEP = 64 * 1024;

    private final Path directory;
    private FileChannel file;

    /** In the temporary directory of the Java machine. */
    public Spool() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    Spool(Path directory) {
        this.directory = directory;
    }

    /**
     * Takes data in, up to and including the first byte beyond {@code most}: a content larger than that is incomplete.
     *
     * @param declared what its sum is said to be; see {@link SpooledContent#isAsDeclared()}
     */
    public SpooledContent add(InputStream data, Sha2 declared, long most) throws IOException {
        if (file == null) {
            file = create(directory);
        }
        long start = file.size();
        MessageDigest sha256 = Sha2.newDigest("SHA-256");
        MessageDigest asDeclared = declared.newDigest();
        byte[] step = new byte[STEP];
        long size = 0;
        while (size <= most) {
            int read = data.read(step, 0, (int) Math.min(STEP, most - size + 1));
            if (read < 0) {
                break;
            }
            sha256.update(step, 0, read);
            asDeclared.update(step, 0, read);
            write(ByteBuffer.wrap(step, 0, read), start + size);
            size += read;
        }
        return new SpooledContent(this, start, size, sha256.digest(), declared.isThatOf(asDeclared));
    }

    int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    private void write(ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += file.write(data, at);
        }
    }

    /** Where the operating system can, the file is unlinked as soon as it is open; elsewhere when it is closed. */
    private static FileChannel create(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, "khue-attachments-", ".spool");
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
