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

/**
 * Keeps what figures are made of up to date, and {@link Totals}, so that whoever asks need not wait for them. What nobody
 * came to do is done by whoever asks.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FiguresInBackground {

    private static final Logger LOG = Logger.getLogger(FiguresInBackground.class.getName());
    private static final int SECONDS_BETWEEN_LOOKS = 10;
    private static final int SECONDS_TO_STOP = 10;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Inject
    private KeptContributions contributions;

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
            contributions.bringAll();
            totals.refresh();
        } catch (RuntimeException failed) {
            // Whoever asks next does it, and hears what is wrong.
            LOG.log(Level.FINE, "figures could not be kept up to date", failed);
        }
    }
}
