/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;

/** The Java machine that the store runs in. */
@ApplicationScoped
class ServerGauges implements Gauges {

    @Override
    public List<Sample> read() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return List.of(
                new Sample("xapi_heap_used_bytes", heap.getUsed()),
                new Sample("xapi_heap_max_bytes", heap.getMax()),
                new Sample("xapi_threads", ManagementFactory.getThreadMXBean().getThreadCount()));
    }
}
