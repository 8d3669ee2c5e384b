/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void hasADefaultForEverything() {
        Options options = Options.of();

        assertThat(options.stored()).containsExactly(0L, 10_000L);
        assertThat(options.parts()).doesNotContain(Options.Part.COLD).hasSize(5);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.hot()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.peer()).isEmpty();
    }

    @Test
    void takesWhatMavenPassesOnWhenNothingWasSaid() {
        assertThat(Options.of("stored=", "parts= ", "endpoint=")).isEqualTo(Options.of());
    }

    @Test
    void readsWhatWasSaid() {
        Options options = Options.of(
                "stored=0,5000000",
                "parts=cold,queries",
                "minutes=0.5",
                "endpoint=http://127.0.0.1:9000/xapi/",
                "key=k",
                "secret=s",
                "pids=12,34");

        assertThat(options.stored()).containsExactly(0L, 5_000_000L);
        assertThat(options.parts()).containsExactly(Options.Part.QUERIES, Options.Part.COLD);
        assertThat(options.hot()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.peer().orElseThrow().endpoint()).hasToString("http://127.0.0.1:9000/xapi");
        assertThat(options.processes()).containsExactly(12L, 34L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sorted=1",
                "rounds=0",
                "warming=-1",
                "batched=77",
                "parts=everything",
                "endpoint=https://lrs.example"
            })
    void refusesWhatItCannotDo(String argument) {
        assertThatThrownBy(() -> Options.of(argument)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stored",
                "parts",
                "rounds",
                "warming",
                "batched",
                "single",
                "asked",
                "launches",
                "figures",
                "minutes",
                "seed",
                "directory",
                "port",
                "server",
                "report",
                "endpoint",
                "key",
                "secret",
                "pids",
                "xapi"
            })
    void eachIsOnThePageAndInTheProfile(String option) throws IOException {
        assertThat(Files.readString(Path.of("../docs/how-to/benchmark.md"))).contains("-D" + option + "=");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<argument>%s=${%s}</argument>".formatted(option, option));
        assertThat(Files.readString(Path.of("../pom.xml"))).contains("<" + option + " />");
    }
}
