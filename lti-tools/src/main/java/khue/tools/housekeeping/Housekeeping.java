/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.housekeeping;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one timer of the tools. Payara gives up a timer for good that has failed twice, seconds apart, so this one never fails: not with a
 * chore, and not with a transaction around it, which a chore that fails would take down. Each chore has its own.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class.getName());

    @Inject
    @Any
    private Instance<Chore> chores;

    @Schedule(hour = "*", minute = "17", persistent = false, info = "takes away what nobody needs any longer")
    void keepHouse() {
        attempt(chores);
    }

    /** What cannot be done now is left to the next hour, and keeps nothing else from being done. */
    static void attempt(Iterable<Chore> chores) {
        for (Chore chore : chores) {
            try {
                chore.run();
            } catch (Throwable failure) {
                // An Error, too, would be a failure of the timer.
                LOG.log(Level.WARNING, "A chore could not be done and is left to the next hour", failure);
            }
        }
    }
}
