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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.postgres.Database;
import khue.xapi.reports.facts.Turns;

/**
 * Keeps what figures are made of up to date, and {@link Totals}, so that whoever asks need not wait for them: of periods that
 * somebody has asked about, and of the usual ones. It holds back while writers are in a rush, and while somebody waits for an
 * answer. What nobody came to do is done by whoever asks.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FiguresInBackground {

    private static final Logger LOG = Logger.getLogger(FiguresInBackground.class.getName());

    /** It rests for as long as it has worked: at most half of a processor is for it, but for what takes minutes. */
    private static final Duration SHORTEST_REST = Duration.ofSeconds(10);

    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private static final int SECONDS_TO_STOP = 10;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Inject
    private UsualPeriods usual;

    @Inject
    private KeptPeriods periods;

    @Inject
    private KeptContributions contributions;

    @Inject
    private Totals totals;

    @Inject
    private Readers readers;

    @Inject
    private Database database;

    @Inject
    private Clock clock;

    @Resource
    private ManagedThreadFactory threads;

    private Turns turns;
    private Thread worker;

    @PostConstruct
    void start() {
        turns = new Turns(database, clock, this::rest, () -> !readers.areThere());
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
        Duration rest = SHORTEST_REST;
        try {
            while (true) {
                rest(rest);
                Instant begun = clock.instant();
                refresh();
                rest = bounded(Duration.between(begun, clock.instant()));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration time) throws InterruptedException {
        if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the store stops");
        }
    }

    private static Duration bounded(Duration worked) {
        return Collections.max(List.of(SHORTEST_REST, Collections.min(List.of(worked, LONGEST_REST))));
    }

    private void refresh() throws InterruptedException {
        try {
            periods.expect(usual.all());
            contributions.bringAll(turns::await);
            turns.await();
            totals.refresh();
            usual.thisSchoolYear().filter(periods::isExpected).ifPresent(totals::of);
        } catch (RuntimeException failed) {
            // Whoever asks next does it, and hears what is wrong.
            LOG.log(Level.FINE, "figures could not be kept up to date", failed);
        }
    }
}
