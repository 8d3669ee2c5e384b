/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import khue.xapi.metrics.Gauges;
import khue.xapi.metrics.Sample;

/** What the maintenance has done on this node since its start; another node counts its own runs. */
@ApplicationScoped
public class MaintenanceFigures implements Gauges {

    private final Map<Outcome, LongAdder> runs = counters(Outcome.class);
    private final Map<Step, LongAdder> failures = counters(Step.class);
    private final Map<Work, LongAdder> months = counters(Work.class);
    private final LongAdder references = new LongAdder();
    private volatile Optional<Run> lastRun = Optional.empty();
    private volatile Optional<Instant> lastDone = Optional.empty();

    /** How a run ended. */
    enum Outcome {
        DONE,
        FAILED,
        /** Another node was at it. */
        ELSEWHERE
    }

    /** What a run consists of. */
    enum Step {
        MONTHS_AHEAD,
        REFERENCES,
        RETENTION,
        COMPRESSION
    }

    /** What is done to a month. */
    enum Work {
        COMPRESSED,
        /** Forgotten, and its tables kept for the operator. */
        DETACHED,
        /** Forgotten with its tables. */
        DROPPED
    }

    private record Run(Instant began, Duration duration) {}

    void ended(Outcome outcome, Instant began, Instant ended) {
        runs.get(outcome).increment();
        if (outcome != Outcome.ELSEWHERE) {
            lastRun = Optional.of(new Run(began, Duration.between(began, ended)));
        }
        if (outcome == Outcome.DONE) {
            lastDone = Optional.of(ended);
        }
    }

    void failed(Step step) {
        failures.get(step).increment();
    }

    void did(Work work) {
        months.get(work).increment();
    }

    void leftOver(long found) {
        references.add(found);
    }

    /** A time is missing until there is one: 0 would be the year 1970. */
    @Override
    public List<Sample> read() {
        List<Sample> samples = new ArrayList<>();
        runs.forEach((outcome, count) ->
                samples.add(new Sample("xapi_maintenance_runs_total", label("outcome", outcome), count.sum())));
        failures.forEach((step, count) ->
                samples.add(new Sample("xapi_maintenance_failures_total", label("step", step), count.sum())));
        months.forEach((work, count) ->
                samples.add(new Sample("xapi_maintenance_months_total", label("work", work), count.sum())));
        samples.add(new Sample("xapi_maintenance_references_total", references.sum()));
        lastRun.ifPresent(run -> {
            samples.add(new Sample("xapi_maintenance_last_run_timestamp_seconds", seconds(run.began())));
            samples.add(new Sample(
                    "xapi_maintenance_last_run_seconds", run.duration().toMillis() / 1e3));
        });
        lastDone.ifPresent(
                done -> samples.add(new Sample("xapi_maintenance_last_success_timestamp_seconds", seconds(done))));
        return samples;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1e3;
    }

    private static Map<String, String> label(String name, Enum<?> value) {
        return Map.of(name, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static <E extends Enum<E>> Map<E, LongAdder> counters(Class<E> of) {
        Map<E, LongAdder> counters = new EnumMap<>(of);
        for (E value : of.getEnumConstants()) {
            counters.put(value, new LongAdder());
        }
        return counters;
    }
}
