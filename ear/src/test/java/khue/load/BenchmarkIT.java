/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import khue.testing.Ports;
import khue.testing.RunningKhue;
import khue.xapi.reports.indicators.Indicator;
import khue.xapi.reports.indicators.Indicators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The benchmark works, on as few statements as it can: its figures mean nothing here. */
class BenchmarkIT {

    @Test
    void measuresEveryPartBesideItsFloorAndKeepsTheTable() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "khue-tests")), "load");
        Path report = directory.resolve("report.md");

        String table = new Benchmark(
                        Options.of(
                                "stored=300",
                                "parts=batches,singles,queries,hot,disk,exports",
                                "batched=100",
                                "single=20",
                                "asked=3",
                                "rounds=1",
                                "warming=1",
                                "minutes=0.01",
                                "directory=" + directory,
                                "report=" + report,
                                "port=" + Ports.free(),
                                "server=" + RunningKhue.JAVA_OPTIONS),
                        System.out)
                .run()
                .markdown(Instant.EPOCH);

        assertThat(table)
                .contains("| batches of 50 × 8, 300 stored", "| single × 8, 300 stored", "CPU ")
                .containsPattern("\\| – facts, made of \\d+ % of the statements +\\| .* caught up")
                .containsPattern("\\| export of 300 statements as parquet +\\| .*≥ 0.50 × floor")
                .contains("| bytes on disk a statement, 300 stored", "| xapi.statement |")
                .containsPattern("answers other than 200 \\| none, .*\\| yes")
                .containsPattern("– stored, of which with an id of their own, .*\\| exact +\\| yes");
        for (Filter filter : Filter.values()) {
            assertThat(table)
                    .containsPattern("\\| " + filter.title() + " \\(\\d+ on a page\\), 1 connection .*p95")
                    .containsPattern("\\| " + filter.title() + " \\(\\d+ on a page\\), 8 connections .*p95");
        }
        assertThat(report).isNotEmptyFile();
    }

    /** A store that is not ours has no floors; here the part is played by ours, of which nothing but its address is known. */
    @Test
    @ExtendWith(RunningKhue.Extension.class)
    void measuresAnotherStoreByItsAddress(RunningKhue peer) throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "khue-tests")), "peer");

        String table = new Benchmark(
                        Options.of(
                                "endpoint=" + peer.xapiUrl(),
                                "key=" + peer.lrsKey().name(),
                                "secret=" + peer.lrsKey().secret(),
                                "parts=batches,singles,queries,hot",
                                "batched=100",
                                "single=20",
                                "asked=3",
                                "rounds=1",
                                "warming=1",
                                "minutes=0.01",
                                "directory=" + directory,
                                "report=" + directory.resolve("report.md")),
                        System.out)
                .run()
                .markdown(Instant.EPOCH);

        assertThat(table)
                .contains("not ours: no floors")
                .contains("| batches of 50 × 8", "| single × 8", "| agent and verb")
                .containsPattern("answers other than 200 +\\| none, ");
    }

    @Test
    void measuresLaunchesBesideTheirFloorAndOnTwoServers() throws Exception {
        Path directory =
                Files.createTempDirectory(Files.createDirectories(Path.of("target", "khue-tests")), "launches");

        String table = new Benchmark(
                        Options.of(
                                "parts=launches",
                                "launches=20",
                                "rounds=1",
                                "warming=1",
                                "directory=" + directory,
                                "report=" + directory.resolve("report.md"),
                                "port=" + Ports.free(),
                                "server=" + RunningKhue.JAVA_OPTIONS),
                        System.out)
                .run()
                .markdown(Instant.EPOCH);

        assertThat(table)
                .containsPattern("\\| login and launch × 8 +\\| p50 .*CPU ")
                .containsPattern("\\| launches, signed before, × 16 +\\| .*/s .*≥ 0.30 × floor")
                .containsPattern("20 pupils, one each 60 ms, 1 server: answers other than expected +\\| none")
                .containsPattern("20 pupils, one each 60 ms, 2 servers: answers other than expected +\\| none");
    }

    @Test
    void measuresPagesAndWhatTheyWeigh() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "khue-tests")), "pages");

        String table = new Benchmark(
                        Options.of(
                                "parts=pages",
                                "asked=8",
                                "rounds=1",
                                "warming=1",
                                "directory=" + directory,
                                "report=" + directory.resolve("report.md"),
                                "port=" + Ports.free(),
                                "server=" + RunningKhue.JAVA_OPTIONS),
                        System.out)
                .run()
                .markdown(Instant.EPOCH);

        assertThat(table)
                .containsPattern("queue of 45 pupils × 10 pieces: transferred .* KB .*≤ 120 KB +\\| yes")
                .containsPattern("queue of 45 pupils × 10 pieces, 1 connection +\\| p50 .*p95 ≤ 150 ms")
                .containsPattern("a pupil's own page, 8 connections +\\| p50 .*p95 ≤ 150 ms");
    }

    @Test
    void measuresEveryIndicatorOverASampleYear() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "khue-tests")), "figures");

        String table = new Benchmark(
                        Options.of(
                                "parts=figures",
                                "figures=1",
                                "rounds=1",
                                "directory=" + directory,
                                "report=" + directory.resolve("report.md"),
                                "port=" + Ports.free(),
                                "server=" + RunningKhue.JAVA_OPTIONS),
                        System.out)
                .run()
                .markdown(Instant.EPOCH);

        assertThat(table)
                .containsPattern("\\| all facts made again, .*10 million in")
                .contains("is in the figures")
                .containsPattern("\\| a quarterly report, \\d{2} questions, .*p95 ≤ 10 s")
                .containsPattern("\\| the target board of the school year, .*p95 ≤ 1 s")
                .contains("| every figure of a period never asked for before, ")
                .containsPattern("\\| what the first page asks for, .*p95 ≤ 1 s");
        for (Indicator indicator : Indicators.ALL) {
            assertThat(table).containsPattern("\\| " + indicator.id() + " by each of \\d breakdowns, .*p95");
        }
    }
}
