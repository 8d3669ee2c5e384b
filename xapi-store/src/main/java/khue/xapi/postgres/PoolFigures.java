/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import khue.xapi.metrics.Histogram;
import khue.xapi.metrics.Sample;

/**
 * The pool as the requests of this node meet it: what they hold, and how long they wait for it. Counted here and not by
 * the server, whose monitoring would have to be switched on for it and costs more than these additions.
 */
final class PoolFigures {

    private static final long MILLISECOND = 1_000_000;
    private static final double SECOND = 1e9;

    private final LongAdder waiting = new LongAdder();
    private final LongAdder inUse = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Histogram waits = new Histogram(
            SECOND, MILLISECOND, 10 * MILLISECOND, 100 * MILLISECOND, 1_000 * MILLISECOND, 10_000 * MILLISECOND);

    /** Whoever takes a connection says {@link #givenBack} once. */
    Connection take(DataSource pool) throws SQLException {
        long asked = System.nanoTime();
        waiting.increment();
        try {
            Connection connection = pool.getConnection();
            inUse.increment();
            return connection;
        } catch (SQLException failed) {
            failures.increment();
            throw failed;
        } finally {
            waiting.decrement();
            waits.note(System.nanoTime() - asked);
        }
    }

    void givenBack() {
        inUse.decrement();
    }

    List<Sample> read() {
        List<Sample> samples = new ArrayList<>(waits.samples("xapi_pool_wait_seconds", Map.of()));
        samples.add(new Sample("xapi_pool_connections_in_use", inUse.sum()));
        samples.add(new Sample("xapi_pool_connections_max", XapiDatabase.MOST_CONNECTIONS));
        samples.add(new Sample("xapi_pool_waiting", waiting.sum()));
        samples.add(new Sample("xapi_pool_failures_total", failures.sum()));
        return samples;
    }
}
