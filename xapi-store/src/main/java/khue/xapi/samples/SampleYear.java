/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A school year of statements, the same for the same seed. It is given out in windows of time, so that any size fits into
 * memory: every window goes through all classes, which costs little, and writes only what arrives in it.
 */
public final class SampleYear {

    private final long seed;
    private final SampleSchools schools;
    private final boolean untidy;

    private SampleYear(long seed, SampleSchools schools, boolean untidy) {
        this.seed = seed;
        this.schools = schools;
        this.untidy = untidy;
    }

    /** As it should be. */
    public static SampleYear tidy(long seed, SampleSchools.Size size) {
        return new SampleYear(seed, new SampleSchools(seed, size, false), false);
    }

    /** As it is: with late, voided and doubtful statements, schools that move and people of two names. */
    public static SampleYear untidy(long seed, SampleSchools.Size size) {
        return new SampleYear(seed, new SampleSchools(seed, size, true), true);
    }

    /**
     * A year of schools that could be those of the pilot, for people to look at.
     *
     * @param year in which September it begins; each is another one
     * @param base the prefix of the installation's IRIs
     */
    public static SampleYear pilot(long seed, int year, String base) {
        return new SampleYear(seed + year, SampleSchools.pilot(seed, year, base), false);
    }

    public SampleSchools schools() {
        return schools;
    }

    /**
     * @param received when it is sent to the store
     * @param json as UTF-8
     */
    public record Sent(UUID id, Instant received, byte[] json) {}

    /** What arrives from one moment until another, in its order. */
    public List<Sent> statements(Instant from, Instant until) {
        return IntStream.range(0, schools.size().classes())
                .parallel()
                .boxed()
                .flatMap(number -> new ClassYear(schools, seed, number, untidy).lines().stream())
                .filter(said -> !said.received.isBefore(from) && said.received.isBefore(until))
                .map(said -> new Sent(said.id, said.received, said.json()))
                .sorted(Comparator.comparing(Sent::received).thenComparing(Sent::id))
                .toList();
    }

    public List<Sent> statements() {
        return statements(Instant.MIN, Instant.MAX);
    }
}
