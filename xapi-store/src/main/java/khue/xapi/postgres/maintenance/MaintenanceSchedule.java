/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.postgres.PostgresErasures;

/** Runs the maintenance soon after the start and every hour. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class MaintenanceSchedule {

    private static final Logger LOG = Logger.getLogger(MaintenanceSchedule.class.getName());
    private static final int SECONDS_AFTER_THE_START = 30;
    private static final int SECONDS_BETWEEN = 3_600;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private Maintenance maintenance;

    @Inject
    private PostgresErasures erasures;

    private ScheduledFuture<?> schedule;

    @PostConstruct
    void start() {
        schedule =
                executor.scheduleWithFixedDelay(this::run, SECONDS_AFTER_THE_START, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        schedule.cancel(true);
    }

    private void run() {
        attempt(maintenance::run);
        // Afterwards: it leaves months alone that the maintenance is working on.
        attempt(erasures::finishLeftOver);
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "the maintenance of the store failed; it will be tried again", failed);
        }
    }
}
