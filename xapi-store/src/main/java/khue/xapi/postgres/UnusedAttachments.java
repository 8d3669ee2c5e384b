/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Removes the data of requests that did not come to their end, and of statements that are gone, twice an hour. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class UnusedAttachments {

    @Inject
    private AttachmentSweep sweep;

    /** Never fails: the server gives up a timer for good that has failed twice. */
    @Schedule(hour = "*", minute = "11/30", persistent = false, info = "removes attachments that no statement has")
    void remove() {
        sweep.run();
    }
}
