/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The data of one attachment in a {@link Spool}, readable as often as wanted until that is closed. */
public final class SpooledContent {

    private final Spool spool;
    private final long start;
    private final long size;
    private final byte[] sha256;
    private final boolean asDeclared;

    SpooledContent(Spool spool, long start, long size, byte[] sha256, boolean asDeclared) {
        this.spool = spool;
        this.start = start;
        this.size = size;
        this.sha256 = sha256;
        this.asDeclared = asDeclared;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    /** What equal data is known by, whichever sum it was sent with. */
    public byte[] sha256() {
        return sha256.clone();
    }

    /** Whether the sum that was declared is that of the data. */
    public boolean isAsDeclared() {
        return asDeclared;
    }

    public InputStream open() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (position == size) {
                    return -1;
                }
                int wanted = (int) Math.min(length, size - position);
                int read = spool.read(ByteBuffer.wrap(target, offset, wanted), start + position);
                if (read < 0) {
                    throw new IOException("the spool is shorter than it was written");
                }
                position += read;
                return read;
            }
        };
    }
}
