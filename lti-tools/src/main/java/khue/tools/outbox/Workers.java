/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.outbox;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** Keeps every queue's workers going from the start of the application, once the database is up to date, to its end. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class.getName());

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);

    @Inject
    @Any
    private Instance<Carrier> carriers;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    @Inject
    private RandomGenerator random;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final List<ScheduledFuture<?>> running = new ArrayList<>();
    private volatile boolean stopping;

    @PostConstruct
    void start() {
        for (Carrier carrier : carriers) {
            for (int worker = 0; worker < carrier.workers(); worker++) {
                Delivery delivery = new Delivery(carrier, outbox, clock, random);
                repeat(() -> deliverAll(delivery), BETWEEN_LOOKS);
            }
        }
        repeat(outbox::prune, BETWEEN_PRUNINGS);
    }

    @PreDestroy
    void stop() {
        stopping = true;
        running.forEach(task -> task.cancel(true));
    }

    private void deliverAll(Delivery delivery) {
        boolean more = true;
        while (more && !stopping) {
            more = delivery.deliver();
        }
    }

    private void repeat(Runnable task, Duration pause) {
        Runnable unstoppable = () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                // A task that throws is never run again by its scheduler: while the database is away, keep looking for
                // it.
                LOG.log(stopping ? Level.FINE : Level.WARNING, "The outbox could not be worked on", failure);
            }
        };
        running.add(scheduler.scheduleWithFixedDelay(
                unstoppable, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }
}
