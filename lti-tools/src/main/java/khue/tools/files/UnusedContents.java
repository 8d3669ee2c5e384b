/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sweeps the disk: bytes whose upload was not finished, or whose last file was taken back, do not stay. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UnusedContents {

    private static final Logger LOG = Logger.getLogger(UnusedContents.class.getName());

    @Inject
    private FileStore files;

    @Schedule(hour = "*", minute = "17", persistent = false)
    void sweep() {
        try {
            for (String hash : files.sweepable()) {
                files.sweep(hash);
            }
        } catch (IOException unreadable) {
            LOG.log(Level.WARNING, "Unused files were not swept", unreadable);
        }
    }
}
