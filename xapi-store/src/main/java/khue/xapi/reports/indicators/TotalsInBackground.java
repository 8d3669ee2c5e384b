/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps {@link Totals} fresh, so that an evaluator's first page need not wait for them. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class TotalsInBackground {

    private static final Logger LOG = Logger.getLogger(TotalsInBackground.class.getName());
    private static final int SECONDS_BETWEEN_LOOKS = 10;
    private static final int SECONDS_TO_STOP = 10;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Inject
    private Totals totals;

    @Resource
    private ManagedThreadFactory threads;

    private Thread worker;

    @PostConstruct
    void start() {
        worker = threads.newThread(this::work);
        worker.start();
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
        try {
            worker.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP));
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!stopped.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS)) {
                refresh();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh() {
        try {
            totals.refresh();
        } catch (RuntimeException failed) {
            // Whoever asks next computes them, and hears what is wrong.
            LOG.log(Level.FINE, "totals could not be made anew", failed);
        }
    }
}
