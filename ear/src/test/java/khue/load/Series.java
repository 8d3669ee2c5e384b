/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import khue.load.client.Load;

/** The same work measured several times; its figures are medians. */
final class Series {

    private record Round(Load.Result result, Optional<Cpu> cpu) {}

    private final int statements;
    private final List<Round> rounds = new ArrayList<>();

    /** @param statements of one round: what rates and processor time are counted in */
    Series(int statements) {
        this.statements = statements;
    }

    void add(Load.Result result, Optional<Cpu> cpu) {
        rounds.add(new Round(result, cpu));
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    int rounds() {
        return rounds.size();
    }

    double aSecond() {
        return median(round -> round.result().aSecond(statements));
    }

    double milliseconds(int percent) {
        return median(round -> milliseconds(round.result().latencies().percentile(percent)));
    }

    /** Milliseconds of processor time a statement, of server and database; empty where it cannot be told. */
    OptionalDouble cpu() {
        return hasCpu() ? OptionalDouble.of(serverCpu() + databaseCpu()) : OptionalDouble.empty();
    }

    private boolean hasCpu() {
        return rounds.stream().allMatch(round -> round.cpu().isPresent());
    }

    private double serverCpu() {
        return median(round -> milliseconds(round.cpu().orElseThrow().server()) / statements);
    }

    private double databaseCpu() {
        return median(round -> milliseconds(round.cpu().orElseThrow().database()) / statements);
    }

    /** Such as "12,345/s, p50 3.1 ms, p95 6.0 ms, CPU 0.05 + 0.04 ms". */
    String ofWork() {
        return "%s/s, %s, %s".formatted(Report.number(aSecond(), 0), latencies(), processorTime());
    }

    /** Of server and database, such as "CPU 0.05 + 0.04 ms". */
    String processorTime() {
        return hasCpu()
                ? "CPU %s + %s ms".formatted(Report.number(serverCpu(), 3), Report.number(databaseCpu(), 3))
                : "CPU n/a";
    }

    /** Of the database alone, such as "CPU 0.04 ms". */
    String databaseTime() {
        return hasCpu() ? "CPU %s ms".formatted(Report.number(databaseCpu(), 3)) : "CPU n/a";
    }

    /** Such as "p50 3.1 ms, p95 6.0 ms". */
    String latencies() {
        return "p50 %s ms, p95 %s ms".formatted(Report.number(milliseconds(50), 1), Report.number(milliseconds(95), 1));
    }

    private static double milliseconds(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private double median(ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
