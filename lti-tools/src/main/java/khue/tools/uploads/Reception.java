/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.uploads;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Takes a piece of an upload from the line to the disk, in 64 KB of memory. */
@ApplicationScoped
class Reception {

    private static final int BUFFER = 1 << 16;

    /** What a killed node costs the sender at most: this much, or this long, is sent again. */
    private static final long ACKNOWLEDGE_BYTES = 4L << 20;

    private static final Duration ACKNOWLEDGE_EVERY = Duration.ofSeconds(1);

    @Inject
    private Uploads uploads;

    @Inject
    private Clock clock;

    /**
     * Writes what comes until it ends or breaks off; both leave every byte that came.
     *
     * @param upload which {@code request} goes on with
     * @param checksum of the whole piece; with one, the piece counts as a whole or not at all
     * @return how many bytes of the upload are there now
     */
    long receive(Upload upload, UUID request, InputStream piece, Optional<Checksum> checksum)
            throws IOException, UploadRefused {
        try (FileChannel part = uploads.parts().write(upload.id())) {
            if (part.size() < upload.received()) {
                // A folder that was not restored with its database: better from the beginning than with a hole.
                uploads.drop(upload.id());
                throw new UploadRefused(UploadRefused.Reason.NOT_FOUND);
            }
            return new Transfer(upload, request, part, checksum.isEmpty()).run(piece, checksum);
        }
    }

    private final class Transfer {

        private final Upload upload;
        private final UUID request;
        private final FileChannel part;
        private final boolean bitByBit;
        private long written;
        private long acknowledged;
        private Instant last = clock.instant();

        Transfer(Upload upload, UUID request, FileChannel part, boolean bitByBit) {
            this.upload = upload;
            this.request = request;
            this.part = part;
            this.bitByBit = bitByBit;
            this.written = upload.received();
            this.acknowledged = upload.received();
        }

        long run(InputStream piece, Optional<Checksum> checksum) throws IOException, UploadRefused {
            MessageDigest digest = checksum.map(Checksum::begin).orElse(null);
            boolean whole = copy(piece, digest);
            if (digest == null) {
                acknowledge();
            } else if (whole) {
                if (!checksum.get().is(digest.digest())) {
                    throw new UploadRefused(UploadRefused.Reason.CHECKSUM);
                }
                acknowledge();
            }
            return acknowledged;
        }

        /** @return whether the piece came to its end, instead of breaking off */
        private boolean copy(InputStream piece, MessageDigest digest) throws IOException, UploadRefused {
            byte[] buffer = new byte[BUFFER];
            while (true) {
                int read;
                try {
                    read = piece.read(buffer);
                } catch (IOException broken) {
                    return false;
                }
                if (read < 0) {
                    return true;
                }
                if (written + read > upload.length()) {
                    throw new UploadRefused(UploadRefused.Reason.TOO_LARGE);
                }
                write(ByteBuffer.wrap(buffer, 0, read));
                if (digest != null) {
                    digest.update(buffer, 0, read);
                }
                if (bitByBit && acknowledgementIsDue()) {
                    acknowledge();
                }
            }
        }

        /** Should a later request have taken over already, these are the same bytes at the same place once more. */
        private void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                written += part.write(bytes, written);
            }
        }

        private boolean acknowledgementIsDue() {
            return written - acknowledged >= ACKNOWLEDGE_BYTES
                    || clock.instant().isAfter(last.plus(ACKNOWLEDGE_EVERY));
        }

        private void acknowledge() throws IOException, UploadRefused {
            if (written > acknowledged) {
                part.force(false);
                uploads.acknowledge(upload.id(), request, written);
            }
            acknowledged = written;
            last = clock.instant();
        }
    }
}
