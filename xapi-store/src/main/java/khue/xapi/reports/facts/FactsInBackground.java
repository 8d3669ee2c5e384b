/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

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
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.xapi.http.Pause;
import khue.xapi.postgres.Database;

/**
 * From the start of the store to its end: extracts facts soon after statements were stored, here or, a moment later, on
 * another node, and goes on with a rebuild.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FactsInBackground {

    private static final Logger LOG = Logger.getLogger(FactsInBackground.class.getName());

    /** How late the statements of another node may be noticed. */
    private static final int SECONDS_BETWEEN_LOOKS = 1;

    /** What is kept by days stays out of date for so long: the next statements are likely to be about the same days. */
    private static final Duration GATHERED = Duration.ofSeconds(10);

    private static final int SECONDS_TO_STOP = 10;

    @Inject
    private FactsOfStatements statements;

    @Inject
    private FactExtraction extraction;

    @Inject
    private FactRebuild rebuild;

    @Inject
    private Database database;

    @Inject
    private Pause pause;

    @Resource
    private ManagedThreadFactory threads;

    private Restraint restraint;
    private Thread worker;
    private volatile boolean stopped;
    private boolean away;

    @PostConstruct
    void start() {
        restraint = new Restraint(new Backlog(database, Restraint.LATELY)::look, pause);
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

    private void work() {
        while (!stopped) {
            try {
                statements.awaitNews(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
                restraint.gather();
                extract();
                away = false;
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failed) {
                if (!away) {
                    LOG.log(Level.WARNING, "facts could not be extracted; it will be tried again", failed);
                }
                away = true;
            }
        }
    }

    /** Both in turn, so that new statements reach the figures while a rebuild goes on. */
    private void extract() {
        boolean more = true;
        while (more && !stopped) {
            boolean behind = extraction.step();
            more = rebuild.step() || behind;
        }
        if (!stopped && restraint.isCalm() && extraction.keepDays(GATHERED)) {
            statements.lookAgain();
        }
    }
}
