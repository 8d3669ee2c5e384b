/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final AtomicLong seconds = new AtomicLong();

    @Test
    void showsTheSecondsSinceTheStart() {
        try (Progress progress = progress(Duration.ofHours(1))) {
            seconds.set(3);
            progress.begin("PostgreSQL");
            seconds.set(12);
            progress.say("PostgreSQL 17");
        }
        assertThat(shown.toString(UTF_8)).isEqualToNormalizingNewlines("[  3 s] PostgreSQL …\n[ 12 s] PostgreSQL 17\n");
    }

    @Test
    void saysAgainWhatTakesLong() {
        try (Progress progress = progress(Duration.ofMillis(5))) {
            progress.begin("PostgreSQL");
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (shown.toString(UTF_8).lines().count() < 3 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }
        assertThat(shown.toString(UTF_8).lines()).hasSizeGreaterThanOrEqualTo(3).containsOnly("[  0 s] PostgreSQL …");
    }

    private Progress progress(Duration heartbeat) {
        PrintStream out = new PrintStream(shown, true, UTF_8);
        return new Progress(out, () -> Duration.ofSeconds(seconds.get()).toNanos(), heartbeat);
    }
}
