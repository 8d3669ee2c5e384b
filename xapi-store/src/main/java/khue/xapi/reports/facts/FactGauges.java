/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.facts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import khue.xapi.http.Failure;
import khue.xapi.metrics.Gauges;
import khue.xapi.metrics.Sample;

/** How far facts have got: the same on every node. */
@ApplicationScoped
class FactGauges implements Gauges {

    private static final double MILLISECONDS = 1_000;

    private FactExtraction extraction;

    /** For the container's proxy. */
    protected FactGauges() {}

    @Inject
    FactGauges(FactExtraction extraction) {
        this.extraction = extraction;
    }

    @Override
    public List<Sample> read() {
        try {
            double through = extraction.through().toEpochMilli() / MILLISECONDS;
            return List.of(new Sample("xapi_facts_through_timestamp_seconds", through));
        } catch (Failure unreachable) {
            // The database's own gauge says so.
            return List.of();
        }
    }
}
