/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.samples;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import khue.tools.records.StoreClient;

/** Whether the store has sample data, as it said some moments ago at most. */
@ApplicationScoped
public class SampleData {

    private static final Logger LOG = Logger.getLogger(SampleData.class.getName());

    /** Each page asks. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    /** What comes, is there or goes; not what never was or is gone. */
    private static final Set<String> TO_BE_SEEN = Set.of("filling", "there", "leaving");

    @Inject
    private StoreClient store;

    @Inject
    private Clock clock;

    private volatile Heard heard = new Heard(Instant.EPOCH, State.NONE);

    private record Heard(Instant at, State state) {}

    /**
     * How far it is.
     *
     * @param word {@code none}, {@code filling}, {@code there}, {@code leaving} or {@code gone}
     * @param statements how many are there, of as many as are planned
     */
    public record State(String word, long statements, long planned) {

        static final State NONE = new State("none", 0, 0);

        public boolean isToBeSeen() {
            return TO_BE_SEEN.contains(word);
        }

        public boolean isLeaving() {
            return word.equals("leaving");
        }
    }

    /** Nothing, where the store does not answer or knows of no such thing: pages say that themselves. */
    public State state() {
        Heard last = heard;
        Instant now = clock.instant();
        if (Duration.between(last.at(), now).compareTo(FRESH) > 0) {
            last = new Heard(now, ask());
            heard = last;
        }
        return last.state();
    }

    private State ask() {
        try {
            StoreClient.Answer answer = store.get("/reports/samples");
            return answer.successful() ? state(answer.json()) : State.NONE;
        } catch (IOException silent) {
            LOG.log(Level.FINE, "the store does not say whether it has sample data", silent);
            return State.NONE;
        }
    }

    private static State state(JsonNode told) {
        return new State(
                told.path("state").asText(),
                told.path("statements").asLong(),
                told.path("planned").asLong());
    }

    /**
     * Has all of it taken out; that takes a while, which pages show.
     *
     * @param who decided, as the store may know it
     */
    void takeOut(String who) throws IOException {
        StoreClient.Answer answer = store.change("DELETE", "/reports/samples", "", who);
        if (!answer.successful()) {
            throw new IOException("DELETE /reports/samples: HTTP " + answer.status());
        }
        heard = new Heard(clock.instant(), state(answer.json()));
    }
}
