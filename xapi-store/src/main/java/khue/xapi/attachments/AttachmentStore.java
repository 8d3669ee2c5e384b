/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;

/** Keeps the data of attachments, for as long as there is a statement that has it. */
public interface AttachmentStore {

    /**
     * Keeps data before the statements that it belongs to. Data that no statement was stored with is removed, but not
     * within half an hour after this.
     *
     * @return the number that an {@link Attachment} knows it by
     */
    long keep(SpooledContent content);

    /**
     * What came with some statements: one row for each statement and sum.
     *
     * @param statements their keys
     */
    List<Attachment> attachmentsOf(Collection<Long> statements);

    /** Writes the data piece by piece, holding neither all of it nor a connection to the database. */
    void copy(Attachment attachment, OutputStream out) throws IOException;
}
