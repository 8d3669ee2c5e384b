/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import java.time.Duration;

/** How time is let pass, so that tests need not wait. */
@FunctionalInterface
public interface Pause {

    /** As it is let pass outside of tests. */
    Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

    void take(Duration duration) throws InterruptedException;
}
