/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.publishing;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Looks every five minutes which figures are to be written down anew. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PublishingInBackground {

    private static final Logger LOG = Logger.getLogger(PublishingInBackground.class.getName());

    @Inject
    private Publication publication;

    private final AtomicBoolean working = new AtomicBoolean();
    private volatile boolean stopped;

    @PreDestroy
    void stop() {
        stopped = true;
    }

    /** Never fails: the server gives up a timer for good that has failed twice. */
    @Schedule(
            hour = "*",
            minute = "*/5",
            persistent = false,
            info = "writes figures down for programs that read the database")
    void publish() {
        if (!working.compareAndSet(false, true)) {
            return;
        }
        try {
            if (publication.isRead()) {
                publication.plan();
                boolean more = true;
                while (more && !stopped) {
                    more = publication.step(() -> stopped);
                }
            }
        } catch (RuntimeException failed) {
            if (!stopped) {
                LOG.log(Level.WARNING, "figures could not be written down; it will be tried again", failed);
            }
        } finally {
            working.set(false);
        }
    }
}
