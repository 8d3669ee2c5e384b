/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often a value fell below each bound; noting one costs two additions that threads do not fight over. */
public final class Histogram {

    private final long[] bounds;
    private final double unit;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /**
     * @param unit how many of what is noted make one of what is shown: 1e9 for nanoseconds shown as seconds
     * @param bounds ascending, in what is noted
     */
    public Histogram(double unit, long... bounds) {
        this.unit = unit;
        this.bounds = bounds.clone();
        this.counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    public void note(long value) {
        int i = 0;
        while (i < bounds.length && value > bounds[i]) {
            i++;
        }
        counts[i].increment();
        sum.add(value);
    }

    public List<Sample> samples(String name, Map<String, String> labels) {
        List<Sample> samples = new ArrayList<>();
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i].sum();
            String bound = i < bounds.length ? Double.toString(bounds[i] / unit) : "+Inf";
            Map<String, String> withBound = new HashMap<>(labels);
            withBound.put("le", bound);
            samples.add(new Sample(name + "_bucket", withBound, below));
        }
        samples.add(new Sample(name + "_sum", labels, sum.sum() / unit));
        samples.add(new Sample(name + "_count", labels, below));
        return samples;
    }
}
