/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many statements were accepted since the start, how many of them were new, and in batches of what size. */
@ApplicationScoped
public class StatementFigures implements Gauges {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final Histogram batches = new Histogram(1, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 10_000);

    void accepted(int statements) {
        accepted.add(statements);
        batches.note(statements);
    }

    /** Of those that are accepted, the ones that were not there before. */
    public void stored(int statements) {
        stored.add(statements);
    }

    @Override
    public List<Sample> read() {
        List<Sample> samples = new ArrayList<>(batches.samples("xapi_batch_statements", Map.of()));
        samples.add(new Sample("xapi_statements_accepted_total", accepted.sum()));
        samples.add(new Sample("xapi_statements_stored_total", stored.sum()));
        return samples;
    }
}
