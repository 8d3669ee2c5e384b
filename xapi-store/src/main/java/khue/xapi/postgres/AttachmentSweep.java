/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.metrics.Gauges;
import khue.xapi.metrics.Sample;

/** Removes the data that no statement has, and counts what it does since this node started. */
@ApplicationScoped
class AttachmentSweep implements Gauges {

    private static final Logger LOG = Logger.getLogger(AttachmentSweep.class.getName());

    private final PostgresAttachments attachments;
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder contents = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** For the container's proxy. */
    protected AttachmentSweep() {
        this(null);
    }

    @Inject
    AttachmentSweep(PostgresAttachments attachments) {
        this.attachments = attachments;
    }

    /** What cannot be removed now is left to the next run: nobody waits for it. */
    void run() {
        try {
            PostgresAttachments.Removed removed;
            do {
                removed = attachments.removeUnused();
                contents.add(removed.contents());
                bytes.add(removed.bytes());
            } while (removed.mayBeMore());
            done.increment();
        } catch (RuntimeException failure) {
            failed.increment();
            LOG.log(Level.WARNING, failure, () -> "Attachments that no statement has could not be removed");
        }
    }

    @Override
    public List<Sample> read() {
        return List.of(
                new Sample("xapi_attachment_sweeps_total", Map.of("outcome", "done"), done.sum()),
                new Sample("xapi_attachment_sweeps_total", Map.of("outcome", "failed"), failed.sum()),
                new Sample("xapi_attachments_removed_total", contents.sum()),
                new Sample("xapi_attachments_removed_bytes_total", bytes.sum()));
    }
}
