/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples.shown;

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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the sample data in where the settings want it, takes it out when somebody wants that, and goes on after a restart. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class SampleDataInBackground {

    private static final Logger LOG = Logger.getLogger(SampleDataInBackground.class.getName());
    private static final int SECONDS_TO_STOP = 10;

    @Inject
    private SampleData data;

    @Inject
    @ConfigProperty(name = "khue.sample.data", defaultValue = "false")
    private boolean wanted;

    @Resource
    private ManagedThreadFactory threads;

    private final Semaphore decided = new Semaphore(0);
    private Thread worker;
    private volatile boolean stopped;

    @PostConstruct
    void start() {
        worker = threads.newThread(this::work);
        worker.start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        worker.interrupt();
        try {
            worker.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP));
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes all of it out, beginning now. */
    public void takeOut() {
        data.unwanted();
        decided.release();
    }

    private void work() {
        try {
            if (wanted) {
                data.wanted();
            }
            while (!stopped) {
                goOn();
                decided.acquire();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn() throws InterruptedException {
        try {
            data.goOn(() -> stopped);
        } catch (RuntimeException failed) {
            if (!stopped) {
                LOG.log(
                        Level.WARNING,
                        "sample data is left as it is until the next start, or until it is to go",
                        failed);
            }
        }
    }
}
